# SPDX-License-Identifier: Apache-2.0
"""The two processes of the service: the web server and the background worker."""

import os
import socket
import subprocess
import sys
import time

import psycopg

from bedring.kit.environment import Unsafe, read
from bedring.kit.refusals import Stop
from bedring.kit.rowsecurity import APP_ROLE, JOBS_ROLE
from bedring.ops.keep import StartedAgain, keep, stop_on_signals
from bedring.ops.roles import faults

PATIENCE = 30
"""Seconds that a process waits for a database that is just starting, too."""
HANDS, MOST_WORKERS = 4, 16
"""Threads of one web worker, each with a connection of its own; and so many workers, unless more are asked for, so that
all of them stay within the hundred connections that PostgreSQL lets in when nothing else is said."""
KEPT = 600
"""Seconds that a thread without work is kept: its connection goes with it, and the plans that PostgreSQL made for it.
More Granian does not allow."""


def check_port(host: str, port: int, hint: str) -> None:
    """Raise Stop, with `hint` as what to do, when `port` cannot be listened on."""
    if not 0 <= port <= 65535:
        raise Stop(f"There is no port {port}: choose one from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Stop(f"Port {port} is taken by another program. {hint}") from None


def check_safe(role: str = APP_ROLE) -> None:
    """Raise Unsafe, a sentence for each thing wrong, unless the settings and the database's roles are as they must be.

    Asked before anything listens: a service that is the owner of the tables would serve as well, without any wall.
    `role`: whose member this process is to be.
    """
    problems = list(read().problems)
    if not problems:
        with _reach_database() as db:
            problems = list(faults(db, role))
    if problems:
        raise Unsafe("\n".join(problems))


def _reach_database() -> psycopg.Connection:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return psycopg.connect(os.environ.get("DATABASE_URL", ""), connect_timeout=5, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise Unsafe(
                    "The database does not answer. Is PostgreSQL running, and is DATABASE_URL right?"
                ) from None
            time.sleep(0.5)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serve(
    host: str, port: int, workers: int | None = None, *, application: str = "bedring.config.wsgi:application"
) -> int:
    """Serve the pages until stopped, with a worker for each core when no number is given.

    Settings or roles that are not safe stop it before it listens. `application`: another one, to measure beside it.
    """
    from granian import Granian
    from granian.constants import Interfaces

    check_safe()
    check_port(host, port, "Choose another with --port.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedring.config.settings")
    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or min(cores(), MOST_WORKERS),
        blocking_threads=HANDS,
        blocking_threads_idle_timeout=KEPT,
        log_enabled=False,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
    ).serve()
    return 0


def work() -> int:
    """Take jobs from the queue and run the timed ones, until stopped. Nothing is taken before all is checked safe.

    They run in a process of their own, which is started again when it ends: when the database went away, too.
    """
    check_safe(JOBS_ROLE)
    stop_on_signals()
    command = [sys.executable, "-m", "bedring", "worker", "--unkept"]
    keep([StartedAgain("worker", lambda: subprocess.Popen(command, start_new_session=True))])  # noqa: S603
    return 0


def work_unkept() -> int:
    """Take jobs until stopped, or until the database goes away."""
    from django.core.management import call_command

    call_command("procrastinate", "worker", "--delete-jobs", "successful")
    return 0
