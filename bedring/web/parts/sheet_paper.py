# SPDX-License-Identifier: Apache-2.0
"""A worksheet as data for paper, empty or filled in."""

from typing import Any

from bedring.curriculum.shapes import Worksheet
from bedring.web.parts.sheet_fields import boxes


def on_paper(worksheet: Worksheet, answers: dict[str, Any], language: str) -> dict[str, Any]:
    """A worksheet as data for paper: title, introduction, and its fields with what stands in them."""
    return {
        "title": worksheet.title[language],
        "intro": worksheet.intro[language],
        "fields": [_field(box) for box in boxes(worksheet, answers, language)],
    }


def _field(box: Any) -> dict[str, Any]:
    rows = [[_said(cell) for cell in row] for row in box.rows]
    return {
        "kind": box.kind,
        "label": box.label,
        "help": box.help,
        "value": "" if box.value is None or isinstance(box.value, list | dict) else str(box.value),
        "options": [{"label": label, "on": slug in box.chosen} for slug, label in box.options],
        "values": [{"label": str(v), "on": v == box.value} for v in box.values],
        "low": box.low,
        "high": box.high,
        "columns": box.columns,
        "rows": rows + [[""] * len(box.columns)] * max(0, 5 - len(rows)) if box.kind == "table" else [],
        "parts": [{"label": label, "lines": text.splitlines()} for _part, label, text in box.parts],
    }


def _said(cell: Any) -> str:
    """What stands in one cell of a table, in words."""
    names = dict(cell.options)
    if cell.options:
        return ", ".join(names[slug] for slug in cell.chosen if slug in names)
    return "" if cell.value is None else str(cell.value)
