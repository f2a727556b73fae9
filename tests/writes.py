# SPDX-License-Identifier: Apache-2.0
"""What a request changed: the tables with other rows than before, apart from what every request may write."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import connection

QUIET = {
    "trust_accesslog": "that somebody looked",
    "people_signin": "that somebody is signed in",
    "people_signintry": "that a try to sign in was wrong",
    "people_press": "that this form was sent",
    "bedring_cache": "limits",
}
"""Tables that a request may write to without having done what its button says."""
CHANGED = """
SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""


def rows_changed() -> dict[str, int]:
    """How many rows of each table this transaction has changed so far, by PostgreSQL's own count."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED)
        return dict(cursor.fetchall())


@contextmanager
def noting_writes() -> Iterator[set[str]]:
    """Within a transaction: the tables a request changes, noted in the set it gives. Signing in before it is not."""
    written: set[str] = set()
    before: dict[str, int] = {}

    def begins(**_signal: object) -> None:
        before.clear()
        before.update(rows_changed())

    def ends(**_signal: object) -> None:
        changed = {table for table, rows in rows_changed().items() if rows > before.get(table, 0)}
        written.update(changed - set(QUIET))

    request_started.connect(begins)
    request_finished.connect(ends)
    try:
        yield written
    finally:
        request_started.disconnect(begins)
        request_finished.disconnect(ends)
