# SPDX-License-Identifier: Apache-2.0
"""A worksheet's fields as a form: what a template shows, what a form that was sent says, and an answer in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from bedring.curriculum.shapes import Field, Worksheet
from bedring.kit.dates import written
from bedring.web.parts.numbers import number
from bedring.workbook.rules import DIAGRAMS, LONGEST, MOST_ROWS, first_value

SPARE_ROWS = 2
"""Empty rows below what is written in a table; a script adds more, and saving shows more."""


@dataclass
class Box:
    """One field for a template. `key`: its name in the form. `chosen`: slugs. `rows`: of a table, each with boxes."""

    key: str
    kind: str
    label: str
    help: str = ""
    value: Any = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    low: str = ""
    high: str = ""
    columns: list[str] = field(default_factory=list)
    rows: list[list["Box"]] = field(default_factory=list)
    spare: list["Box"] = field(default_factory=list)
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    longest: int = 500
    wrong: str = ""
    base: int = 0
    earlier: list[Any] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)


def boxes(worksheet: Worksheet, answers: Mapping[str, Any], language: str) -> list[Box]:
    """All fields of a worksheet with what stands in them."""
    return [_box(one, one.name, answers.get(one.name), language) for one in worksheet.fields]


def _box(one: Field, key: str, value: Any, language: str) -> Box:
    box = Box(key, one.kind, one.label[language], one.help[language] if one.help else "", value=value)
    box.longest = LONGEST.get(one.kind, 500)
    box.options = [(option.slug, option[language]) for option in one.options]
    box.chosen = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    if one.kind == "scale":
        low = first_value(one)
        box.values = list(range(low, low + (one.steps or 2)))
        box.low, box.high = one.low[language] if one.low else "", one.high[language] if one.high else ""
    if one.kind == "table":
        box.columns = [column.label[language] for column in one.columns]
        rows = [*(value or []), *([{}] * SPARE_ROWS)][:MOST_ROWS]
        box.rows = [_row(one, key, str(n), row, language) for n, row in enumerate(rows)]
        box.spare = _row(one, key, "#", {}, language)
    if one.kind == "diagram":
        names = part_names(one.shape)
        box.parts = [(p, names[p], "\n".join((value or {}).get(p, []))) for p in DIAGRAMS[one.shape or "support-map"]]
    return box


def _row(one: Field, key: str, number: str, row: Mapping[str, Any], language: str) -> list[Box]:
    return [_box(column, f"{key}.{number}.{column.name}", row.get(column.name), language) for column in one.columns]


def part_names(shape: str | None) -> dict[str, str]:
    """The parts of a diagram, in words."""
    if shape == "stress-vulnerability":
        return {
            "vulnerability": _("What makes me more vulnerable"),
            "stress": _("What puts stress on me"),
            "protection": _("What protects me"),
        }
    return {"closest": _("Closest to me"), "close": _("Close"), "around": _("Further out")}


def read_form(worksheet: Worksheet, sent: QueryDict) -> dict[str, Any]:
    """By field, what a whole form says: as `rules.clean` takes it."""
    return {one.name: read_field(one, sent) for one in worksheet.fields}


def read_field(one: Field, sent: QueryDict) -> Any:
    """What the form says of one field; None for nothing."""
    if one.kind == "table":
        numbers = {key.split(".")[1] for key in sent if key.startswith(f"{one.name}.") and key.count(".") == 2}
        order = {n: number(n, -1) for n in numbers if number(n, -1) >= 0}
        rows = [
            {c.name: _one(c, sent, f"{one.name}.{n}.{c.name}") for c in one.columns}
            for n in sorted(order, key=order.__getitem__)
        ]
        return [row for row in rows if any(value not in (None, "", []) for value in row.values())]
    if one.kind == "diagram":
        return {p: sent.get(f"{one.name}.{p}", "").splitlines() for p in DIAGRAMS[one.shape or "support-map"]}
    return _one(one, sent, one.name)


def _one(one: Field, sent: QueryDict, key: str) -> Any:
    return sent.getlist(key) if one.kind in ("several", "checklist") else sent.get(key)


def in_words(one: Field, value: Any, language: str) -> str:
    """An answer as a reader would say it; empty for nothing."""
    if value is None:
        return ""
    names = {option.slug: option[language] for option in one.options}
    if one.kind == "choice":
        return names.get(value, "")
    if one.kind in ("several", "checklist"):
        return ", ".join(names.get(slug, "") for slug in value)
    if one.kind == "scale":
        low = first_value(one)
        return _("%(value)s on a scale from %(low)s to %(high)s") % {
            "value": value, "low": low, "high": low + (one.steps or 2) - 1
        }  # fmt: skip
    if one.kind == "date":
        return written(date.fromisoformat(value), "full_date")
    if one.kind == "table":
        lines = [
            ", ".join(
                f"{c.label[language]}: {said}" for c in one.columns if (said := in_words(c, row.get(c.name), language))
            )
            for row in value
        ]
        return "\n".join(lines)
    if one.kind == "diagram":
        parts = part_names(one.shape)
        return "\n".join(f"{parts[part]}: {', '.join(texts)}" for part, texts in value.items())
    return str(value)
