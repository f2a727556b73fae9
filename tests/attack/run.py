# SPDX-License-Identifier: Apache-2.0
"""Starts a demo on the loopback address, tries each way once, and tells. The twins' demo has every hole at once."""

import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests.attack import ways
from tests.attack.register import WAYS, Text, Way, plants
from tests.attack.target import Target
from tests.running import ROOT, demo, own_folder

for _module in sorted(one.name for one in iter_modules(ways.__path__)):
    import_module(f"tests.attack.ways.{_module}")

COPIED = ("bedring", "content", "locale", "pyproject.toml", "manage.py")
STOPPED = "could not be tried: "


def against_the_house() -> int:
    """0 when every way was tried and kept out, else 1."""
    with own_folder() as data, demo(data) as running:
        results = list(_try_all(Target(running.url, data)))
    return _told(results, wanted=False)


def against_the_twins() -> int:
    """0 when every way got in where its hole is planted, else 1."""
    with own_folder() as folder, _planted(folder) as running:
        results = list(_try_all(running))
    return _told(results, wanted=True)


@contextmanager
def _planted(folder: Path) -> Iterator[Target]:
    """A copy of the house with all twins in it: texts before it starts, the database's once it stands."""
    tree, data = folder / "house", folder / "data"
    tree.mkdir()
    data.mkdir()
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tree / name)
    for one in plants():
        if isinstance(one, Text):
            one.plant(tree)
    with demo(data, cwd=tree) as running:
        target = Target(running.url, data)
        with target.sql("postgres") as db:
            for one in plants():
                if not isinstance(one, Text):
                    one.plant(db)
        yield target


def _try_all(target: Target) -> Iterator[tuple[Way, str | None]]:
    for one in WAYS:
        try:
            got = one.tried(target)
        except Exception as stopped:  # whatever it is: a way that cannot be tried proves nothing, and the others go on
            where = traceback.extract_tb(stopped.__traceback__)[-1]
            got = f"{STOPPED}{type(stopped).__name__} in {Path(where.filename).name}:{where.lineno}: {stopped}"
        _line(one, got)
        yield one, got


def _line(one: Way, got: str | None) -> None:
    stopped = got is not None and got.startswith(STOPPED)
    said = "kept out  " if got is None else f"{got}  " if stopped else f"GOT IN: {got}  "
    sys.stdout.write(f"{said}<- {one.words}\n")
    sys.stdout.flush()


def _told(results: list[tuple[Way, str | None]], *, wanted: bool) -> int:
    stopped = sum(1 for _one, got in results if got is not None and got.startswith(STOPPED))
    inside = sum(1 for _one, got in results if got is not None) - stopped
    sys.stdout.write(
        f"{len(results)} ways: {inside} got in, {len(results) - inside - stopped} kept out, {stopped} not tried\n"
    )
    return 0 if (inside == len(results) if wanted else inside + stopped == 0) and results else 1
