# SPDX-License-Identifier: Apache-2.0
"""CONTEXT.md holds: what stands in its column *not* stands in no text and in no name of the code."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from tests.architecture.house import HOUSE, ROOT

OTHER_SENSE = {
    "agenda": "a part of the session, as the programme calls it",
    "block": "a passage of a page of the programme",
    "board": "what a session's entries add up to; only a door may not be called so",
    "check": "whether something may be done; a step is looked at",
    "class": "a class of Python",
    "crisis": "the numbers for a crisis; the page is Help now",
    "curriculum": "the room; what a group follows is an edition",
    "edit": "a page of the programme's words; a signed note is added to",
    "event": "what happened to a goal; a job is asked for",
    "failed": "Django's own",
    "file": "a file on a disk; a person's is the record",
    "form": "what is filled in on a screen; the programme's is a worksheet",
    "grant": "what a role of the database may do",
    "latest": "the newest of a list; what is said now is `Said`",
    "level": "of a goal, of reading",
    "log": "the read log; a tap is an entry",
    "manager": "Django's own; a person is a programme leader",
    "meeting": "on the person's own page: when one meets",
    "session": "a meeting; what is open in a browser is a sign-in",
    "settings": "the service's own",
    "state": "of a goal, a place, a session",
    "today": "the day; the leader's page is Tonight",
    "user": "Django's own",
    "value": "of an entry, of a scale",
    "version": "of a page of the programme, of a note",
}
"""Words that are forbidden for one thing and right for another."""


def forbidden(context: str) -> dict[str, str]:
    """Each word of the column *not*, with the word it would stand for."""
    found = {}
    for row in (line.split("|") for line in context.splitlines() if line.startswith("| ")):
        for word in row[4].split(";")[0].split(",") if "---" not in row[1] and row[4].strip() != "not" else []:
            if word.strip():
                found[word.strip()] = row[1].strip()
    return found


def used(word: str, texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """Texts with the word in them, and names made with it."""
    snake, camel = word.replace(" ", "_"), "".join(part.capitalize() for part in word.split())
    said = [text for text in texts if re.search(rf"\b{re.escape(word)}s?\b", text, re.I)]
    named = [n for n in names if re.search(rf"(^|_){re.escape(snake)}s?(_|$)", n) or re.search(rf"{camel}(?![a-z])", n)]
    return [*said, *named]


FORBIDDEN = forbidden((ROOT / "CONTEXT.md").read_text())


def names_of(house: Path) -> set[str]:
    """Names of all classes and functions of the house."""
    return {
        node.name
        for path in house.rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }


TEXTS = [entry.msgid for entry in polib.pofile(str(ROOT / "locale/nb/LC_MESSAGES/django.po"))]
NAMES = names_of(HOUSE)


def test_context_forbids_what_it_must() -> None:
    assert {"patient", "therapist", "homework", "overdue", "missed", "dashboard"} <= set(FORBIDDEN)


@pytest.mark.parametrize("word", sorted(set(FORBIDDEN) - set(OTHER_SENSE)))
def test_no_forbidden_word_is_used(word: str) -> None:
    assert used(word, TEXTS, NAMES) == [], f"say {FORBIDDEN[word]}"


def test_a_planted_word_is_found() -> None:
    assert used("audit trail", ["The audit trail"], ["audit_trail_of", "AuditTrail", "trail"]) == [
        "The audit trail",
        "audit_trail_of",
        "AuditTrail",
    ]
    assert used("patient", ["Be patiently here"], ["impatient"]) == []
