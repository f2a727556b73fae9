# SPDX-License-Identifier: Apache-2.0
"""The service as it is installed, on a database of the tests' own and a free port of the loopback address."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from typing import IO

from django.db import connection, connections
from psycopg.conninfo import conninfo_to_dict

from bedring.kit.environment import DEVELOPMENT_KEY
from bedring.ops import postgres
from tests.conftest import SERVER, fresh_database
from tests.running import ROOT, free_port, wait_for
from tests.world import World, build_world

SERVE = "import sys; from bedring.ops.run import serve; serve('127.0.0.1', int(sys.argv[1]), {}, application='{}')"


def world_in(name: str) -> tuple[postgres.Embedded, World]:
    """A new database of this name with the world in it, which this process is connected to from now on."""
    server = postgres.start(SERVER)
    owner = fresh_database(server, name)
    wanted = conninfo_to_dict(server.url(postgres.SERVICE, name))
    connections.close_all()
    connection.settings_dict.update(NAME=wanted["dbname"], USER=wanted["user"], HOST=wanted["host"])
    return server, build_world(owner)


@contextlib.contextmanager
def served(
    database: str, workers: int | None = None, application: str = "bedring.config.wsgi:application"
) -> Iterator[int]:
    """The port it listens on, until the block ends. `workers`: as many as cores when not given."""
    port = free_port()
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BEDRING_", "DATABASE_", "DJANGO_"))}
    env = clean | {"BEDRING_MODE": "development", "BEDRING_SECRET_KEY": DEVELOPMENT_KEY, "DATABASE_URL": database}
    command = [sys.executable, "-c", SERVE.format(workers, application), str(port)]
    with tempfile.TemporaryFile("w+") as told:  # a pipe that nobody reads would fill, and hold the service up
        yield from _serving(command, env, port, told)


def _serving(command: list[str], env: dict[str, str], port: int, told: IO[str]) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=told, stderr=told)

    def answers() -> bool:
        if process.poll() is not None:
            told.seek(0)
            raise AssertionError(told.read())
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
            return True
        return False

    try:
        wait_for(answers)
        yield port
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(timeout=40)
