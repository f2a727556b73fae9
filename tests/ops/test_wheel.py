# SPDX-License-Identifier: Apache-2.0
"""The wheel is whole: in an empty environment it installs, and `bedring demo` runs."""

import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.built import built
from tests.running import ROOT, demo, own_folder


def run(*words: object) -> None:
    done = subprocess.run([str(w) for w in words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.slow
def test_the_wheel_runs_the_demo_in_an_empty_environment() -> None:
    with own_folder() as folder:
        run(sys.executable, "-m", "build", "--wheel", "--outdir", folder / "dist")
        (wheel,) = (folder / "dist").glob("*.whl")
        run(sys.executable, "-m", "venv", folder / "env")
        python = folder / "env" / "bin" / "python"
        quiet = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(python, *quiet, "--require-hashes", "-r", ROOT / "requirements.lock")
        run(python, *quiet, "--no-deps", wheel)
        (folder / "elsewhere").mkdir()
        with demo(folder / "data", python=str(python), cwd=folder / "elsewhere") as running:
            files = [f"/static/{built(name).name}" for name in ("style.css", "session.js")]
            for path in ("/account/login/", "/help/", *files):
                with urllib.request.urlopen(running.url + path, timeout=10) as answer:
                    assert answer.status == 200
        assert "Velkommen" in _text(folder / "env")


def _text(env: Path) -> str:
    """The Norwegian of the installed wheel, compiled."""
    (mo,) = env.glob("lib/python*/site-packages/bedring/_locale/nb/LC_MESSAGES/django.mo")
    return mo.read_bytes().decode(errors="ignore")
