# SPDX-License-Identifier: Apache-2.0
"""Writes: begin a sheet, save answers in it, show it to the team or keep it to oneself."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from bedring.curriculum import queries as curriculum
from bedring.curriculum.shapes import Worksheet
from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.people.access import can_look_at_participant
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.workbook import access
from bedring.workbook.models import Answer, Sheet, Wording
from bedring.workbook.rules import Filled, Given, NotAnAnswer, Wrong, clean, field_named, newest, written_over


@dataclass(frozen=True)
class Written:
    """An answer as a device sends it. `base`: the number of the newest answer the writer had seen.

    `after`: the id of an answer of their own, sent before this one and not yet answered for: they had seen that too.
    """

    id: UUID
    field: str
    value: Any
    base: int
    after: UUID | None = None


@dataclass(frozen=True)
class Saved:
    """What became of one answer: its number in the sheet; or what is wrong. `over`: what it covered, not yet seen."""

    id: UUID
    field: str
    number: int = 0
    wrong: Wrong | None = None
    over: Given | None = None


@transaction.atomic
def begin_sheet(*, by: Actor, participant: Participant, module: str, worksheet: str, filled: Filled) -> Sheet:
    """Begin a sheet. The person fills in alone; the team with the person, or from the person's paper."""
    own = by.participant_id == participant.id
    if not own and not can_look_at_participant(by, participant):
        raise NotThere
    words = msgspec.to_builtins(curriculum.worksheet_as_written(module, worksheet))
    digest = hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    wording, _made = Wording.objects.get_or_create(digest=digest, defaults={"words": words})
    if not own and filled is Filled.ALONE:
        filled = Filled.TOGETHER
    return Sheet.objects.create(
        participant=participant,
        organisation_id=participant.organisation_id,
        team_sees=filled is not Filled.ALONE,
        module=module,
        worksheet=worksheet,
        wording=wording,
        filled=filled,
        begun_at=clock.now(),
        begun_by_id=by.account_id,
    )


@transaction.atomic
def save_answers(*, by: Actor, sheet_id: UUID, written: Iterable[Written]) -> list[Saved]:
    """Save answers, each once however often sent. What cannot stand in its field is told; the others are saved."""
    sheet = access.visible_sheets(by).filter(id=sheet_id).first()
    if sheet is None:
        raise NotThere
    access.check_can_write_in(by, sheet)
    Sheet.objects.select_for_update().get(id=sheet_id)
    fields = msgspec.convert(Wording.objects.get(digest=sheet.wording_id).words, Worksheet)
    pile = pile_of(sheet)
    return [_save(by, sheet, fields, pile, one) for one in written]


def pile_of(sheet: Sheet) -> list[Given]:
    """All answers of a sheet, in the order they came."""
    return [Given(a.number, a.field, a.value, a.by_id, a.at, a.base) for a in sheet.answers.order_by("number")]


def _save(by: Actor, sheet: Sheet, fields: Worksheet, pile: list[Given], one: Written) -> Saved:
    known = Answer.objects.filter(id=one.id, sheet=sheet).first()
    if known is not None:
        return Saved(one.id, one.field, known.number)
    try:
        value = clean(field_named(fields, one.field), one.value)
    except NotAnAnswer as wrong:
        return Saved(one.id, one.field, wrong=wrong.why)
    shown = newest(pile)
    there = shown.get(one.field)
    if (there.value if there else None) == value:
        return Saved(one.id, one.field, there.number if there else 0)
    base = max(one.base, _number_of(sheet, one.after))
    over = written_over(shown, one.field, value, base)
    last = max((known.number for known in pile), default=0)  # the newest of all is seen by everybody who may write
    given = Given(last + 1, one.field, value, by.account_id, clock.now(), base)
    try:
        with transaction.atomic():
            Answer.objects.create(
                id=one.id,
                sheet=sheet,
                participant_id=sheet.participant_id,
                organisation_id=sheet.organisation_id,
                number=given.number,
                field=one.field,
                value=value,
                base=base,
                by_id=by.account_id,
                at=given.at,
            )
    except IntegrityError:  # the id stands in another sheet
        return Saved(one.id, one.field, wrong=Wrong.NO_FIELD)
    pile.append(given)
    return Saved(one.id, one.field, given.number, over=over)


def _number_of(sheet: Sheet, answer: UUID | None) -> int:
    """The number of an answer in this sheet; 0 where there is none."""
    known = Answer.objects.filter(id=answer, sheet=sheet).first() if answer else None
    return known.number if known else 0


@transaction.atomic
def show_sheet(*, by: Actor, sheet_id: UUID, team_sees: bool) -> Sheet:
    """The person shows a sheet they filled in alone to those who work with them, or takes it back."""
    mine = Sheet.objects.filter(id=sheet_id, participant=by.participant_id) if by.participant_id else None
    sheet = mine.select_for_update().first() if mine is not None else None
    if sheet is None or sheet.filled != Filled.ALONE:
        raise NotThere
    sheet.team_sees = team_sees
    sheet.save(update_fields=["team_sees"])
    return sheet
