# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL's own log holds no word of anybody: which settings make it so, in our server and in somebody else's."""

from collections.abc import Iterator

import psycopg
from psycopg import sql

QUIET = {
    "log_min_messages": "log",  # the text of an error may hold what was typed: the service logs errors itself, without
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",  # no "Failing row contains …"
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""What each must be. Later than `error`, only the server's own doings are logged: starting, stopping, crashing."""
AS_QUIET = {"log_min_messages": ("log", "fatal", "panic"), "log_min_error_statement": ("fatal", "panic")}


def make_quiet(db: psycopg.Connection) -> None:
    """Set the whole server so, as its administrator, where it is not; takes hold at once."""
    loud = [name for name, _ in _loud(db)]
    for name in loud:
        db.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(QUIET[name])))
    if loud:
        db.execute("SELECT pg_reload_conf()")


def words_logged(db: psycopg.Connection) -> Iterator[str]:
    """A sentence for each setting by which words of people may come into PostgreSQL's log."""
    (name,) = db.execute("SELECT quote_ident(current_database())").fetchone() or ("",)
    for setting, value in _loud(db):
        yield (
            f"PostgreSQL may log what people write: {setting} is {value}. As its administrator:"
            f" ALTER DATABASE {name} SET {setting} = '{QUIET[setting]}'."
        )


def _loud(db: psycopg.Connection) -> Iterator[tuple[str, str]]:
    for name, wanted in QUIET.items():
        (value,) = db.execute("SELECT current_setting(%s, true)", [name]).fetchone() or (None,)
        if value is not None and value not in AS_QUIET.get(name, (wanted,)):
            yield name, value
