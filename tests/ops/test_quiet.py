# SPDX-License-Identifier: Apache-2.0
"""What people write never comes into PostgreSQL's own log, however a statement goes wrong."""

import contextlib
from pathlib import Path

import psycopg
import pytest

from bedring.ops import postgres
from bedring.ops.quiet import QUIET, words_logged
from tests.conftest import SERVER
from tests.running import wait_for

MARKER = "Fjellvikmerkepost"
LOUD = {
    "log_min_messages": "error",
    "log_min_error_statement": "error",
    "log_error_verbosity": "verbose",
    "log_statement": "all",
    "log_min_duration_statement": "0",
    "log_min_duration_sample": "0",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1",
}
FAILING = {
    "in the words of an error": (f"SELECT '{MARKER}'::uuid", None),
    "in the statement": (f"SELECT 1/0, '{MARKER}'", None),
    "as a value": ("SELECT 1/(length(%s) - %s)", [MARKER, len(MARKER)]),
    "in the row that fails": (
        f"INSERT INTO django_migrations (id, app, name, applied) VALUES (1, '{MARKER}', NULL, now())",
        None,
    ),
}


def logged() -> str:
    files = [path for path in (SERVER / "log", SERVER.parent / "log", *SERVER.glob("log/*")) if path.is_file()]
    return "".join(path.read_text(errors="replace") for path in files)


def fail(db: psycopg.Connection, how: str, words: str) -> None:
    statement, given = FAILING[how]
    with contextlib.suppress(psycopg.Error):
        db.execute(statement.replace(MARKER, words), [words if g == MARKER else g for g in given] if given else None)


@pytest.mark.parametrize("how", list(FAILING))
def test_no_word_in_the_log(server: postgres.Embedded, how: str) -> None:
    quiet, loud = f"{MARKER}stille{abs(hash(how))}", f"{MARKER}høyt{abs(hash(how))}"
    assert Path(SERVER).is_dir()
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as db:
        fail(db, how, quiet)
        for name, value in LOUD.items():
            db.execute(f"SET {name} = '{value}'")
        fail(db, how, loud)
    wait_for(lambda: loud in logged())  # the twin: written by then, so that what came before it is too
    assert quiet not in logged()


@pytest.mark.parametrize("setting", list(QUIET))
def test_a_server_that_would_tell_is_found(server: postgres.Embedded, setting: str) -> None:
    with psycopg.connect(server.url("postgres", "postgres")) as db:
        assert list(words_logged(db)) == []
        db.execute(f"SET LOCAL {setting} = '{LOUD[setting]}'")
        (said,) = words_logged(db)
        assert setting in said
        assert "ALTER DATABASE postgres" in said
