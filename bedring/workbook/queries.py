# SPDX-License-Identifier: Apache-2.0
"""Reads of sheets, scoped and logged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Count

from bedring.curriculum import queries as curriculum
from bedring.curriculum.shapes import Worksheet
from bedring.kit.fold import still_lost
from bedring.kit.refusals import NotThere
from bedring.people.models import Account
from bedring.people.rules import Actor, PersonSeen
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing
from bedring.workbook import access
from bedring.workbook.models import Answer, RefusedAnswer, SheetEvent, Wording
from bedring.workbook.rules import Filled, Given, Wrong, what_stands


@dataclass(frozen=True, kw_only=True)
class SheetSeen:
    """A sheet as whoever asks may see it."""

    id: UUID
    filled: Filled
    team_sees: bool
    begun_at: datetime


@dataclass(frozen=True, kw_only=True)
class SheetListed(SheetSeen):
    """A sheet in a list: its title as it was worded, in the person's words; how many answers it holds."""

    title: str
    written: int


@dataclass(frozen=True)
class NotTaken:
    """Something that was written in a field and not taken in: by whom, when and why. What it said is nowhere."""

    field: str
    by_id: UUID
    at: datetime
    why: Wrong


@dataclass(frozen=True)
class SheetPage:
    """A sheet, its worksheet in the words it was begun with, and what stands in it. `number`: the newest answer's.

    `pile`: all that was ever written, for the person; what stands in each field now, for others. `refused`: what was
    not taken in and nothing stands for since; of everybody for the person, one's own for others.
    """

    sheet: SheetSeen
    person: PersonSeen
    worksheet: Worksheet
    shown: Mapping[str, Given]
    pile: tuple[Given, ...]
    number: int
    may_write: bool
    refused: tuple[NotTaken, ...] = ()

    @property
    def answers(self) -> dict[str, Any]:
        """By field, what shows."""
        return {name: given.value for name, given in self.shown.items()}

    def answers_at(self, number: int) -> dict[str, Any]:
        """By field, what showed when `number` was the newest answer."""
        return {k: g.value for k, g in what_stands(g for g in self.pile if g.number <= number).items()}


def my_sheets(actor: Actor, language: str) -> tuple[SheetListed, ...]:
    """The actor's own sheets, newest first."""
    return _listed(actor, trust.myself(actor), language)


def sheets_of(actor: Actor, participant_id: UUID, language: str) -> tuple[PersonSeen, tuple[SheetListed, ...]]:
    """One person and those of their sheets that the team may see; the look is logged."""
    person = trust.participant(actor, participant_id, kind=Thing.WORKSHEET, purpose=Purpose.CARE)
    return person, _listed(actor, person, language)


def _listed(actor: Actor, person: PersonSeen, language: str) -> tuple[SheetListed, ...]:
    theirs = access.visible_sheets(actor).filter(participant=person.id).annotate(written=Count("answers"))
    return tuple(
        SheetListed(
            id=row.id,
            filled=Filled(row.filled),
            team_sees=row.team_sees,
            begun_at=row.begun_at,
            title=curriculum.fill(row.wording.words["title"][language], language, person.words),
            written=row.written,
        )
        for row in theirs.select_related("wording").order_by("-begun_at")
    )


def titles_of_sheets(actor: Actor, ids: Iterable[UUID], language: str) -> dict[UUID, str]:
    """Of these sheets, the titles of the actor's own, as they were worded when they were begun, in the words the actor
    has chosen. One query."""
    mine = access.visible_sheets(actor).filter(id__in=list(ids), participant=actor.participant_id)
    titles = mine.values_list("id", "wording__words__title", "participant__words")
    return {i: curriculum.fill(title[language], language, words) for i, title, words in titles}


def sheet(actor: Actor, sheet_id: UUID, choices: Mapping[str, str] | None = None) -> SheetPage:
    """One sheet; NotThere when the actor may not see it. The look is logged. `choices`: the reader's own words."""
    found = access.visible_sheets(actor).filter(id=sheet_id).first()
    if found is None:
        raise NotThere
    person = trust.participant(
        actor, found.participant_id, kind=Thing.WORKSHEET, purpose=Purpose.CARE, thing_id=found.id
    )
    written = msgspec.convert(Wording.objects.get(digest=found.wording_id).words, Worksheet)
    rows = list(found.answers.order_by("number"))
    everything = [row.given for row in rows]
    own = actor.participant_id == person.id
    pile = everything if own else sorted(what_stands(everything).values(), key=lambda given: given.number)
    return SheetPage(
        sheet=SheetSeen(id=found.id, filled=Filled(found.filled), team_sees=found.team_sees, begun_at=found.begun_at),
        person=person,
        worksheet=curriculum.filled(written, person.words if choices is None else choices),
        shown=what_stands(pile),
        pile=tuple(pile),
        number=pile[-1].number if pile else 0,
        may_write=access.can_write_in(actor, found),
        refused=_refused(access.visible_refusals(actor, found), rows),
    )


def _refused(refused: Iterable[RefusedAnswer], taken: Iterable[Answer]) -> tuple[NotTaken, ...]:
    lost = still_lost(refused, taken, lambda row: (row.key, row.by_id))
    return tuple(NotTaken(one.key, one.by_id, one.at, Wrong(one.reason)) for one in lost)


@dataclass(frozen=True)
class Showing:
    """A sheet was shown to the group leaders at this time; or kept back, when not `shown`."""

    at: datetime
    shown: bool


def showings(actor: Actor, sheet_id: UUID) -> tuple[Showing, ...]:
    """When the actor's own sheet was shown and kept back, newest first; none of anybody else's."""
    mine = access.visible_sheets(actor).filter(id=sheet_id, participant=actor.participant_id)
    events = SheetEvent.objects.filter(sheet__in=mine).order_by("-made_at", "-number")
    return tuple(Showing(event.made_at, event.shown) for event in events)


def history(actor: Actor, sheet_id: UUID) -> SheetPage:
    """A sheet with all that was ever written in it. The person's alone: NotThere for anybody else."""
    if not access.visible_sheets(actor).filter(id=sheet_id, participant=actor.participant_id).exists():
        raise NotThere
    return sheet(actor, sheet_id)


def writers(page: SheetPage) -> dict[UUID, str]:
    """Names of those who have written in a sheet, by account; the person's own account under what they are called."""
    wrote = {given.by_id for given in page.pile} | {refused.by_id for refused in page.refused}
    names = dict(Account.objects.filter(id__in=wrote).values_list("id", "name"))
    return {i: page.person.called if i == page.person.account_id else name for i, name in names.items()}
