# SPDX-License-Identifier: Apache-2.0
"""What a job does in a test it does as the worker's role, which may do far less than the web's."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from bedring.ops import postgres


@contextmanager
def as_worker() -> Iterator[None]:
    """Within this block the database is asked by the worker; afterwards by the service again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {postgres.WORKER}")
        yield
        cursor.execute(f"SET LOCAL ROLE {postgres.SERVICE}")
