# SPDX-License-Identifier: Apache-2.0
"""Reaching a participant: fetching is checking, and looking is logged, in one call."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from bedring.kit.asked import Asked
from bedring.kit.refusals import NotThere
from bedring.kit.stretch import Stretch, stretch
from bedring.kit.text import in_order
from bedring.people.access import (
    check_can_print_way_in,
    visible_for_last_notes,
    visible_participants,
    visible_records,
)
from bedring.people.models import Participant, Supporter
from bedring.people.queries import seen
from bedring.people.rules import Actor, PersonSeen, Role
from bedring.trust import access
from bedring.trust.commands import note_look, note_looks
from bedring.trust.models import AccessLog, LookToExplain, Share
from bedring.trust.rules import Purpose, Thing, Towards


def participants(
    actor: Actor,
    ids: Iterable[UUID],
    *,
    kind: Thing,
    purpose: Purpose,
    thing_id: UUID | None = None,
    things: Mapping[UUID, Collection[UUID]] | None = None,
    record: bool = False,
    notes: bool = False,
) -> list[PersonSeen]:
    """Those of `ids` whom the actor may look at, by name; each look is logged. `record`: as readers of the record.

    `thing_id`: the one thing of its kind that is looked at; `things`: those of each person, where there are several.
    `notes`: those too of whom the actor still writes the last
    notes.
    """
    rows = _allowed(actor=actor, ids=set(ids), record=record, notes=notes)
    found = in_order(map(seen, rows), lambda person: person.called)
    looks = [(one, thing) for one in found for thing in (things or {}).get(one.id, (thing_id,))]
    note_looks(actor, looks, kind=kind, purpose=purpose)
    return found


@Asked
def _allowed(actor: Actor, ids: set[UUID], record: bool, notes: bool) -> QuerySet[Participant, Any]:
    allowed = visible_records(actor) if record else visible_participants(actor)
    allowed = visible_for_last_notes(actor) if notes else allowed
    return allowed.filter(id__in=ids).order_by("id")


def participant(
    actor: Actor,
    participant_id: UUID | None,
    *,
    kind: Thing,
    purpose: Purpose,
    thing_id: UUID | None = None,
    record: bool = False,
) -> PersonSeen:
    """One participant, looked at. NotThere when there is none for this actor."""
    ids = [participant_id] if participant_id else []
    found = participants(actor, ids, kind=kind, purpose=purpose, thing_id=thing_id, record=record)
    if not found:
        raise NotThere
    return found[0]


def myself(actor: Actor) -> PersonSeen:
    """The actor as participant; NotThere for anybody else. Looking at oneself is not logged."""
    return participant(actor, actor.participant_id, kind=Thing.RECORD, purpose=Purpose.CARE)


@dataclass(frozen=True)
class LookTold:
    """One look at the person who asks. `who`: a supporter as the person calls them; empty where they call them nothing.

    `thing_id`: which one of its kind; its room knows what it is called.
    """

    who: str
    towards: Towards
    thing: Thing
    thing_id: UUID | None
    purpose: Purpose
    at: datetime


LOOKS_ON_A_PAGE = 50


def who_has_looked(actor: Actor, page: str | None = None) -> Stretch[LookTold]:
    """A stretch of the looks at the actor's own data, newest first. `page`: its number as typed."""
    looks = access.visible_looks(actor).select_related("account").order_by("-at", "-number")
    found = stretch(looks, page, LOOKS_ON_A_PAGE)
    mine = Supporter.objects.filter(participant=actor.participant_id)
    supporters = dict(mine.values_list("account", "called"))
    return found.told([_told(look, supporters) for look in found.rows])


def _told(look: AccessLog, supporters: Mapping[UUID, str]) -> LookTold:
    purpose, towards = Purpose(look.purpose), Towards(look.role)
    as_supporter = purpose is Purpose.SUPPORT or towards is Towards.SUPPORTER
    who = supporters.get(look.account_id, "") if as_supporter else look.account.name
    return LookTold(who, towards, Thing(look.kind), look.thing_id, purpose, look.at)


