# SPDX-License-Identifier: Apache-2.0
"""A database as an earlier version left it, with rows in it, brought to this one; and all of it undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from bedring.ops.migrate import as_owner


@contextmanager
def a_database(owner_url: str) -> Iterator[None]:
    """Within this block one is the owner of the tables; what is done in it is undone after it."""
    with as_owner(owner_url), transaction.atomic():
        yield
        transaction.set_rollback(True)


def bring_to(app: str, migration: str) -> None:
    """Run the migrations of an app forth or back, whatever waits to be checked first."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    call_command("migrate", app, migration, verbosity=0, interactive=False)


def rows(question: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the database says; or what it does, of a statement that asks nothing."""
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        return cursor.fetchall() if cursor.description else []
