# SPDX-License-Identifier: Apache-2.0
"""Writes: who works with whom."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit.refusals import Refused
from bedring.people import access
from bedring.people.models import Account, CareRelation, Participant
from bedring.people.queries import actor_for
from bedring.people.rules import Actor


@transaction.atomic
def start_working_with(*, by: Actor, participant: Participant, account_id: UUID) -> CareRelation:
    """From today this colleague works with this participant. Done twice, it is one relation.

    Refused for somebody without a role at the participant's place, as for somebody there is not.
    """
    access.check_can_arrange_work(by, participant)
    colleague = Account.objects.filter(id=account_id).first()
    if colleague is None or participant.organisation_id not in actor_for(colleague).reach():
        raise Refused(_("This person has no role here."), "no_role_here")
    open_one = CareRelation.objects.filter(participant=participant, account=account_id, ends=None).first()
    works = open_one or CareRelation.objects.create(
        participant=participant,
        organisation_id=participant.organisation_id,
        account_id=account_id,
        starts=participant.organisation.today(),
        by_id=by.account_id,
    )
    _end_last_notes(participant, account_id)
    return works


@transaction.atomic
def stop_working_with(
    *, by: Actor, participant: Participant, account_id: UUID, notes_until: date | None = None
) -> None:
    """From this moment this colleague does not work with this participant. The row stays.

    With `notes_until` they can still write the last notes, up to that day and nothing else.
    """
    access.check_can_arrange_work(by, participant)
    worked = CareRelation.objects.filter(participant=participant, account=account_id, ends=None).first()
    if worked is None:
        return
    _end_last_notes(participant, account_id)
    if notes_until is not None:  # before the other ends: somebody may be saying it of themselves
        CareRelation.objects.create(
            participant=participant,
            organisation_id=participant.organisation_id,
            account_id=account_id,
            notes_only=True,
            starts=participant.organisation.today(),
            ends=notes_until,
            by_id=by.account_id,
        )
    worked.end_now()


def _end_last_notes(participant: Participant, account_id: UUID) -> None:
    """The time for the last notes is over, as they work together again or it begins anew."""
    last = CareRelation.objects.filter(participant=participant, account=account_id, notes_only=True)
    for relation in last.in_force():
        relation.end_now()
