# SPDX-License-Identifier: Apache-2.0
"""The walls stand, and grow: a room nobody has told them of is held by each, whatever the mistake in it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import throwaway
from tests.architecture.house import HOUSE, ROOT
from tests.architecture.throwaway import planted
from tests.architecture.walls import WALLS

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]

IMPORTS = {
    "floors": [
        ("bedring/garden/queries.py", "from bedring.sessions.rules import states"),
        ("bedring/garden/queries.py", "from bedring.goals.rules import Went"),
        ("bedring/people/queries.py", "from bedring.garden import rules"),
        ("bedring/ops/health.py", "import bedring.web.shell"),
        ("bedring/utils/__init__.py", "x = 1"),
    ],
    "drawers": [
        ("bedring/garden/models.py", "from bedring.garden import access"),
        ("bedring/garden/access.py", "from bedring.garden import commands"),
        ("bedring/garden/rules.py", "import bedring.garden.models"),
    ],
    "pure-rules": [
        ("bedring/garden/rules.py", "from django.db import models"),
        ("bedring/garden/rules.py", "from bedring.kit import clock"),
    ],
    "doors": [
        ("bedring/web/shell.py", "from bedring.garden.models import Bed"),
        ("bedring/web/garden/views.py", "from bedring.people.models import Account"),
        (
            "bedring/web/garden/views.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from bedring.garden.models import Bed",
        ),
        ("bedring/garden/words.py", "from bedring.people.models import Account"),
    ],
    "screens": [
        ("bedring/web/garden/views.py", "from bedring.web.tonight import screen"),
        ("bedring/web/mine/views.py", "from bedring.web.garden import views as garden"),
        ("bedring/web/parts/views.py", "from bedring.web.garden import views as garden"),
    ],
}

ON_DISK = {
    "strange_drawers": [
        ("bedring/garden/utils.py", "", "x = 1"),
        ("bedring/web/garden/queries.py", "", "x = 1"),
    ],
    "rooms_that_say_nothing": [("bedring/garden/README.md", throwaway.FILES["README.md"], "# garden")],
    "upward_keys": [("bedring/garden/models.py", "", 'x = models.ForeignKey("imr_sessions.Session", models.CASCADE)')],
    "clock_calls": [("bedring/garden/commands.py", "", "from datetime import datetime\nx = datetime.now()")],
    "signals": [("bedring/garden/models.py", "", "from django.db.models.signals import post_save")],
    "foreign_templates": [("bedring/web/garden/templates/garden/beds.html", "", '{% include "mine/home.html" %}')],
    "beyond_facts": [("bedring/insight/reach.py", "", "from bedring.garden.queries import beds")],
    "lone_twins": [("bedring/web/garden/templates/garden/plan.typ", "", "= Plan")],
    "pages_without_twin": [("bedring/web/mine/templates/mine/beds.html", "", "<p>")],
    "lists_without_single": [("bedring/garden/access.py", "The single answer to `visible_beds`.", "Whether one may.")],
    "kinds_without_words": [("bedring/garden/words.py", "Words(Colour", "dict(Colour")],
    "filters_by_value": [
        ("bedring/garden/queries.py", "", 'x = Entry.objects.filter(value__here="here")'),
        ("bedring/garden/access.py", "", 'x = Q(**{"entry__value__on": True})'),
    ],
    "rows_to_screens": [
        ("bedring/people/queries.py", "-> list[Colleague]:", "-> list[Account]:"),
        ("bedring/trust/queries.py", "-> Stretch[LookTold]:", "-> QuerySet[AccessLog]:"),
    ],
    "long_files": [("bedring/garden/queries.py", "", "\n" * 400)],
}


def _lint(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*LINT, *more], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with one room more, made once; each mistake is planted in it and taken out again."""
    root = tmp_path_factory.mktemp("house")
    throwaway.build(root)
    return root


def test_the_house_stands() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert {wall.__name__: wall(HOUSE) for wall in WALLS} == {wall.__name__: [] for wall in WALLS}


