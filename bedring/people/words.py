# SPDX-License-Identifier: Apache-2.0
"""What roles and places are called."""

from django.utils.translation import gettext_lazy as _

from bedring.kit.words import Words
from bedring.people.rules import OrganisationKind, Role

ORGANISATION_KIND = Words(
    OrganisationKind,
    {
        OrganisationKind.REGION: _("Region"),
        OrganisationKind.TRUST: _("Health trust"),
        OrganisationKind.CENTRE: _("Centre"),
        OrganisationKind.UNIT: _("Unit"),
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
