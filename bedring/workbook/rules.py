# SPDX-License-Identifier: Apache-2.0
"""What may stand in a field, and what a pile of answers adds up to. Plain Python; no database, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from bedring.curriculum.shapes import Field, Worksheet
from bedring.kit.fold import by_arrival, newest
from bedring.kit.text import kept, storable

LONGEST: dict[str, int] = {"text": 500, "long_text": 4000, "person": 200}
MOST_ROWS = 50
MOST_NAMES = 30
DIAGRAMS: dict[str, tuple[str, ...]] = {
    "support-map": ("closest", "close", "around"),
    "stress-vulnerability": ("vulnerability", "stress", "protection"),
}
"""The parts of each diagram; every part holds a list of short texts."""


class Filled(StrEnum):
    """How a sheet is filled in. It says so wherever it shows."""

    ALONE = "alone"
    TOGETHER = "together"
    FROM_PAPER = "from_paper"

    @property
    def is_alone(self) -> bool:
        return self is Filled.ALONE


class Wrong(StrEnum):
    """Why something cannot stand in a field. The screen has the words."""

    NO_FIELD = "no_field"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    NOT_AN_OPTION = "not_an_option"
    NOT_ON_THE_SCALE = "not_on_the_scale"
    NOT_A_DAY = "not_a_day"
    NOT_A_TIME = "not_a_time"
    TOO_MANY = "too_many"


class NotAnAnswer(Exception):
    """This cannot stand in the field."""

    def __init__(self, why: Wrong) -> None:
        super().__init__(why)
        self.why = why


def first_value(field: Field) -> int:
    """The lowest value of a scale: a scale of eleven steps goes from 0 to 10, any other from 1."""
    return 0 if field.steps == 11 else 1


def clean(field: Field, raw: Any) -> Any:
    """What is kept of `raw` in this field; None for nothing. Raises NotAnAnswer.

    text, long_text, person: a text. choice: a slug. several, checklist: slugs in the order of the options. scale: a
    whole number. date: "2026-11-23". time: "17:00". table: a list of rows, each a dictionary by column. diagram: a
    dictionary from part to a list of texts.
    """
    if raw in (None, "", [], {}):
        return None
    return _CLEAN[field.kind](field, raw)


def field_named(worksheet: Worksheet, name: str) -> Field:
    """The field of this name. Raises NotAnAnswer."""
    for field in worksheet.fields:
        if field.name == name:
            return field
    raise NotAnAnswer(Wrong.NO_FIELD)


def _text(field: Field, raw: Any) -> str | None:
    if not isinstance(raw, str):
        raise NotAnAnswer(Wrong.NOT_TEXT)
    text = "\n".join(line.rstrip() for line in storable(raw).split("\n")).strip("\n")
    if len(text) > LONGEST.get(field.kind, 500):
        raise NotAnAnswer(Wrong.TOO_LONG)
    return text if kept(text) else None


def _choice(field: Field, raw: Any) -> str:
    if raw not in [option.slug for option in field.options]:
        raise NotAnAnswer(Wrong.NOT_AN_OPTION)
    return str(raw)


def _several(field: Field, raw: Any) -> list[str]:
    slugs = [option.slug for option in field.options]
    if not isinstance(raw, list) or any(one not in slugs for one in raw):
        raise NotAnAnswer(Wrong.NOT_AN_OPTION)
    return [slug for slug in slugs if slug in raw]


def _scale(field: Field, raw: Any) -> int:
    low, steps = first_value(field), field.steps or 2
    text = str(raw)
    if not text.isascii() or not text.isdigit() or not low <= int(text) < low + steps:
        raise NotAnAnswer(Wrong.NOT_ON_THE_SCALE)
    return int(text)


def _day(field: Field, raw: Any) -> str:
    try:
        return date.fromisoformat(raw).isoformat()
    except (TypeError, ValueError):
        raise NotAnAnswer(Wrong.NOT_A_DAY) from None


def _clock(field: Field, raw: Any) -> str:
    try:
        return time.fromisoformat(raw).strftime("%H:%M")
    except (TypeError, ValueError):
        raise NotAnAnswer(Wrong.NOT_A_TIME) from None


def _table(field: Field, raw: Any) -> list[dict[str, Any]] | None:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        raise NotAnAnswer(Wrong.NOT_TEXT)
    if len(raw) > MOST_ROWS:
        raise NotAnAnswer(Wrong.TOO_MANY)
    names = {column.name for column in field.columns}
    if any(set(row) - names for row in raw):
        raise NotAnAnswer(Wrong.NO_FIELD)
    rows = [{c.name: kept for c in field.columns if (kept := clean(c, row.get(c.name))) is not None} for row in raw]
    return [row for row in rows if row] or None


def _diagram(field: Field, raw: Any) -> dict[str, list[str]] | None:
    parts = DIAGRAMS[field.shape or "support-map"]
    if not isinstance(raw, dict) or set(raw) - set(parts):
        raise NotAnAnswer(Wrong.NO_FIELD)
    found: dict[str, list[str]] = {}
    for part in parts:
        texts = raw.get(part) or []
        if not isinstance(texts, list):
            raise NotAnAnswer(Wrong.NOT_TEXT)
        if len(texts) > MOST_NAMES:
            raise NotAnAnswer(Wrong.TOO_MANY)
        kept = [text for one in texts if (text := _text(field, one))]
        if kept:
            found[part] = kept
    return found or None


_CLEAN = {
    "text": _text, "long_text": _text, "person": _text, "choice": _choice, "several": _several, "checklist": _several,
    "scale": _scale, "date": _day, "time": _clock, "table": _table, "diagram": _diagram,
}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """One answer as it lies in the pile. `number`: its place among all answers; `at`: when it was really made."""

    number: int
    field: str
    value: Any
    by_id: UUID
    at: datetime


def what_stands(pile: Iterable[Given]) -> dict[str, Given]:
    """By field, the answer that shows: the last to arrive."""
    return newest(pile, lambda given: given.field, by_arrival)


def changed(before: Mapping[str, Any], shown: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Of a whole form that was sent, the fields its writer changed.

    `before`: the answers the writer had seen; `shown`: those there now. A field left as it was seen is left alone, so
    that an old page does not put back what has been changed since.
    """
    return {k: v for k, v in sent.items() if v != before.get(k) and v != shown.get(k)}


def is_filled(answers: Mapping[str, Any]) -> bool:
    """Whether anything at all is written."""
    return any(value is not None for value in answers.values())
