# SPDX-License-Identifier: Apache-2.0
"""Bring a database to this version: as the owner of the tables, never as the service."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from bedring.kit.rowsecurity import AT_WORK
from bedring.ops.roles import grant, make_roles
from bedring.ops.touched import watch


@contextmanager
def as_owner(owner_url: str) -> Iterator[None]:
    """Within this block Django's connection is the owner's, at work; afterwards it is what it was."""
    before = dict(connection.settings_dict)
    wanted = psycopg.conninfo.conninfo_to_dict(owner_url)
    options = {"options": f"-c {AT_WORK}=yes"}
    keys = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    connections.close_all()
    connection.settings_dict.update({ours: wanted.get(theirs, "") for ours, theirs in keys.items()})
    connection.settings_dict["OPTIONS"] = {**before["OPTIONS"], **options}
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(before)


def migrate(owner_url: str, *, say: int = 0) -> None:
    """Run all migrations with the owner's connection, then say anew what the service's role may do.

    `say` is Django's verbosity.
    """
    with psycopg.connect(owner_url, autocommit=True) as db:
        make_roles(db)
    with as_owner(owner_url):
        call_command("migrate", verbosity=say, interactive=False)
        call_command("createcachetable", verbosity=say)
        with connection.cursor() as cursor:
            cursor.execute("SELECT bedring_chain_anew(%s)", [settings.READ_LOG_KEY])
    with psycopg.connect(owner_url, autocommit=True) as db:
        watch(db)
        grant(db)
