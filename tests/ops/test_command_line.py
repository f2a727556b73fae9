# SPDX-License-Identifier: Apache-2.0
"""A command-line error is one line that says what to do."""

import re
import socket
from pathlib import Path

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from bedring.ops import postgres
from tests.conftest import fresh_database
from tests.running import bedring, demo, one_line, own_folder


def test_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = bedring("demo", "--port", str(port), "--data", str(tmp_path))
    one_line(done, str(port), "--port")
    assert "BEDRING_TRACEBACK" not in done.stderr, "one can mend it without reading our code"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    one_line(bedring("demo", "--port", "0", "--data", str(tmp_path / "file" / "demo")), "--data")


def test_reset_throws_away_nothing_that_is_not_the_demos(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    one_line(bedring("demo", "--port", "0", "--data", str(tmp_path), "--reset"), "not made by the demo")
    assert (tmp_path / "thesis.txt").exists()


PLACE = ("found", "Region", "Trust", "Centre", "--leader", "Eva Ny", "--email", "eva@example.org")


@pytest.mark.parametrize("command", [("serve",), ("worker",), ("migrate",), PLACE], ids=lambda c: c[0])
def test_unsafe_settings_refuse_to_start(command: tuple[str, ...]) -> None:
    one_line(bedring(*command), "BEDRING_SECRET_KEY", "BEDRING_ADDRESS", "DATABASE_URL")


def test_demo_mode_refuses_a_database_that_is_not_the_demos() -> None:
    one_line(bedring("serve", BEDRING_MODE="demo", DATABASE_URL="postgresql://u@localhost/real"), "bedring demo")


def test_doctor_says_what_is_wrong() -> None:
    done = bedring("doctor")
    assert done.returncode == 1
    assert "BEDRING_SECRET_KEY" in done.stdout


def test_content_check_of_no_folder(tmp_path: Path) -> None:
    one_line(bedring("content", "check", str(tmp_path / "nowhere")), "nowhere")


@pytest.mark.slow
def test_the_second_start_keeps_what_was_there() -> None:
    with own_folder() as folder:
        with demo(folder / "data") as first:
            assert "made afresh" in first.said
            assert "participant          Ane Askeladd" in first.said
        with demo(folder / "data") as second:
            assert "as you left it" in second.said
        assert not (folder / "data" / "pg" / "postmaster.pid").exists(), "Ctrl-C stops everything"


def test_an_installation_is_founded_and_its_leader_gets_in(
    server: postgres.Embedded, worker_id: str, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        owner = fresh_database(server, f"bedring_found_{worker_id}")
    env = {"BEDRING_MODE": "development", "DATABASE_OWNER_URL": owner}
    env["DATABASE_URL"] = server.url(postgres.SERVICE, f"bedring_found_{worker_id}")
    one_line(bedring(*PLACE[:-1], "eva", **env), "no e-mail address")
    one_line(bedring(*PLACE, **(env | {"DATABASE_OWNER_URL": ""})), "DATABASE_OWNER_URL")
    for _again in range(2):
        done = bedring(*PLACE, **env)
        assert done.returncode == 0, done.stderr
        assert "Centre is set up. Eva Ny chooses a password at" in done.stdout
    with psycopg.connect(owner) as db:
        rows = db.execute("SELECT kind, name FROM people_organisation ORDER BY cardinality(lineage)").fetchall()
        assert rows == [("region", "Region"), ("trust", "Trust"), ("centre", "Centre")]
        held = db.execute(
            "SELECT a.email, m.role FROM people_membership m JOIN people_account a ON a.id = m.account_id"
        )
        assert held.fetchall() == [("eva@example.org", "programme_leader")]


HOUSE = Path(__file__).resolve().parents[2] / "bedring"


def stops_of_their_own(house: Path) -> list[str]:
    """Classes of what cannot be run that a command has made for itself, beside `kit.refusals.Stop`."""
    made = re.compile(r"^class (\w+)\((?:Exception|RuntimeError|SystemExit|ValueError)\)", re.M)
    files = [path for door in ("ops", "config") for path in (house / door).glob("*.py")]
    return [f"{path.stem}.{name}" for path in files for name in made.findall(path.read_text())]


def test_every_command_stops_in_one_way(tmp_path: Path) -> None:
    assert stops_of_their_own(HOUSE) == []
    (tmp_path / "ops").mkdir()
    (tmp_path / "ops" / "found.py").write_text("class CannotFound(Exception):\n    pass\n")
    assert stops_of_their_own(tmp_path) == ["found.CannotFound"]
