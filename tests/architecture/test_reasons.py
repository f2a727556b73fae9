# SPDX-License-Identifier: Apache-2.0
"""What a wall lets be has a reason. That something is not done yet is none: it is what the wall is for."""

import re

import pytest

from tests import reasons
from tests.conftest import HOUSE

TABLES = {name: table for name, table in vars(reasons).items() if name.isupper() and isinstance(table, dict)}
PUT_OFF = re.compile(r"\b(?:not yet|yet to|for now|later|soon|to ?do|some day|missing)\b", re.I)


def put_off(table: dict[str, str]) -> list[str]:
    """What is excused by no reason: by words that put it off, or by hardly any."""
    return [name for name, reason in table.items() if PUT_OFF.search(reason) or len(reason.split()) < 2]


@pytest.mark.parametrize("table", list(TABLES))
def test_nothing_is_excused_because_it_is_not_done(table: str) -> None:
    assert put_off(TABLES[table]) == []


def test_a_planted_excuse_is_found() -> None:
    assert put_off({"a": "not yet", "b": "comes later, with the plan", "c": "x", "d": "digests of looks only"}) == [
        "a",
        "b",
        "c",
    ]


def test_a_page_excused_from_paper_is_there_and_has_none() -> None:
    folder = HOUSE / "web" / "mine" / "templates"
    there = [name for name in reasons.NO_TWIN if (folder / name).exists()]
    assert there == list(reasons.NO_TWIN)
    assert [name for name in there if (folder / name).with_suffix(".typ").exists()] == []