def test_a_new_room_costs_a_folder_a_line_of_floors_and_migrations(copy: Path) -> None:
    done = _lint(copy)
    assert done.returncode == 0, done.stdout
    assert {wall.__name__: wall(copy / "bedring") for wall in WALLS} == {wall.__name__: [] for wall in WALLS}


@pytest.mark.parametrize(("contract", "place", "mistake"), [(c, p, m) for c, all_ in IMPORTS.items() for p, m in all_])
def test_a_wrong_import_brings_it_down(copy: Path, contract: str, place: str, mistake: str) -> None:
    with planted(copy, (place, "", mistake)):
        done = _lint(copy, "--contract", contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout or "exhaustive" in done.stdout.lower()


def test_every_wall_has_a_mistake_that_it_is_there_for() -> None:
    assert set(ON_DISK) == {wall.__name__ for wall in WALLS}


@pytest.mark.parametrize(("wall", "place", "old", "new"), [(w, *m) for w, all_ in ON_DISK.items() for m in all_])
def test_each_wall_finds_its_mistake(copy: Path, wall: str, place: str, old: str, new: str) -> None:
    with planted(copy, (place, old, new)):
        found = {one.__name__: one(copy / "bedring") for one in WALLS}
    assert found.pop(wall), f"{wall} lets it pass"


def test_a_member_without_words_does_not_even_load(copy: Path) -> None:
    load = [sys.executable, "-c", "import bedring.garden.words"]
    with planted(copy, ("bedring/garden/words.py", ', Colour.BLUE: "Blue"', "")):
        done = subprocess.run(load, cwd=copy, capture_output=True, text=True, check=False)
    assert "Colour has no words (screen) for blue" in done.stderr


def _look_around(copy: Path, owner_url: str) -> dict[str, list[str]]:
    command = [sys.executable, "-m", "tests.architecture.look_around", owner_url]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BEDRING_", "DATABASE_"))}
    done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_walls_of_the_database_and_the_matrix_let_a_whole_room_stand(
    copy: Path, owner_url: str, django_db_setup: None
) -> None:
    found = _look_around(copy, owner_url)
    assert found == {wall: [] for wall in found}


def test_the_walls_of_the_database_and_the_matrix_find_each_mistake(
    copy: Path, owner_url: str, django_db_setup: None
) -> None:
    migration = "bedring/garden/migrations/0001_initial.py"
    unprotected = (migration, '        protect("garden_bed", see=MINE),\n', "")
    changeable = (migration, '        append_only("garden_bedevent"),\n', "")
    with planted(copy, unprotected, changeable, ("tests/access_matrix.yaml", throwaway.ROW, "")):
        found = _look_around(copy, owner_url)
    assert found["row-level security"] == ["garden_bed"]
    assert found["append-only"] == ["garden_bedevent"]
    assert found["access matrix"] == ["garden"]


TRAIL = "class BedEvent(Trail):"
BESIDE_THE_LEDGER = {
    "a trail of its own": [(TRAIL, "class BedEvent(Row):")],
    "numbered by hand": [('numbered("garden_bedevent_numbers")', "models.BigIntegerField()")],
    "an id made by a device": [
        (TRAIL, "class BedEvent(models.Model):"),
        ('number = numbered("garden_bedevent_numbers")', "id = models.UUIDField(primary_key=True)"),
        ("Added, never changed.", "A line."),
    ],
    "not said to be a trail, but numbered": [
        (TRAIL, "class BedEvent(Row):"),
        ("Added, never changed.", "A line."),
        ('numbered("garden_bedevent_numbers")', "models.PositiveIntegerField()"),
    ],
}


@pytest.mark.parametrize("how", list(BESIDE_THE_LEDGER))
def test_a_trail_beside_the_ledger_is_found(copy: Path, owner_url: str, django_db_setup: None, how: str) -> None:
    changes = [("bedring/garden/models.py", old, new) for old, new in BESIDE_THE_LEDGER[how]]
    marked = ("bedring/garden/migrations/0001_initial.py", '        append_only("garden_bedevent"),\n', "")
    with planted(copy, *changes, *([marked] if "A line." in str(changes) else [])):
        found = _look_around(copy, owner_url)
    assert found["the ledger"] == ["garden_bedevent"]