def check_prints_way_in_for(actor: Actor, participant_id: UUID) -> str:
    """Whether the actor prints ways in for this person: raises NotThere, Refused. Returns the language they read in,
    empty where it is not known."""
    row = visible_participants(actor).select_related("account", "organisation").filter(id=participant_id).first()
    if row is None:
        raise NotThere
    check_can_print_way_in(actor, row)
    return row.account.language if row.account else ""


@dataclass(frozen=True)
class SupporterTold:
    """Somebody the person has invited, as they call them."""

    id: UUID
    called: str


def my_supporters(actor: Actor) -> list[SupporterTold]:
    """Those the actor has invited, by what they are called."""
    mine = Supporter.objects.filter(participant=actor.participant_id, removed_at=None)
    found = mine.values_list("id", "called") if actor.participant_id else []
    return in_order([SupporterTold(*row) for row in found], lambda one: one.called)


@dataclass(frozen=True)
class ShareTold:
    """One thing that is shared: with which supporter, whose, and until when at the latest."""

    id: UUID
    supporter_id: UUID
    person: str
    kind: Thing
    item: UUID
    ends: date


def _share(row: Share) -> ShareTold:
    return ShareTold(row.id, row.supporter_id, row.participant.called, Thing(row.kind), row.item, row.ends)


def shares_given(actor: Actor) -> tuple[ShareTold, ...]:
    """What the actor shares now, oldest first."""
    if actor.participant_id is None:
        return ()
    mine = access.visible_shares(actor).filter(participant=actor.participant_id)
    return tuple(_share(row) for row in mine.select_related("participant").order_by("given_at"))


def shares_held(actor: Actor, kind: Thing) -> tuple[ShareTold, ...]:
    """What others share with the actor now, oldest first; each look is logged."""
    mine = access.visible_shares(actor).filter(supporter__account=actor.account_id, kind=kind)
    held = list(mine.select_related("participant").order_by("given_at"))
    note_looks(actor, [(s.participant, s.item) for s in held], kind=kind, purpose=Purpose.SUPPORT)
    return tuple(_share(row) for row in held)


@dataclass(frozen=True)
class StrangeLook:
    """A look without a care relation: who, at whom, what, when and where; and who has found it in order."""

    id: UUID
    place: str
    who: str
    towards: Towards
    person: str
    thing: Thing
    purpose: Purpose
    at: datetime
    own: bool
    explained_by: str
    explained_at: datetime | None


def strange_looks(actor: Actor, page: str | None = None) -> Stretch[StrangeLook]:
    """A stretch of the looks to explain at the places where the actor leads the programme, open ones first.

    Seeing them is logged. `page`: its number as typed.
    """
    if not actor.reach(Role.PROGRAMME_LEADER):
        raise NotThere
    found = access.visible_looks_to_explain(actor).select_related(
        "look__account", "participant", "organisation", "explained__by"
    )
    ordered = found.order_by(F("explained__at").asc(nulls_first=True), "-look__at", "id")
    shown = stretch(ordered, page, LOOKS_ON_A_PAGE)
    note_look(actor, [row.participant for row in shown.rows], kind=Thing.READ_LOG, purpose=Purpose.LEADING)
    return shown.told([_strange(actor, row) for row in shown.rows])


def _strange(actor: Actor, row: LookToExplain) -> StrangeLook:
    look, explained = row.look, getattr(row, "explained", None)
    return StrangeLook(
        id=row.id,
        place=row.organisation.name,
        who=look.account.name,
        towards=Towards(look.role),
        person=row.participant.name,
        thing=Thing(look.kind),
        purpose=Purpose(look.purpose),
        at=look.at,
        own=look.account_id == actor.account_id,
        explained_by=explained.by.name if explained else "",
        explained_at=explained.at if explained else None,
    )
