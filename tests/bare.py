# SPDX-License-Identifier: Apache-2.0
"""The least that a write through this web server can be: one insert, with nothing around it. Beside it, the service."""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

from bedring.config.wsgi import application as service

TABLE = "CREATE TABLE bare (id uuid PRIMARY KEY, said text NOT NULL); GRANT INSERT ON bare TO PUBLIC"
_own = threading.local()


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """`/bare` inserts a row, by a connection of this thread that stays open; all else is the service."""
    if environ["PATH_INFO"] != "/bare":
        return service(environ, start)
    if not hasattr(_own, "db"):
        _own.db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    _own.db.execute("INSERT INTO bare VALUES (gen_random_uuid(), %s)", ["here"], prepare=True)
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
