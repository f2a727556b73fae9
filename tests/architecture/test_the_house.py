# SPDX-License-Identifier: Apache-2.0
"""The contracts of the house hold, and each one falls when somebody plants the mistake it is there for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]

PLANTED = {
    "floors": [
        ("goals/rules.py", "from bedring.sessions.rules import states"),
        ("people/queries.py", "from bedring.curriculum import queries"),
        ("ops/health.py", "import bedring.web.shell"),
    ],
    "drawers": [
        ("people/models.py", "from bedring.people import access"),
        ("trust/rules.py", "import bedring.trust.models"),
    ],
    "pure-rules": [
        ("people/rules.py", "from django.db import models"),
        ("goals/rules.py", "from bedring.kit import clock"),
    ],
    "doors": [("web/shell.py", "from bedring.people.models import Account")],
    "screens": [("web/groups/views.py", "from bedring.web.tonight import screen")],
}


def _lint(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*LINT, *more], cwd=folder, capture_output=True, text=True, check=False)


def test_the_house_stands() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("contract", "place", "mistake"), [(c, p, m) for c, all_ in PLANTED.items() for p, m in all_])
def test_a_planted_mistake_brings_it_down(tmp_path: Path, contract: str, place: str, mistake: str) -> None:
    shutil.copytree(ROOT / "bedring", tmp_path / "bedring", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "bedring" / place).open("a") as file:
        file.write(f"\n{mistake}\n")
    done = _lint(tmp_path, "--contract", contract)
    assert done.returncode == 1, done.stdout


def test_a_room_that_stands_on_no_floor_brings_it_down(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bedring", tmp_path / "bedring", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bedring" / "utils").mkdir()
    (tmp_path / "bedring" / "utils" / "__init__.py").touch()
    assert _lint(tmp_path, "--contract", "floors").returncode == 1
