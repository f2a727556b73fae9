# SPDX-License-Identifier: Apache-2.0
"""Later, exactly once: a job asked for in the transaction that needs it, done by a named service, then marked done.

`ask` writes the job and its key with whatever else the transaction writes: neither is ever there without the other.
What a job does in the database and the mark that it is done are one transaction too, so that it happens once however
often the worker is killed. A mail cannot be taken back: if the worker is killed between sending and marking, it is sent
again. It is never lost.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedring.kit import clock
from bedring.kit.models import AskedFor
from bedring.kit.rows import set_actor, set_service

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)
"""After 4, 16, 64 and 256 seconds."""
REMEMBERED = timedelta(days=30)
"""For how long a key that is done keeps the same job from being asked for again."""

ASK = """
INSERT INTO kit_askedfor (key, job, asked_at) VALUES (%s, %s, %s) ON CONFLICT (key) DO NOTHING
"""


def ask(name: str, *, key: str | None = None, **given: str) -> bool:
    """Ask for a job by its name, in the transaction in progress. The same key is done once; False: it is asked for.

    `given` holds ids, never words. Without a key it is a job of its own.
    """
    key = key or f"{name}:{uuid4()}"
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ASK, [key, name, clock.now()])
            if not cursor.rowcount:
                return False
        app.configure_task(name).defer(key=key, **given)
    return True


def job(name: str, **how: Any) -> Callable[[Callable[..., None]], Any]:
    """Make a function a job: one transaction, as the service of that name, which sees what its policies let it see.

    `how` goes to procrastinate. Tried again after a failure, unless `retry` says otherwise.
    """

    def as_job(function: Callable[..., None]) -> Any:
        @wraps(function)
        def run(*, key: str = "", **given: Any) -> None:
            with transaction.atomic():
                set_actor(None)
                set_service(name)
                if not key or _is_to_do(key):
                    function(**given)
                set_service("")

        return app.task(name=name, **{"retry": AGAIN} | how)(run)

    return as_job


def _is_to_do(key: str) -> bool:
    """Whether this is still to be done, marked as done in the same transaction. Two workers wait for each other."""
    asked = AskedFor.objects.select_for_update().filter(key=key, done_at=None)
    return bool(asked.update(done_at=clock.now()))


def forget_done() -> int:
    """Take away the keys of what was done long ago. Returns how many."""
    gone, _ = AskedFor.objects.filter(done_at__lt=clock.now() - REMEMBERED).delete()
    return gone
