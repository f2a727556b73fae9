# SPDX-License-Identifier: Apache-2.0
"""Writes: organisations, accounts, roles, participants, who works with whom, supporters."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from bedring.kit import clock, later, text
from bedring.kit.refusals import NotThere, Refused
from bedring.people import access
from bedring.people.models import Account, CareRelation, Membership, Organisation, Participant, Supporter
from bedring.people.queries import actor_for
from bedring.people.rules import (
    LONGEST_CALLED,
    LONGEST_NAME,
    WITHOUT_PASSWORD,
    Actor,
    OrganisationKind,
    Role,
    may_stand_under,
)
from bedring.people.signin.open import end_sign_ins
from bedring.people.signin.passwords import staff_accounts


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


def open_account(*, email: str | None, name: str = "", language: str = "nb") -> Account:
    """Make a way to sign in. `email` may be None for somebody who signs in with a printed code."""
    if email and Account.objects.filter(email=text.address(email)).exists():
        raise Refused(_("There is already an account with this e-mail address."), "email_taken")
    account = Account(email=text.address(email) if email else None, name=name, language=language)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


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


@transaction.atomic
def let_peers_print(*, by: Actor, organisation_id: UUID, allowed: bool) -> None:
    """Whether peer specialists at a place, too, print ways in on paper. For its programme leader to say."""
    if organisation_id not in by.reach():
        raise NotThere
    access.check_can_run_programme(by, organisation_id)
    Organisation.objects.filter(id=organisation_id).update(peers_print=allowed)


@transaction.atomic
def register_participant(
    *, by: Actor, organisation_id: UUID, name: str, called: str = "", account: Account | None = None
) -> Participant:
    """Take somebody into the programme at an organisation. An account is optional: paper is enough.

    `called` left empty is the first name. Refused for what is no name, or too long. Who has the full name of somebody
    here is told apart from them.
    """
    access.check_can_run_programme(by, organisation_id)
    name = text.fits(text.one_line(name), LONGEST_NAME)
    if not text.is_name(name):
        raise Refused(_("Write the full name, with letters."), "no_name")
    called = text.one_line(called) or text.first_name(name)
    if len(called) > LONGEST_CALLED:
        raise Refused(
            _("Write what they like to be called, with %(n)d characters or fewer.") % {"n": LONGEST_CALLED},
            "long_called",
        )
    participant = Participant(organisation_id=organisation_id, name=name, called_alone=called, account=account)
    participant.save(force_insert=True)
    here = Participant.objects.filter(organisation=organisation_id)
    tell_apart(by=by, people=[person for person in here if text.same(person.name, name)])
    return participant


@transaction.atomic
def tell_apart(*, by: Actor, people: Collection[Participant]) -> None:
    """Give those of `people` who are called the same something that tells them apart. A number once given stays.

    Others are left as they are: whom they were told apart from may stand beside them again.
    """
    alike = [p for p in people if any(q is not p and text.same(p.called_alone, q.called_alone) for q in people)]
    for participant, shown in zip(alike, text.told_apart([_told_by(p) for p in alike]), strict=True):
        access.check_can_run_programme(by, participant.organisation_id)
        participant.apart = shown.removeprefix(participant.called_alone).strip()
        participant.save(update_fields=["apart"])


def _told_by(person: Participant) -> tuple[str, str, str]:
    """Called, full name, and what orders those of one full name: the number they have, or after all who have one."""
    number = re.search(r"\((\d+)\)$", person.apart)
    return person.called_alone, person.name, f"{int(number[1]) if number else 10**6:07d} {person.id}"


@transaction.atomic
def start_working_with(*, by: Actor, participant: Participant, account_id: UUID) -> CareRelation:
    """From today this colleague works with this participant. Done twice, it is one relation."""
    access.check_can_arrange_work(by, participant)
    colleague = actor_for(Account.objects.get(id=account_id))
    if participant.organisation_id not in colleague.reach():
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


def account_for_participant(*, email: str) -> Account:
    """The account by which a participant signs in with this address, made when there is none.

    Refused in the same words whether the address is a colleague's or another participant's: nobody learns which.
    """
    known = Account.objects.filter(email=text.address(email)).first()
    if known is None:
        return open_account(email=email)
    roles = Membership.objects.filter(account=known).exclude(accepted_at=None)  # an offer shuts nobody out
    if Participant.objects.filter(account=known).exists() or roles.exists():
        raise Refused(
            _("This address cannot be used here. Leave it empty, and print a way in on paper instead."), "email_taken"
        )
    return known


def account_for_leader(*, email: str, name: str) -> Account:
    """The account of whom an administrator lets lead a place, made when there is none. A name that is there is kept."""
    known = Account.objects.filter(email=text.address(email)).first()
    if known is None:
        return open_account(email=email, name=name)
    if not known.name:
        Account.objects.filter(id=known.id).update(name=name)
    return known


def choose_language(*, account: Account, language: str) -> None:
    """Remember the language somebody reads in."""
    Account.objects.filter(id=account.id).update(language=language)


def choose_words(*, by: Actor, words: Mapping[str, str]) -> None:
    """The participant's own words for illness, symptoms and the rest: term to the slug of a choice."""
    if by.participant_id is None:
        raise NotThere
    Participant.objects.filter(id=by.participant_id).update(words=dict(words))


def account_at(*, email: str) -> Account:
    """The account with this address, made when there is none. Says to nobody which it was."""
    known = Account.objects.filter(email=text.address(email)).first()
    return known or open_account(email=email)
