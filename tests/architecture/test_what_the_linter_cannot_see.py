# SPDX-License-Identifier: Apache-2.0
"""Sentences of docs/explanation/the-house.md that imports do not show, each with a planted mistake that fails."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "bedring"
FLOORS = [["kit"], ["people", "curriculum"], ["trust"], ["goals", "workbook"], ["sessions"], ["web", "ops"], ["config"]]
DRAWERS = {"rules", "models", "access", "queries", "facts", "words", "commands", "apps", "migrations", "__init__"}
ROOMS = ["people", "trust", "goals", "workbook", "sessions"]


def floor_of(room: str) -> int:
    return next(i for i, rooms in enumerate(FLOORS) if room in rooms)


def upward_keys(source: str, room: str) -> Iterator[str]:
    """Foreign keys written as strings that point to a higher floor."""
    for app, model in re.findall(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"'](\w+)\.(\w+)[\"']", source):
        home = {"imr_sessions": "sessions"}.get(app, app)
        if any(home in rooms for rooms in FLOORS) and floor_of(home) > floor_of(room):
            yield f"{room} -> {app}.{model}"


def test_no_foreign_key_points_up() -> None:
    for model in apps.get_models():
        parts = model.__module__.split(".")
        if parts[0] != "bedring":
            continue
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if getattr(field, "many_to_one", False) and other and other.__module__.startswith("bedring."):
                assert floor_of(other.__module__.split(".")[1]) <= floor_of(parts[1]), f"{model} -> {other}"
    for path in HOUSE.rglob("models.py"):
        assert not list(upward_keys(path.read_text(), path.parent.name))


def test_planted_upward_key_is_found() -> None:
    assert list(upward_keys('x = models.ForeignKey("imr_sessions.Session", models.CASCADE)', "goals"))
    assert not list(upward_keys('x = models.ForeignKey("people.Account", models.CASCADE)', "goals"))


def strange_drawers(room: Path) -> list[str]:
    """Files of a room that are none of the drawers."""
    names = {p.stem for p in room.iterdir() if p.suffix == ".py"} | {
        p.name for p in room.iterdir() if p.is_dir() and p.name != "__pycache__"
    }
    return sorted(names - DRAWERS - {"signin"})


def test_rooms_have_the_drawers_and_no_others() -> None:
    for room in ROOMS:
        assert strange_drawers(HOUSE / room) == [], room
        assert (HOUSE / room / "README.md").is_file(), f"{room} says nothing of what it is for"


def test_planted_drawer_is_found(tmp_path: Path) -> None:
    (tmp_path / "utils.py").touch()
    (tmp_path / "rules.py").touch()
    assert strange_drawers(tmp_path) == ["utils"]


def clock_calls(source: str) -> list[str]:
    """Calls that ask what time it is, anywhere but in kit.clock."""
    names = {"now", "today", "utcnow", "localdate", "localtime", "time"}
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            owner = ast.unparse(node.func.value)
            if owner in ("datetime", "date", "datetime.datetime", "datetime.date", "timezone", "time"):
                found.append(f"{owner}.{node.func.attr}")
    return found


def test_only_the_clock_asks_what_time_it_is() -> None:
    allowed = {
        "kit/clock.py": ["datetime.now"],
        "config/logs.py": ["datetime.now"],
    }
    for path in HOUSE.rglob("*.py"):
        name = str(path.relative_to(HOUSE))
        calls = [c for c in clock_calls(path.read_text()) if not c.endswith((".localtime", "time.time"))]
        assert calls == allowed.get(name, []), name


def test_planted_clock_call_is_found() -> None:
    assert clock_calls("x = datetime.now(UTC)\ny = timezone.now()") == ["datetime.now", "timezone.now"]


def foreign_templates(source: str, screen: str) -> list[str]:
    """Templates a screen takes from another screen's folder."""
    used = re.findall(r"{%\s*(?:include|extends)\s+[\"']([\w-]+)/", source)
    return [name for name in used if name not in (screen, "parts")]


def test_screens_take_templates_from_parts_alone() -> None:
    for path in (HOUSE / "web").rglob("*.html"):
        screen = path.relative_to(HOUSE / "web").parts[0]
        if screen in ("parts", "templates"):
            continue
        assert foreign_templates(path.read_text(), screen) == [], path


def test_planted_foreign_template_is_found() -> None:
    assert foreign_templates('{% include "mine/home.html" %}{% extends "parts/mine.html" %}', "tonight") == ["mine"]


def signals_between_rooms(source: str) -> bool:
    return bool(
        re.search(r"from django\.(db\.models|dispatch)\S* import .*\b(signals?|receiver|post_save|pre_save)\b", source)
    )


def test_no_django_signals_between_rooms() -> None:
    for room in [*ROOMS, "curriculum", "kit"]:
        for path in (HOUSE / room).rglob("*.py"):
            assert not signals_between_rooms(path.read_text()), path


def test_planted_signal_is_found() -> None:
    assert signals_between_rooms("from django.db.models.signals import post_save")


def insight_beyond_facts(source: str) -> list[str]:
    """What a module of `insight` takes from a room besides its facts."""
    taken = re.findall(r"^(?:from|import)\s+bedring\.(\w+)\.(\w+)", source, re.M)
    return [f"{room}.{drawer}" for room, drawer in taken if room not in ("kit", "insight") and drawer != "facts"]


def test_insight_sees_facts_only() -> None:
    """Holds from the day the reading room is built; until then there is nothing in it to break the rule."""
    for path in (HOUSE / "insight").rglob("*.py"):
        assert insight_beyond_facts(path.read_text()) == [], path


def test_planted_look_past_the_facts_is_found() -> None:
    assert insight_beyond_facts("from bedring.people.queries import actor_for") == ["people.queries"]
    assert insight_beyond_facts("from bedring.sessions.facts import attendance") == []


SHARED_PAPER = Path("parts/templates/parts/paper.typ")
"""What all paper is set with; no page of its own."""


def paper_twins_missing(folder: Path) -> list[str]:
    """Pages that name a paper twin in their first lines must have it beside them, and twins must say what they twin."""
    twins = [p for p in folder.rglob("*.typ") if p.relative_to(folder) != SHARED_PAPER]
    return [p.name for p in twins if not p.with_suffix(".html").exists()]


def test_every_paper_twin_lies_beside_its_page() -> None:
    assert paper_twins_missing(HOUSE / "web") == []
    assert (HOUSE / "web/mine/templates/mine/home.typ").is_file()


def test_planted_lone_twin_is_found(tmp_path: Path) -> None:
    (tmp_path / "goal.typ").touch()
    assert paper_twins_missing(tmp_path) == ["goal.typ"]


LONG_FILES: dict[str, str] = {}
"""Files over 400 lines, each with the sentence that says why."""


def test_no_file_grows_past_400_lines_without_a_reason() -> None:
    long = {str(p.relative_to(ROOT)) for p in HOUSE.rglob("*.py") if len(p.read_text().splitlines()) > 400}
    assert long == set(LONG_FILES)
