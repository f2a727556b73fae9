# SPDX-License-Identifier: Apache-2.0
"""docs/reference/coverage.md names only what there is, and leaves no topic of any module out."""

import re
from pathlib import Path

import pytest

from bedring.curriculum import queries

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/coverage.md").read_text(encoding="utf-8")
EDITIONS = ("norway", "international")
MODULES = queries.edition("norway").modules


def rows_of(module: str, page: str = PAGE) -> list[list[str]]:
    """The rows of a module's table, each as its four cells."""
    section = page.split(f"(`{module}`)")[1].split("\n## ")[0]
    lines = [
        line for line in section.splitlines() if line.startswith("| ") and not line.startswith(("| point", "| ---"))
    ]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def known(module: str) -> set[str]:
    """Every name that may stand in the table of a module."""
    every = [(m, t) for m in MODULES for t in queries.module(m).topics]
    names = set(MODULES) | {topic for _m, topic in every}
    names |= {w.slug for m in MODULES for e in EDITIONS for _of, w in queries.worksheets(m, edition=e)}
    for topic in queries.module(module).topics:
        for edition in EDITIONS:
            names |= {o.slug for o in queries.topic(module, topic, "en", edition=edition).home_practice}
    return names


def unknown(module: str, page: str = PAGE) -> set[str]:
    """Names in a module's table that nothing goes by."""
    cells = [cell for row in rows_of(module, page) for cell in row[1:]]
    return {name for cell in cells for name in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", cell)} - known(module)


@pytest.mark.parametrize("module", MODULES)
def test_every_name_is_there(module: str) -> None:
    assert unknown(module) == set()


@pytest.mark.parametrize("module", MODULES)
def test_every_topic_is_taught_practised_and_taken_home(module: str) -> None:
    rows = rows_of(module)
    assert len(rows) >= 15
    assert all(len(row) == 4 and row[1] for row in rows)
    for topic in queries.module(module).topics:
        assert any(topic in row[1] for row in rows), f"{topic} is not said to teach anything"
        assert any(topic in row[2] for row in rows), f"{topic} is not said to be practised"
    for of, worksheet in queries.worksheets(module, edition="norway"):
        if of == module:
            assert any(worksheet.slug in row[3] for row in rows), f"{worksheet.slug} takes nothing home"


def test_a_planted_name_is_found() -> None:
    page = PAGE.replace("| support-map", "| no-such-map", 1).replace("support-map,", "no-such-map,", 1)
    assert unknown("social-support", page) == {"no-such-map"}
