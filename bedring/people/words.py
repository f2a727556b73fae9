# SPDX-License-Identifier: Apache-2.0
"""What roles and places are called."""

from django.utils.translation import gettext_lazy as _

from bedring.kit.words import Words
from bedring.people.rules import Buried, OrganisationKind, Role

ORGANISATION_KIND = Words(
    OrganisationKind,
    {
        OrganisationKind.REGION: _("Region"),
        OrganisationKind.TRUST: _("Health trust"),
        OrganisationKind.CENTRE: _("Centre"),
        OrganisationKind.UNIT: _("Unit"),
    },
)

BURIED = Words(
    Buried,
    {
        Buried.ERASED: _("erased"),
        Buried.HIDDEN: _("kept to oneself"),
        Buried.TAKEN_BACK: _("taken back"),
        Buried.MOVED: _("moved to another place"),
    },
)

ROLE = Words(
    Role,
    {
        Role.PRACTITIONER: _("Practitioner"),
        Role.PEER_SPECIALIST: _("Peer specialist"),
        Role.PROGRAMME_LEADER: _("Programme leader"),
    },
)
