# SPDX-License-Identifier: Apache-2.0
"""Doctor: each thing that is wrong is told in a sentence, with what to do about it; and when nothing is, that."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from bedring.curriculum import reader
from bedring.kit import clock
from bedring.kit.environment import DEVELOPMENT_KEY
from bedring.ops import doctor
from bedring.trust import commands as trust
from tests.curriculum import pack
from tests.world import World


@pytest.fixture
def well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> Callable[[], list[str]]:
    """An installation with nothing wrong; asked, it says what doctor finds in it."""
    reader.forget()
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")
    monkeypatch.setattr(doctor, "read", lambda: SimpleNamespace(problems=(), log_folder=tmp_path))
    monkeypatch.setattr(doctor, "_of_the_worker", lambda: iter(()))
    monkeypatch.setattr(doctor, "words_logged", lambda db: iter(()))
    monkeypatch.setattr(doctor, "faults", lambda db: iter(()))
    monkeypatch.setattr(trust, "seal_is_late", lambda: False)
    settings.SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
    settings.CONTENT_DIRS = [pack.write(tmp_path / "pack")]
    return lambda: list(doctor._of_the_system())


def test_where_nothing_is_wrong_nothing_is_found(
    world: World, well: Callable[[], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert [found for found in well() if "fsync" not in found] == [], "the tests' own server may forget"


def test_all_is_well_is_said_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, well: object, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "_of_the_system", lambda: iter(()))
    assert doctor.doctor() == 0
    assert capsys.readouterr().out == "All is well.\n"


def test_every_finding_has_a_line_and_any_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, well: object, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "_of_the_system", lambda: iter(["One.", "Two."]))
    assert doctor.doctor() == 1
    assert capsys.readouterr().out == "not well: One.\nnot well: Two.\n"


def test_with_settings_that_are_wrong_nothing_else_is_asked(
    monkeypatch: pytest.MonkeyPatch, well: object, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "read", lambda: SimpleNamespace(problems=("A setting.",), log_folder=None))
    monkeypatch.setattr(doctor, "_of_the_system", lambda: pytest.fail("asked of the system all the same"))
    assert doctor.doctor() == 1
    assert capsys.readouterr().out == "not well: A setting.\n"


def test_the_published_key_is_told(world: World, well: Callable[[], list[str]], settings: Settings) -> None:
    settings.SECRET_KEY = DEVELOPMENT_KEY
    assert any("published one" in found for found in well())


def test_a_database_that_does_not_answer_is_told_and_the_rest_is_asked_too(
    well: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def away() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(doctor, "_of_the_database", away)
    (module,) = Path(settings.CONTENT_DIRS[0]).glob("modules/*/module.yaml")
    module.write_text("broken: [")
    database, content = well()
    assert "Is PostgreSQL running, and is DATABASE_URL right?" in database
    assert "connection refused" not in database, "what PostgreSQL says may hold what nobody should read"
    assert "`bedring content check` shows them." in content


def test_a_database_of_an_earlier_version_is_told_and_nothing_more_of_it(
    world: World, well: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db.migrations.executor import MigrationExecutor

    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, leaves: [("one", False)])
    monkeypatch.setattr(trust, "broken_looks", lambda: pytest.fail("an old database is read no further"))
    assert any("Run `bedring migrate`." in found for found in well())


def test_a_log_told_nowhere_else_is_told(
    world: World, well: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "read", lambda: SimpleNamespace(problems=(), log_folder=None))
    assert any("set BEDRING_LOG_FOLDER" in found for found in well())


def test_a_log_that_nobody_sealed_for_an_hour_is_told(
    world: World, well: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    trust.seal_log()
    with clock.stopped_at(clock.now() + timedelta(minutes=59)):
        assert not trust.seal_is_late()
    with clock.stopped_at(clock.now() + timedelta(minutes=61)):
        assert trust.seal_is_late()


def test_a_late_seal_and_a_log_that_was_touched_are_told(
    world: World, well: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(trust, "seal_is_late", lambda: True)
    monkeypatch.setattr(trust, "broken_looks", lambda: ["look 7 was changed"])
    found = well()
    assert any("Is `bedring worker` running?" in one for one in found)
    assert "Read log: look 7 was changed." in found
    assert doctor.verify_log() == 1
    assert capsys.readouterr().out == "not well: look 7 was changed\n"


def test_a_log_that_is_whole_is_said_to_be(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(trust, "broken_looks", list)
    assert doctor.verify_log() == 0
    assert capsys.readouterr().out == "The read log is whole.\n"
