# SPDX-License-Identifier: Apache-2.0
"""Writes: whom a participant invites."""

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit import clock, text
from bedring.kit.refusals import NotThere, Refused
from bedring.people.models import Account, Participant, Supporter
from bedring.people.rules import LONGEST_CALLED, Actor


@transaction.atomic
def invite_supporter(*, by: Actor, called: str, account: Account) -> Supporter:
    """The participant, and nobody else, invites somebody. What they see is granted in `trust`.

    Whoever is invited already is called so from now on. Refused for one's own account, and a name that is too long.
    """
    participant = Participant.objects.filter(id=by.participant_id).first() if by.participant_id else None
    if participant is None:
        raise NotThere
    if account.id == by.account_id:
        raise Refused(_("This is your own address."), "yourself")
    called = text.fits(text.one_line(called), LONGEST_CALLED)
    known = Supporter.objects.filter(participant=participant, account=account).first()
    if known:
        known.removed_at, known.called = None, called
        known.save(update_fields=["removed_at", "called"])
    return known or Supporter.objects.create(
        participant=participant,
        organisation_id=participant.organisation_id,
        account=account,
        called=called,
        invited_at=clock.now(),
    )
