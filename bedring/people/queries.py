# SPDX-License-Identifier: Apache-2.0
"""Reads about accounts and organisations. Participants are reached through `trust`, where looking is logged."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.kit.text import address, in_order
from bedring.people import access
from bedring.people.models import Account, Membership, Organisation, Participant
from bedring.people.rules import Actor, OrganisationKind, PersonSeen, Post, Role
from bedring.people.signin.sessions import take_found

FACTS = "SELECT to_jsonb(f) FROM bedring_facts(%(who)s, %(now)s) f"
WHO_ASKS = """
SELECT a.*, to_jsonb(f) AS facts, set_config('bedring.actor', a.id::text, true) AS told,
  set_config('bedring.light', '', true) AS sure
FROM bedring_facts(%(who)s, %(now)s) f JOIN people_account a ON a.id = %(who)s"""


def who_asks(account_id: UUID) -> Account | None:
    """The account, with what it may be to whom; from here to the end of the transaction PostgreSQL knows that it asks.

    It comes with its sign-in (signin/sessions.py), and is asked for here where that was fetched before the transaction
    began. One statement either way, before which nothing of anybody is let through.
    """
    known = take_found(account_id)
    if known is not None:
        return known
    found = Account.objects.raw(WHO_ASKS, {"who": account_id, "now": clock.now()})
    return next(iter(found), None)


def actor_for(account: Account) -> Actor:
    """What this account may be to whom, today: as `who_asks` found it, else asked now."""
    facts = json.loads(getattr(account, "facts", None) or _facts(account.id))
    return Actor(
        account_id=account.id,
        name=account.name,
        posts=tuple(Post(Role(r), UUID(o), frozenset(map(UUID, reach))) for r, o, reach in facts["posts"]),
        participant_id=UUID(facts["participant"]) if facts["participant"] else None,
        # those removed too: their page stays, and says that nothing is shared now, as if nobody had removed them
        supports=frozenset(map(UUID, facts["supports"])),
        cares_for=frozenset(map(UUID, facts["cares_for"])),
        time_zone=facts["zone"] or "Europe/Oslo",
    )


def _facts(account_id: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(FACTS, {"who": account_id, "now": clock.now()})
        return str(cursor.fetchone()[0])


def seen(row: Participant) -> PersonSeen:
    """A row as it is told. Whoever asks may see it: the caller has found out."""
    return PersonSeen(
        id=row.id,
        organisation_id=row.organisation_id,
        account_id=row.account_id,
        name=row.name,
        full_name=row.full_name,
        called=row.called,
        called_alone=row.called_alone,
        words=row.words,
    )


def crisis_lines_of(actor: Actor) -> str:
    """Whose numbers to call stand at the actor's place: a participant's, or where they work. Empty: nobody's place."""
    own = Participant.objects.filter(id=actor.participant_id) if actor.participant_id else Participant.objects.none()
    ids = [*own.values_list("organisation", flat=True), *(post.organisation_id for post in actor.posts)]
    return Organisation.objects.filter(id__in=ids[:1]).values_list("crisis_lines", flat=True).first() or ""


@dataclass(frozen=True)
class PlaceLed:
    """An organisation where the actor leads the programme. `peers_print`: peer specialists print ways in there too."""

    id: UUID
    name: str
    peers_print: bool


def places_led(actor: Actor, kinds: Iterable[OrganisationKind] = tuple(OrganisationKind)) -> list[PlaceLed]:
    """Where the actor leads the programme, by name. `kinds`: of these kinds only."""
    led = access.visible_organisations(actor).filter(id__in=actor.reach(Role.PROGRAMME_LEADER), kind__in=list(kinds))
    return [PlaceLed(o.id, o.name, o.peers_print) for o in in_order(led, lambda o: o.name)]


def _organisation(actor: Actor, organisation_id: UUID) -> Organisation:
    """One organisation within reach; NotThere otherwise."""
    found = access.visible_organisations(actor).filter(id=organisation_id).first()
    if found is None:
        raise NotThere
    return found


@dataclass(frozen=True)
class Colleague:
    """Somebody who works at a place, by their account."""

    id: UUID
    name: str


def colleagues(actor: Actor, organisation_id: UUID) -> list[Colleague]:
    """Staff who hold a role that reaches this organisation today."""
    here = Organisation.objects.get(id=organisation_id).lineage if organisation_id in actor.reach() else []
    held = Membership.objects.in_force().filter(organisation__in=here)
    found = Account.objects.filter(id__in=held.values("account")).values_list("id", "name")
    return in_order([Colleague(*row) for row in found], lambda one: one.name)


@dataclass(frozen=True)
class PostTold:
    """A role at a place: whose, by name, and until when. Of one that is offered, by the name the giver wrote."""

    id: UUID
    name: str
    role: Role
    ends: date | None = None


def posts_here(actor: Actor, organisation_id: UUID) -> list[PostTold]:
    """Who works at this organisation, in which role, today; by name. For those within whose reach it is."""
    _organisation(actor, organisation_id)
    held = Membership.objects.in_force().filter(organisation=organisation_id).select_related("account")
    told = [PostTold(one.id, one.account.name, Role(one.role), one.ends) for one in held.order_by("role")]
    return in_order(told, lambda one: one.name)


def offers_here(actor: Actor, organisation_id: UUID) -> list[PostTold]:
    """Roles at this organisation that wait for somebody's yes, by the name the giver wrote. As `posts_here`."""
    _organisation(actor, organisation_id)
    offered = Membership.objects.offered().filter(organisation=organisation_id)
    return in_order([PostTold(one.id, one.offered_to, Role(one.role)) for one in offered], lambda one: one.name)


@dataclass(frozen=True)
class Offer:
    """A role that somebody is offered: where, and which."""

    id: UUID
    place: str
    role: Role


def my_offers(actor: Actor) -> list[Offer]:
    """The roles that wait for the actor's own yes, in the order they were given."""
    mine = Membership.objects.offered().filter(account=actor.account_id).select_related("organisation")
    return [Offer(one.id, one.organisation.name, Role(one.role)) for one in mine.order_by("starts", "id")]


def offer_to_tell_of(membership_id: UUID) -> tuple[str, str] | None:
    """(e-mail address, language) for the job that tells of an offer; None when nobody waits for it any more."""
    waits = Membership.objects.offered().filter(id=membership_id).exclude(account__email=None)
    found = waits.values_list("account__email", "account__language").first()
    return (found[0] or "", found[1]) if found else None


def account_by_email(email: str) -> Account | None:
    """The account with this address, for those who run the machine. Never for a page."""
    return Account.objects.filter(email=address(email)).first()
