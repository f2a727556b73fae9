# SPDX-License-Identifier: Apache-2.0
"""The demo keeps to a folder of its own, has a key that nobody else has, and says what it could not do."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bedring.kit.refusals import Stop
from bedring.ops import demo, demo_data
from bedring.ops.found import found
from bedring.ops.run import check_port
from tests.running import free_port


class Running:
    """A PostgreSQL that is not asked anything."""

    def url(self, role: str) -> str:
        return f"postgresql://{role}@/bedring"


def test_a_folder_is_made_and_marked_as_its_own(tmp_path: Path) -> None:
    folder = demo._folder(tmp_path / "new" / "demo", reset=False)
    assert (folder / demo.MARK).is_file()
    assert demo._folder(folder, reset=False) == folder, "the second time it is the same"


def test_made_afresh_what_was_in_it_is_gone(tmp_path: Path) -> None:
    folder = demo._folder(tmp_path / "demo", reset=False)
    (folder / "old").write_text("x")
    assert not (demo._folder(folder, reset=True) / "old").exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(Stop, match="was not made by the demo"):
        demo._folder(tmp_path, reset=True)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"
    assert not (tmp_path / demo.MARK).exists()


def test_a_folder_that_cannot_be_written_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Stop, match="bedring demo --data DIR"):
        demo._folder(tmp_path / "file" / "demo", reset=False)


def test_its_key_is_its_own_is_kept_and_can_be_read_by_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BEDRING_MODE", "BEDRING_DEMO_DATA", "BEDRING_LOG_FOLDER", "BEDRING_SITE_CONTENT", "DATABASE_URL"):
        monkeypatch.setenv(name, "")
    for name in ("BEDRING_SECRET_KEY", "BEDRING_ADDRESS", "DJANGO_SETTINGS_MODULE", "DATABASE_WORKER_URL"):
        monkeypatch.setenv(name, "")
    keys = []
    for folder in (tmp_path / "one", tmp_path / "one", tmp_path / "other"):
        folder.mkdir(exist_ok=True)
        demo._settings(Running(), folder, 8000)  # type: ignore[arg-type]
        assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
        keys.append((folder / "secret-key").read_text())
    assert keys[0] == keys[1], "who was signed in stays so when it is started again"
    assert keys[0] != keys[2]
    assert len(keys[0]) >= 50


def test_a_web_server_that_ends_at_once_is_told_and_where_to_read_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BEDRING_DEMO_DATA", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with pytest.raises(Stop, match=r"serve\.log says why"):
        demo._wait_until_up(free_port(), ended)  # type: ignore[arg-type]


@pytest.mark.parametrize("when", [KeyboardInterrupt, Stop])
def test_stopped_before_anything_is_kept_it_leaves_nothing_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: type[BaseException]
) -> None:
    """Ctrl-C in the seconds while the web server comes up, or a web server that does not."""
    begun: list[subprocess.Popen[bytes]] = []

    def sleeper(*_words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "import time; time.sleep(60)"]
        begun.append(subprocess.Popen(command, start_new_session=True))
        return begun[-1]

    def stopped(*_: object) -> None:
        raise when("now")

    monkeypatch.setattr(demo, "_spawn", sleeper)
    monkeypatch.setattr(demo, "_wait_until_up", stopped)
    with pytest.raises(when):
        demo._live(8000, lambda: None, lambda: None)
    assert len(begun) == 2
    assert all(one.poll() is not None for one in begun)


def test_everybody_one_can_sign_in_as_is_in_it() -> None:
    names = {name for _role, name in demo_data.WHO}
    source = Path(demo_data.__file__).read_text(encoding="utf-8")
    for name in names:
        assert source.count(name) > 1, f"{name} is offered and does nothing"


@pytest.mark.parametrize("port", [-1, 65_536, 10**9])
def test_a_port_that_there_is_not_is_told(port: int) -> None:
    with pytest.raises(Stop, match="choose one from 1 to 65535"):
        check_port("127.0.0.1", port, "")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"region": " "}, "a name each"),
        ({"trust": ""}, "a name each"),
        ({"centre": "\t"}, "a name each"),
        ({"leader": ""}, "a name each"),
        ({"email": "eva"}, "eva is no e-mail address."),
        ({"email": ""}, "is no e-mail address."),
        ({"email": "eva@example.org, nora@example.org"}, "is no e-mail address."),
    ],
)
def test_an_installation_is_not_founded_on_nonsense(given: dict[str, str], told: str) -> None:
    sent = {"region": "R", "trust": "T", "centre": "C", "leader": "Eva Ny", "email": "eva@example.org"} | given
    with pytest.raises(Stop, match=told):
        found("postgresql://nobody@/nowhere", **sent)  # no database is asked
