# SPDX-License-Identifier: Apache-2.0
"""Walls that imports do not show. Each takes a house on the disk and returns its faults as words; none knows a room."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.architecture.house import floors, rooms
from tests.reasons import GIVES_ROWS, NO_TWIN

DRAWERS = {"rules", "models", "access", "queries", "facts", "words", "commands", "apps", "migrations", "__init__"}
OWN_DRAWERS = {
    "people": {"signin"},
    "curriculum": {"check", "markdown", "reader", "shapes"},  # it reads files: tables are none of its drawers
}
OF_A_ROOM = {"models", "access", "queries", "facts", "commands"}
LABELS = {"imr_sessions": "sessions"}
"""Django's name of an app where it is not the room's."""


def _names(folder: Path) -> set[str]:
    files = {p.stem for p in folder.iterdir() if p.suffix == ".py"}
    return files | {p.name for p in folder.iterdir() if p.is_dir() and p.name != "__pycache__"}


def strange_drawers(house: Path) -> list[str]:
    """Files of a room that are none of the drawers; drawers of a room that stand in a door."""
    faults = [f"{r}/{n}" for r in rooms(house) for n in _names(house / r) - DRAWERS - OWN_DRAWERS.get(r, set())]
    doors = [p for name in _doors(house) for p in (house / name).rglob("*.py") if "static" not in p.parts]
    return sorted(faults + [str(p.relative_to(house)) for p in doors if p.stem in OF_A_ROOM])


def _doors(house: Path) -> list[str]:
    return [name for name in _names(house) if (house / name).is_dir() and name not in {*rooms(house), "kit", "config"}]


def rooms_that_say_nothing(house: Path) -> list[str]:
    """Rooms without a README, or with one that says nothing."""
    return [r for r in rooms(house) if len(_text(house / r / "README.md").split()) < 30]


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def upward_keys(house: Path) -> list[str]:
    """Foreign keys written as strings that point to a higher floor."""
    height = {room: i for i, floor in enumerate(floors(house.parent)) for room in floor}
    faults = []
    for room in rooms(house):
        for path in _sources(house / room, "models"):
            keys = re.findall(
                r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"'](\w+)\.(\w+)[\"']", path.read_text()
            )
            for app, model in keys:
                if height.get(LABELS.get(app, app), -1) > height.get(room, -1):
                    faults.append(f"{room} -> {app}.{model}")
    return faults


def _sources(room: Path, drawer: str) -> Iterator[Path]:
    yield from room.glob(f"{drawer}.py")
    yield from room.glob(f"{drawer}/**/*.py")


def clock_calls(house: Path) -> list[str]:
    """Calls that ask what time it is, anywhere but in the clock itself and the log's own time stamp."""
    names = {"now", "today", "utcnow", "localdate", "time"}
    faults = []
    for path in house.rglob("*.py"):
        where = str(path.relative_to(house))
        if where in ("kit/clock.py", "config/logs.py") or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
                owner = ast.unparse(node.func.value)
                if owner in ("datetime", "date", "datetime.datetime", "datetime.date", "timezone"):
                    faults.append(f"{where}: {owner}.{node.func.attr}")
    return faults


def signals(house: Path) -> list[str]:
    """Django's signals between rooms: what follows from what must be read where it is written."""
    found = re.compile(r"from django\.(db\.models|dispatch)\S* import .*\b(signals?|receiver|post_save|pre_save)\b")
    return [
        str(p.relative_to(house))
        for r in [*rooms(house), "kit"]
        for p in (house / r).rglob("*.py")
        if found.search(p.read_text())
    ]


def foreign_templates(house: Path) -> list[str]:
    """Templates that a screen takes from another screen's folder."""
    faults = []
    for path in (house / "web").rglob("*.html"):
        screen = path.relative_to(house / "web").parts[0]
        if screen not in ("parts", "templates"):
            used = re.findall(r"{%\s*(?:include|extends)\s+[\"']([\w-]+)/", path.read_text())
            faults += [f"{screen}: {name}" for name in used if name not in (screen, "parts")]
    return faults


def beyond_facts(house: Path) -> list[str]:
    """What the reading room takes from another room besides its facts."""
    taken = [
        re.findall(r"^(?:from|import)\s+bedring\.(\w+)\.(\w+)", p.read_text(), re.M)
        for p in (house / "insight").rglob("*.py")
    ]
    return [f"{r}.{d}" for pairs in taken for r, d in pairs if r not in ("kit", "insight") and d != "facts"]


