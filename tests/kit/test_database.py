# SPDX-License-Identifier: Apache-2.0
"""A connection is looked at before it is used again: at no cost while it lives, and a dead one is noticed."""

import psycopg
import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from bedring.ops import postgres
from tests.signed_in import browser
from tests.world import World

MARKER = "wordssomebodywrote"


def test_a_living_connection_is_asked_nothing(world: World) -> None:
    one = connections.create_connection("default")
    try:
        one.ensure_connection()
        with CaptureQueriesContext(one) as asked:
            assert one.is_usable()
        assert list(asked) == []
    finally:
        one.close()


@pytest.mark.parametrize("how", ["ended by the server", "closed here"])
def test_a_dead_connection_is_noticed(world: World, server: postgres.Embedded, how: str) -> None:
    one = connections.create_connection("default")
    try:
        one.ensure_connection()
        if how == "closed here":
            one.connection.close()
        else:
            with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as db:
                db.execute("SELECT pg_terminate_backend(%s, 5000)", [one.connection.info.backend_pid])
        assert not one.is_usable()
    finally:
        one.close()


def test_who_asks_is_one_statement(world: World) -> None:
    """The sign-in, with the account and all it may be, told in the same breath; nothing else."""
    client = browser(world.birger)
    client.get("/tonight/")
    with CaptureQueriesContext(connections["default"]) as asked:
        client.get("/tonight/")
    statements = [one["sql"] for one in asked]
    words = ("people_signin", "people_membership", "bedring_facts", "bedring.actor", 'FROM "people_account"')
    assert len([sql for sql in statements if any(word in sql for word in words)]) == 1
    assert "people_signin" in next(sql for sql in statements if "SAVEPOINT" not in sql)


def test_what_people_wrote_is_never_part_of_a_statement(world: World) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT %s::text, query FROM pg_stat_activity WHERE pid = pg_backend_pid()", [MARKER])
        said, statement = cursor.fetchone()
    assert said == MARKER
    assert MARKER not in statement


def test_a_question_is_planned_once_for_everybody(world: World) -> None:
    """The second time it is asked it is prepared, and never planned for one value alone."""
    one = connections.create_connection("default")
    try:
        with one.cursor() as cursor:
            for name in ("Ane", "Arne", "Aud", "Nils"):
                cursor.execute("SELECT id FROM people_organisation WHERE name = %s", [name])
            cursor.execute(
                "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%people_organi%'"
            )
            assert cursor.fetchall() == [(3, 0)]
    finally:
        one.close()
