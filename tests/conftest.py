# SPDX-License-Identifier: Apache-2.0
"""Tests run on a real PostgreSQL of their own, connected as the service, in a world everybody knows (world.py)."""

import gc
import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from psycopg.conninfo import conninfo_to_dict
from pytest_django.plugin import DjangoDbBlocker

from bedring.ops import postgres
from tests.world import World, build_world

gc.set_threshold(50_000, 20, 20)  # as seldom as in a web worker (config/warm.py)

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "bedring"
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
SERVER = Path(tempfile.gettempdir()) / f"bedring-tests-{os.getuid()}-{CHECKOUT}" / "pg"
"""One server a checkout, so that two checkouts can be tested at once."""


TESTS = "bedring_tests"
"""Who signs in for tests: it becomes the service at once, and for a job the worker (jobs.py)."""


@pytest.fixture(scope="session")
def server() -> postgres.Embedded:
    """A PostgreSQL for tests, kept between runs, shared by the workers of one run."""
    running = postgres.start(SERVER)
    with psycopg.connect(running.url("postgres", "postgres"), autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(1)")
        if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [TESTS]).fetchone():
            db.execute(f"CREATE ROLE {TESTS} LOGIN IN ROLE {postgres.SERVICE}, {postgres.WORKER}")
    return running


def fresh_database(server: postgres.Embedded, name: str) -> str:
    """A database of this name with all tables and nobody in it. Returns the owner's address.

    Migrations are run once for each state of what makes the tables; every run then begins with a copy.
    """
    from bedring.ops.roles import grant

    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(1)")  # two workers make it once
        migrated = _migrated(server, db)
        db.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        db.execute(f'CREATE DATABASE "{name}" OWNER {postgres.OWNER} TEMPLATE "{migrated}"')
        db.execute(f"ALTER DATABASE \"{name}\" SET bedring.clock = 'given'")  # tests say what time it is
    url = server.url(postgres.OWNER, name)
    with psycopg.connect(url) as owner:
        grant(owner)  # what is granted on the database itself is not copied
    return url


def _migrated(server: postgres.Embedded, db: psycopg.Connection) -> str:
    """The name of a database in which all migrations have run, made when there is none of this state."""
    from bedring.ops.migrate import migrate

    sources = [
        *HOUSE.glob("*/migrations/*.py"),
        *HOUSE.glob("kit/row*.py"),
        HOUSE / "kit/trail.py",
        *HOUSE.glob("ops/*.py"),
    ]
    state = hashlib.sha256(b"".join(p.read_bytes() for p in [ROOT / "requirements.lock", *sorted(sources)]))
    name = f"migrated_{state.hexdigest()[:12]}"
    known = [one for (one,) in db.execute("SELECT datname FROM pg_database WHERE datname LIKE 'migrated%'").fetchall()]
    if name not in known:
        for old in [*known, "half_migrated"]:
            db.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        postgres.make_database(server, "half_migrated")
        migrate(server.url(postgres.OWNER, "half_migrated"))
        db.execute(f'ALTER DATABASE half_migrated RENAME TO "{name}"')
    return name


@pytest.fixture(scope="session")
def owner_url(server: postgres.Embedded, worker_id: str) -> str:
    """The owner's way into the database of this worker: for tests of the walls only."""
    return server.url(postgres.OWNER, f"bedring_test_{worker_id}")


@pytest.fixture(scope="session")
def django_db_setup(
    server: postgres.Embedded, worker_id: str, owner_url: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In place of pytest-django's: tables belong to the owner, tests connect as the service."""
    with django_db_blocker.unblock():
        fresh_database(server, f"bedring_test_{worker_id}")
        wanted = conninfo_to_dict(server.url(TESTS, f"bedring_test_{worker_id}"))
        connection.settings_dict.update(NAME=wanted["dbname"], USER=wanted["user"], HOST=wanted["host"])
        connection.settings_dict["OPTIONS"]["options"] += f" -c role={postgres.SERVICE}"
        _WORLD.append(pickle.dumps(build_world(owner_url)))
        connections.close_all()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


_WORLD: list[bytes] = []


@pytest.fixture
def world(db: None) -> World:
    """Ane, Birger, Cathrine and the rest, as copies of the test's own. Built once; what it changes is rolled back."""
    found: World = pickle.loads(_WORLD[0])
    return found


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """gw0, gw1 … under xdist, else `main`."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(autouse=True)
def nobody_has_printed() -> None:
    """One test's papers do not make the next test wait for a minute."""
    from bedring.web.parts.printing import printer

    printer.forget(papers=False)
