# SPDX-License-Identifier: Apache-2.0
"""Writes: a place with its programme leader, and what is allowed there."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.people import access
from bedring.people.models import Account, Membership, Organisation
from bedring.people.rules import Actor, OrganisationKind, Role, may_stand_under


def found_site(*, path: list[tuple[OrganisationKind, str]], leader: Account) -> Organisation:
    """Set up a place: those organisations of `path` (region first) that are not there yet, and its programme leader.

    Run by an administrator on the machine with the owner's connection; there is nobody yet to ask, and the leader's yes
    is given with it.
    """
    parent: Organisation | None = None
    with transaction.atomic():
        for kind, title in path:
            found = Organisation.objects.filter(parent=parent, name=title).first()
            parent = found or _add_organisation(name=title, kind=kind, parent=parent)
        assert parent is not None
        held = {"account": leader, "organisation": parent, "role": Role.PROGRAMME_LEADER, "ends": None}
        Membership.objects.get_or_create(**held, defaults={"starts": parent.today(), "by": None})
        Membership.objects.filter(**held, accepted_at=None).update(accepted_at=clock.now())
    return parent


def _add_organisation(*, name: str, kind: OrganisationKind, parent: Organisation | None) -> Organisation:
    if not may_stand_under(kind, OrganisationKind(parent.kind) if parent else None):
        raise Refused(_("A %(kind)s cannot stand here in the tree.") % {"kind": kind}, "wrong_level")
    made = Organisation(name=name, kind=kind, parent=parent)
    made.crisis_lines = parent.crisis_lines if parent else settings.HELP_LINES
    made.lineage = [*(parent.lineage if parent else []), made.id]
    made.save(force_insert=True)
    return made


@transaction.atomic
def let_peers_print(*, by: Actor, organisation_id: UUID, allowed: bool) -> None:
    """Whether peer specialists at a place, too, print ways in on paper. For its programme leader to say."""
    if organisation_id not in by.reach():
        raise NotThere
    access.check_can_run_programme(by, organisation_id)
    Organisation.objects.filter(id=organisation_id).update(peers_print=allowed)
