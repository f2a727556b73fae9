# SPDX-License-Identifier: Apache-2.0
"""`bedring doctor`: what is wrong with the settings and the database, and what to do about it."""

import os
from collections.abc import Iterator

import psycopg

from bedring.kit.environment import DEVELOPMENT_KEY, NO_WORKER, PUBLISHED_KEY, read
from bedring.kit.rowsecurity import JOBS_ROLE
from bedring.ops.quiet import words_logged
from bedring.ops.roles import faults


def doctor() -> int:
    """Print every finding, one a line. Returns 0 when all is well, 1 when something is not."""
    found = list(read().problems) or list(_of_the_system())
    for problem in found:
        print(f"not well: {problem}")
    if not found:
        print("All is well.")
    return 1 if found else 0


def verify_log() -> int:
    """Print every place where the read log was tampered with, one a line. Returns 0 when it is whole, else 1."""
    from bedring.trust.commands import broken_looks

    found = broken_looks()
    for problem in found:
        print(f"not well: {problem}")
    if not found:
        print("The read log is whole.")
    return 1 if found else 0


def _of_the_system() -> Iterator[str]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedring.config.settings")
    django.setup()
    from django.conf import settings
    from django.db import DatabaseError

    if settings.SECRET_KEY == DEVELOPMENT_KEY:
        yield PUBLISHED_KEY
    try:
        yield from _of_the_database()
    except (DatabaseError, psycopg.Error):
        yield "The database does not answer. Is PostgreSQL running, and is DATABASE_URL right?"
    yield from _of_django()
    from bedring.curriculum.check import check

    report = check(settings.CONTENT_DIRS)
    if report.problems:
        yield f"Content: {len(report.problems)} errors. `bedring content check` shows them."


def _of_the_database() -> Iterator[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    connection.ensure_connection()
    yield from faults(connection.connection)
    yield from _of_the_worker()
    yield from words_logged(connection.connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        if "off" in cursor.fetchone():
            yield "PostgreSQL runs with fsync or synchronous_commit off: what is saved may be lost. Turn both on."
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "The database is older than this version. Run `bedring migrate`."
        return
    from bedring.trust.commands import broken_looks, seal_is_late

    if read().log_folder is None:
        yield "The read log is told nowhere outside the database: set BEDRING_LOG_FOLDER."
    if seal_is_late():
        yield "The read log was last sealed over an hour ago. Is `bedring worker` running?"
    for problem in broken_looks():
        yield f"Read log: {problem}."


def _of_the_worker() -> Iterator[str]:
    url = os.environ.get("DATABASE_WORKER_URL")
    if not url:
        yield NO_WORKER
        return
    with psycopg.connect(url, connect_timeout=5, autocommit=True) as db:
        yield from faults(db, JOBS_ROLE)


def _of_django() -> Iterator[str]:
    from django.conf import settings
    from django.core import checks

    for message in checks.run_checks(include_deployment_checks=settings.PRODUCTION):
        yield f"{message.id}: {message.msg.splitlines()[0]}"
