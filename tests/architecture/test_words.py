# SPDX-License-Identifier: Apache-2.0
"""Every kind of every room has words, pages ask for them and compare no values, and one name is one thing."""

import importlib
import re
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import pytest

from bedring.kit.words import has_words
from tests.architecture.house import HOUSE, classes, modules


def kinds(names: Iterable[str]) -> set[type[StrEnum]]:
    """Every kind defined in these modules."""
    found = (thing for name in names for thing in vars(importlib.import_module(name)).values())
    return {thing for thing in found if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum}


KINDS = kinds(modules(HOUSE, "rules"))


def test_the_house_has_kinds() -> None:
    assert {"GoalState", "Thing", "Role", "EntryKind", "Filled"} <= {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("kind", sorted(KINDS, key=lambda k: k.__name__), ids=lambda k: k.__name__)
def test_every_kind_has_words_for_every_member(kind: type[StrEnum]) -> None:
    assert has_words(kind), f"{kind.__module__}.{kind.__name__} has no words in its room's words.py"


def values_compared(source: str, values: set[str]) -> list[str]:
    """Values of kinds that a template compares something with, however it is quoted."""
    inside = " ".join(re.findall(r"{%\s*(?:el)?if\b(.*?)%}", source))
    return [value for _, value in re.findall(r"(?:[!=]=|\bin)\s*([\"'])([\w-]+)\1", inside) if value in values]


NOT_A_KIND = {
    "web/templates/django/forms/widgets/input.html": {"hidden"},  # a type of field in HTML
    "web/mine/templates/mine/home.html": {
        "goal",
        "step",
        "handout",
    },  # parts of My page, not things that were looked at
    "web/worksheets/templates/worksheets/about.html": {"goals"},  # the room that owns what a worksheet asks for
}


def test_templates_compare_no_values_of_a_kind() -> None:
    values = {member.value for kind in KINDS for member in kind}
    for path in HOUSE.rglob("*.html"):
        name = str(path.relative_to(HOUSE))
        assert set(values_compared(path.read_text(), values)) <= NOT_A_KIND.get(name, set()), name


@pytest.mark.parametrize("planted", ['{% if x.state == "paused" %}', "{% elif 'paused' != x or x == 'paused' %}"])
def test_a_planted_comparison_is_found(planted: str) -> None:
    assert values_compared(planted, {"paused"}) == ["paused"]
    assert values_compared("{% if x.state.is_paused %}", {"paused"}) == []


def names_used_twice(house: Path) -> dict[str, list[str]]:
    """Classes of the house that share a name, with their files."""
    where = defaultdict(list)
    for name, file in classes(house):
        if name not in ("Meta", "Migration"):
            where[name].append(file)
    return {name: files for name, files in where.items() if len(files) > 1}


def test_one_name_is_one_thing() -> None:
    assert names_used_twice(HOUSE) == {}


def test_a_planted_second_thing_of_a_name_is_found(tmp_path: Path) -> None:
    for room in ("people", "goals"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "rules.py").write_text("class Kind:\n    class Meta:\n        pass\n")
    assert names_used_twice(tmp_path) == {"Kind": ["goals/rules.py", "people/rules.py"]}
