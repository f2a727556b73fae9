# SPDX-License-Identifier: Apache-2.0
"""A room that does not exist: `garden`, where people have beds of flowers. In a copy of the house, without a fault.

What it costs is what a new room costs: a folder with its drawers and migrations, a screen, its row in the matrix, and
one word in one line of floors.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.architecture.house import ROOT

FILES = {
    "README.md": "# garden\n\n"
    + "What grows, and who tends it. A bed belongs to one person; the team sees what is shown. " * 3,
    "__init__.py": "",
    "apps.py": """
from django.apps import AppConfig

class GardenConfig(AppConfig):
    name = "bedring.garden"
""",
    "rules.py": """
from enum import StrEnum

class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"
""",
    "words.py": """
from bedring.garden.rules import Colour
from bedring.kit.words import Words

COLOUR = Words(Colour, {Colour.RED: "Red", Colour.BLUE: "Blue"})
""",
    "models.py": '''
from django.db import models

from bedring.garden.rules import Colour
from bedring.kit.rows import Row
from bedring.kit.trail import Trail, numbered
from bedring.kit.words import KindField
from bedring.people.models import Organisation, Participant

class Bed(Row):
    """A bed of flowers."""
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    colour = KindField(Colour, max_length=10)

class BedEvent(Trail):
    """What happened to a bed. Added, never changed."""
    number = numbered("garden_bedevent_numbers")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    bed = models.ForeignKey(Bed, models.PROTECT, related_name="trail")
''',
    "access.py": '''
from django.db.models import QuerySet

from bedring.garden.models import Bed
from bedring.people.rules import Actor
from bedring.trust.access import visible_shares

def visible_beds(actor: Actor) -> QuerySet[Bed]:
    """One's own."""
    return Bed.objects.filter(participant=actor.participant_id)

def can_look_at_bed(actor: Actor, bed: Bed) -> bool:
    """The single answer to `visible_beds`."""
    return bed.participant_id == actor.participant_id
''',
    "queries.py": "from bedring.garden import access\n",
    "commands.py": "from bedring.garden.models import Bed\nfrom bedring.kit import clock\n",
    "migrations/__init__.py": "",
    "migrations/0001_initial.py": """
import uuid
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from bedring.kit.rowsecurity import append_only, protect
from bedring.kit.trail import numbers

MINE = "participant_id IN (SELECT bedring_myself())"

def of(other):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=other)

ID = ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False))
WHOSE = [ID, ("participant", of("people.participant")), ("organisation", of("people.organisation"))]

class Migration(migrations.Migration):
    dependencies = [("trust", "0002_rowsecurity")]
    operations = [
        migrations.CreateModel("Bed", [*WHOSE, ("colour", models.CharField(max_length=10))]),
        migrations.CreateModel("BedEvent", [*WHOSE, ("bed", of("garden.bed")), ("by", of(settings.AUTH_USER_MODEL)),
            ("key", models.CharField(max_length=150)), ("made_at", models.DateTimeField()),
            ("received_at", models.DateTimeField()), ("number", models.BigIntegerField())]),
        numbers("garden_bedevent_numbers", "garden_bedevent"),
        protect("garden_bed", see=MINE),
        protect("garden_bedevent", see=MINE),
        append_only("garden_bedevent"),
    ]
""",
}
SCREEN = {
    "__init__.py": "",
    "urls.py": """
from django.urls import path
from bedring.web.garden import views

urlpatterns = [path("", views.beds, name="garden")]
""",
    "views.py": """
from django.http import HttpResponse
from django.shortcuts import render

from bedring.garden import queries
from bedring.web.signed_in import Request, signed_in

@signed_in
def beds(request: Request) -> HttpResponse:
    return render(request, "garden/beds.html")
""",
    "templates/garden/beds.html": '{% extends "parts/mine.html" %}',
}
ROW = "\n  GET garden: {nobody: sign in, ane: ok}\n"


def build(root: Path) -> None:
    """A copy of the house below `root` with the garden in it."""
    nothing_built = shutil.ignore_patterns("static", "static_src", "__pycache__")
    shutil.copytree(ROOT / "bedring", root / "bedring", ignore=nothing_built)
    for name in ("content", "locale", "node_modules"):
        if (ROOT / name).exists():
            (root / name).symlink_to(ROOT / name)
    for name in ("pyproject.toml", "manage.py"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "tests", root / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    for folder, files in ((root / "bedring/garden", FILES), (root / "bedring/web/garden", SCREEN)):
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    change(root, "tests/access_matrix.yaml", "\npages:\n", "\npages:\n" + ROW)
    change(root, "pyproject.toml", '"goals | workbook"', '"goals | workbook | garden"')


def change(root: Path, place: str, old: str, new: str) -> None:
    """Put one mistake in place of what stands there; with nothing in `old`, at the end of the file or in a new one."""
    file = root / place
    text = file.read_text() if file.exists() else ""
    assert old in text, f"{place} has no {old!r}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace(old, new, 1) if old else f"{text}\n{new}\n")


@contextmanager
def planted(root: Path, *changes: tuple[str, str, str]) -> Iterator[Path]:
    """Within this block the copy has these mistakes; afterwards it has none."""
    before = {place: (root / place).read_text() if (root / place).exists() else None for place, _, _ in changes}
    try:
        for place, old, new in changes:
            change(root, place, old, new)
        yield root
    finally:
        for place, text in before.items():
            _put_back(root / place, text)


def _put_back(file: Path, text: str | None) -> None:
    if text is not None:
        file.write_text(text)
    elif file.exists():
        file.unlink()
        shutil.rmtree(file.parent / "__pycache__", ignore_errors=True)
        if not any(file.parent.iterdir()):
            file.parent.rmdir()
