# SPDX-License-Identifier: Apache-2.0
"""The base of every table, and who is asking as PostgreSQL sees it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction


class Row(models.Model):
    """A table whose key can be made anywhere, without asking the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


WHO = "SELECT set_config('bedring.actor', %s, true), set_config('bedring.light', %s, true)"


def set_actor(account_id: uuid.UUID | None, *, light: bool = False) -> None:
    """Tell PostgreSQL who asks, until the end of the transaction in progress.

    `light`: they came in by a paper whose PIN somebody else knows, and see what was made together or shown, no more.
    """
    with connection.cursor() as cursor:
        cursor.execute(WHO, [str(account_id or ""), "yes" if light else ""])


def set_service(name: str) -> None:
    """Tell PostgreSQL which named job asks, until the end of the transaction in progress. It is nobody's account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bedring.service', %s, true)", [name])


@contextmanager
def acting_as(account_id: uuid.UUID | None) -> Iterator[None]:
    """One transaction in which the database lets through only what this account may see."""
    with transaction.atomic():
        set_actor(account_id)
        yield


def is_demo_database() -> bool:
    """Whether the database bears the mark that `bedring demo` puts on its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('bedring.demo', true) = 'yes'")
        return bool(cursor.fetchone()[0])
