# SPDX-License-Identifier: Apache-2.0
"""Saving answers: a parcel on its way into a sheet, what of it is taken in, and what is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from bedring.curriculum.shapes import Worksheet
from bedring.kit import clock
from bedring.kit.fold import by_arrival, newest, really_made_at, seen, unseen
from bedring.kit.trail import added, held, taken_in, write_down
from bedring.people.rules import Actor
from bedring.workbook import access
from bedring.workbook.models import Answer, RefusedAnswer, Sheet, Wording
from bedring.workbook.rules import Given, NotAnAnswer, Wrong, clean, field_named


@dataclass(frozen=True)
class Written:
    """An answer as it was sent. `base`: the number of the newest answer the writer had seen.

    `after`: the id of an answer of their own, sent before this one and not yet answered for: they had seen that too.
    `made_at`: by the device's own clock; None for a form, which is made when it is sent.
    """

    id: UUID
    field: str
    value: Any
    base: int
    after: UUID | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class Saved:
    """What became of one answer: its number; or what is wrong. `over`: what it covered, not yet seen."""

    id: UUID
    field: str
    number: int = 0
    wrong: Wrong | None = None
    over: Given | None = None


def save_answers(
    *, by: Actor, sheet_id: UUID, written: Iterable[Written], sent_at: datetime | None = None
) -> list[Saved]:
    """Save answers, each once however often sent. What cannot stand in its field is told; the others are saved.

    `sent_at` is the device's clock when it sent them. A parcel costs the same number of statements however many
    answers are in it. What is not taken in is written down: in which field, who, when and why, never what.
    """
    return taken_in(
        written, lambda parcel: _take_in(by, sheet_id, parcel, sent_at), lambda one: _refuse(by, sheet_id, one)
    )


def _take_in(by: Actor, sheet_id: UUID, written: Sequence[Written], sent_at: datetime | None) -> list[Saved]:
    parcel, now = _parcel(by, sheet_id), clock.now()
    for one in written:
        parcel.read(one, really_made_at(one.made_at or now, sent_at or now, now))
    parcel.write()
    return [parcel.told(one) for one in written]


@transaction.atomic
def _refuse(by: Actor, sheet_id: UUID, one: Written) -> list[Saved]:
    """What PostgreSQL does not store: its id stands in another sheet."""
    parcel = _parcel(by, sheet_id)
    parcel.refuse(one, Wrong.NO_FIELD)
    parcel.write()
    return [parcel.told(one)]


def _parcel(by: Actor, sheet_id: UUID) -> "AnswersSent":
    """An empty parcel, and the sheet held, so that answers from two devices get their numbers one after the other."""
    sheet = held(access.visible_sheets(by), sheet_id)
    access.check_can_write_in(by, sheet)
    worksheet = msgspec.convert(Wording.objects.get(digest=sheet.wording_id).words, Worksheet)
    pile = {row.id: row for row in sheet.answers.all()}
    return AnswersSent(by, sheet, worksheet, pile, newest(pile.values(), lambda row: row.key, by_arrival))


@dataclass
class AnswersSent:
    """A parcel being taken in. `pile`: all in the sheet; `shown`: by field, what stands in it.

    `rows`: by what was sent, the row that holds it; `covers`: what stood there before it.
    """

    by: Actor
    sheet: Sheet
    worksheet: Worksheet
    pile: dict[UUID, Answer]
    shown: dict[str, Answer]
    new: dict[UUID, Answer] = field(default_factory=dict)
    rows: dict[UUID, Answer | None] = field(default_factory=dict)
    covers: dict[UUID, Answer | None] = field(default_factory=dict)
    wrong: dict[UUID, Wrong] = field(default_factory=dict)
    refused: list[RefusedAnswer] = field(default_factory=list)

    @property
    def whose(self) -> dict[str, Any]:
        """What a row says of where it stands."""
        sheet = self.sheet
        return {"sheet": sheet, "participant_id": sheet.participant_id, "organisation_id": sheet.organisation_id}

    def read(self, one: Written, made_at: datetime) -> None:
        """Take an answer in, or refuse it for what it is. One that says what stands there already adds nothing."""
        if one.id in self.pile:
            self.rows[one.id] = self.pile[one.id]
            return
        try:
            value = clean(field_named(self.worksheet, one.field), one.value)
        except NotAnAnswer as no:
            self.refuse(one, no.why)
            return
        there = self.shown.get(one.field)
        if (there.value if there else None) == value:
            self.rows[one.id] = there
            return
        row = Answer(id=one.id, key=one.field, value=value, by_id=self.by.account_id, made_at=made_at, **self.whose)
        row.received_at = clock.now()
        self.covers[one.id] = there
        self.shown[one.field] = self.rows[one.id] = self.new[one.id] = row

    def refuse(self, one: Written, why: Wrong) -> None:
        """Written down where it names a field of the sheet: there it is told."""
        self.wrong[one.id] = why
        if one.field in {named.name for named in self.worksheet.fields}:
            self.refused.append(RefusedAnswer(row=one.id, reason=why, key=one.field, **self.whose))

    def write(self) -> None:
        """Add what can be taken in, and write down what was refused."""
        added(list(self.new.values()))
        self.pile.update(self.new)
        write_down(self.refused, self.by.account_id)

    def told(self, one: Written) -> Saved:
        """What became of it."""
        if one.id in self.wrong:
            return Saved(one.id, one.field, wrong=self.wrong[one.id])
        row = self.rows[one.id]
        over = unseen(self.covers.get(one.id), seen(one.base, one.after, self.pile))
        covered = over.given if over and over.value is not None else None
        return Saved(one.id, one.field, row.number if row else 0, over=covered)
