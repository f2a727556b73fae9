# SPDX-License-Identifier: Apache-2.0
"""Writes: a role is offered, answered, and ends."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from bedring.kit import clock, later, text
from bedring.kit.refusals import NotThere, Refused
from bedring.people import access
from bedring.people.models import Account, Membership, Organisation
from bedring.people.rules import LONGEST_NAME, WITHOUT_PASSWORD, Actor, Role
from bedring.people.signin.open import end_sign_ins
from bedring.people.signin.passwords import staff_accounts


@transaction.atomic
def offer_role(
    *, by: Actor, account: Account, organisation_id: UUID, role: Role, name: str = "", starts: date | None = None
) -> Membership:
    """Offer somebody a role in an organisation, from a day on. It counts for nothing until they have said yes.

    `name`: what the giver calls them. They are told by mail. What is held or offered already is not offered twice.
    """
    access.check_can_run_programme(by, organisation_id)
    known = Membership.objects.filter(account=account, organisation=organisation_id, role=role, ends=None).first()
    offer = known or Membership.objects.create(
        account=account,
        organisation_id=organisation_id,
        role=role,
        offered_to=text.fits(text.one_line(name), LONGEST_NAME),
        starts=starts or Organisation.objects.get(id=organisation_id).today(),
        by_id=by.account_id,
    )
    later.ask("mail_offer", membership_id=str(offer.id))
    return offer


@transaction.atomic
def answer_offer(*, by: Actor, membership_id: UUID, yes: bool) -> None:
    """Say yes or no to a role one is offered. NotThere for what is not offered to oneself, or no more.

    With the yes, sign-ins by a link or by paper end: they do not open an account that holds a role.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT bedring_answer_offer(%s, %s, %s)", [membership_id, yes, clock.now()])
        (answered,) = cursor.fetchone()
    if not answered:
        raise NotThere
    if yes:
        called = Membership.objects.get(id=membership_id).offered_to
        Account.objects.filter(id=by.account_id, name="").update(name=called)
        end_sign_ins(by.account_id, ways=WITHOUT_PASSWORD)


@transaction.atomic
def end_role(*, by: Actor, membership_id: UUID) -> None:
    """Let a role end, or take an offer back, now; the row stays. Refused for the last programme leader of a place.

    With the last role an account holds, all its sign-ins end: what they were opened for is there no more.
    """
    locked = Membership.objects.select_for_update(of=["self"]).select_related("organisation")
    held = locked.filter(id=membership_id).first()
    if held is None or held.organisation_id not in by.reach():
        raise NotThere
    access.check_can_run_programme(by, held.organisation_id)
    if held.ends is not None:
        return
    leaders = Membership.objects.filter(organisation=held.organisation_id, role=Role.PROGRAMME_LEADER, ends=None)
    others = leaders.exclude(accepted_at=None).exclude(id=held.id)
    if held.accepted_at and held.role == Role.PROGRAMME_LEADER and not others.exists():
        raise Refused(_("Somebody leads the programme here. Give another the role first."), "last_leader")
    held.end_now()
    if held.accepted_at and not staff_accounts().filter(account=held.account_id).exists():
        end_sign_ins(held.account_id)