def lone_twins(house: Path) -> list[str]:
    """Paper without the page it is the twin of."""
    twins = [p for p in (house / "web").rglob("*.typ") if "parts" not in p.relative_to(house / "web").parts[:1]]
    return [p.name for p in twins if not p.with_suffix(".html").exists()]


def pages_without_twin(house: Path) -> list[str]:
    """Pages of a person's own that have no paper beside them, and no reason why."""
    folder = house / "web" / "mine" / "templates"
    lonely = [str(p.relative_to(folder)) for p in folder.rglob("*.html") if not p.with_suffix(".typ").exists()]
    return [name for name in lonely if name not in NO_TWIN]


def pairs(house: Path) -> list[tuple[str, str, str]]:
    """(room, list, single) of every list in every `access`. The single says in its words which list it answers.

    `single` is empty where there is none. A list with more than the actor to it narrows another list by its own words.
    """
    found = []
    for room in rooms(house):
        for path in _sources(house / room, "access"):
            functions = [n for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)]
            told = {f.name: ast.get_docstring(f) or "" for f in functions}
            for one in functions:
                narrows = len(one.args.args) > 1 and "visible_" in ast.unparse(one)[len(one.name) + 4 :]
                if one.name.startswith("visible_") and not narrows:
                    single = [n for n, words in told.items() if f"single answer to `{one.name}`" in words]
                    found.append((room, one.name, "".join(single[:1])))
    return found


def lists_without_single(house: Path) -> list[str]:
    """Lists of what somebody may see that have no answer for one thing."""
    return [f"{room}.{many}" for room, many, one in pairs(house) if not one]


def kinds_without_words(house: Path) -> list[str]:
    """Kinds of a room's rules that its drawer of words has no table for. (A table with a hole does not load.)"""
    faults = []
    for room in rooms(house):
        kinds = {
            node.name
            for path in _sources(house / room, "rules")
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "StrEnum" for base in node.bases)
        }
        told = set(re.findall(r"Words\(\s*(\w+)", "".join(p.read_text() for p in _sources(house / room, "words"))))
        faults += [f"{room}.{kind}" for kind in sorted(kinds - told)]
    return faults


def filters_by_value(house: Path) -> list[str]:
    """Filters by what stands inside a row of a ledger: what is said now is asked of its table alone."""
    asked = re.compile(r"\b(?:\w+__)?value__\w+")
    files = [p for p in house.rglob("*.py") if "migrations" not in p.parts]
    return [f"{p.relative_to(house)}: {one}" for p in files for one in asked.findall(p.read_text())]


def _asked_by_screens(house: Path) -> set[str]:
    """`room.name` of everything that a screen takes from a room's queries."""
    asked = set()
    for path in (house / "web").rglob("*.py"):
        tree = ast.parse(path.read_text())
        modules = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and re.match(r"bedring\.\w+(\.queries\b|$)", node.module or ""):
                room, *inside = (node.module or "").split(".")[1:]
                for one in node.names:
                    if inside or one.name == "queries":
                        asked.add(f"{room}.{one.name}")
                        modules[one.asname or one.name] = room
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                asked.add(f"{modules[node.value.id]}.{node.attr}")
    return asked


def rows_to_screens(house: Path) -> list[str]:
    """Queries that give a screen rows, or something that asks the database when it is read."""
    rows = {"QuerySet"} | {
        node.name
        for room in rooms(house)
        for path in _sources(house / room, "models")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef)
    }
    asked, faults = _asked_by_screens(house), []
    for room in rooms(house):
        for path in _sources(house / room, "queries"):
            for one in ast.parse(path.read_text()).body:
                if isinstance(one, ast.FunctionDef) and f"{room}.{one.name}" in asked and one.returns:
                    given = set(re.findall(r"\w+", ast.unparse(one.returns)))
                    faults += [f"{room}.{one.name}"] if given & rows else []
    return [name for name in faults if name not in GIVES_ROWS]


LONG_FILES: dict[str, str] = {}
"""Files over 400 lines, each with the sentence that says why."""


def long_files(house: Path) -> list[str]:
    """Files over 400 lines that no sentence speaks for."""
    long = [str(p.relative_to(house)) for p in house.rglob("*.py") if len(p.read_text().splitlines()) > 400]
    return [name for name in long if name not in LONG_FILES]


WALLS: list[Callable[[Path], list[str]]] = [
    strange_drawers,
    rooms_that_say_nothing,
    upward_keys,
    clock_calls,
    signals,
    foreign_templates,
    beyond_facts,
    lone_twins,
    pages_without_twin,
    lists_without_single,
    kinds_without_words,
    filters_by_value,
    rows_to_screens,
    long_files,
]
