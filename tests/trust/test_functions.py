# SPDX-License-Identifier: Apache-2.0
"""The functions of the wall cannot be turned against it: what a caller plants in their way is never looked at."""

import psycopg
import pytest
from django.db import ProgrammingError, connection

from bedring.ops import postgres
from tests.world import World

PLANTED = """gen_random_uuid() AS id, '{me}'::uuid AS account_id, '{site}'::uuid AS organisation_id,
  date '2000-01-01' AS starts, NULL::date AS ends, now() AS accepted_at"""
PLANTS = {
    "table": f"CREATE TEMPORARY TABLE people_membership AS SELECT {PLANTED}, 'programme_leader'::text AS role",
    "view": "CREATE FUNCTION pg_temp.become() RETURNS text LANGUAGE plpgsql AS $$ BEGIN"
    " PERFORM set_config('planted.ran_as', current_user, false); RETURN 'programme_leader'; END $$;"
    f" CREATE TEMPORARY VIEW people_membership AS SELECT {PLANTED}, pg_temp.become() AS role",
}


@pytest.mark.django_db
def test_the_service_makes_no_temporary_thing(world: World) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied to create temporary"):
        cursor.execute("CREATE TEMPORARY TABLE people_membership (id uuid)")


@pytest.mark.parametrize("plant", list(PLANTS))
def test_a_temporary_thing_in_the_way_is_passed_by(
    world: World, server: postgres.Embedded, owner_url: str, plant: str
) -> None:
    """Even where temporary things are let, a stranger who plants a role for themselves reaches nobody."""
    name = str(psycopg.conninfo.conninfo_to_dict(owner_url)["dbname"])
    with psycopg.connect(server.url("postgres", name)) as db:
        db.execute(f'GRANT TEMPORARY ON DATABASE "{name}" TO {postgres.SERVICE}')
        db.execute(f"SET LOCAL ROLE {postgres.SERVICE}")
        db.execute(PLANTS[plant].format(me=world.bodil.id, site=world.fjellvik.id))
        db.execute("GRANT SELECT ON pg_temp.people_membership TO PUBLIC")
        db.execute("SELECT set_config('bedring.actor', %s, true)", [str(world.bodil.id)])
        assert db.execute("SELECT bedring_reach('{programme_leader}')").fetchall() == []
        assert db.execute("SELECT count(*) FROM people_participant").fetchone() == (0,)
        assert db.execute("SELECT coalesce(current_setting('planted.ran_as', true), '')").fetchone() == ("",)
        db.execute("RESET ROLE")  # the twin: with names looked up as before, the same plant is taken for the real one
        db.execute("ALTER FUNCTION bedring_reach(text[]) SET search_path = public")
        db.execute(f"SET LOCAL ROLE {postgres.SERVICE}")
        assert db.execute("SELECT bedring_reach('{programme_leader}')").fetchall() == [(world.fjellvik.id,)]
        ran_as = db.execute("SELECT coalesce(current_setting('planted.ran_as', true), '')").fetchone()
        assert ran_as == ("bedring_functions" if plant == "view" else "",)
        db.rollback()


def test_the_owner_sees_nobody_until_it_says_that_it_is_at_work(world: World, owner_url: str) -> None:
    with psycopg.connect(owner_url) as db:
        assert db.execute("SELECT count(*) > 0 FROM people_participant").fetchone() == (True,)
        db.execute("SET LOCAL bedring.owner_at_work = 'no'")
        assert db.execute("SELECT count(*) FROM people_participant").fetchone() == (0,)


def test_saying_so_does_not_help_the_service(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL bedring.owner_at_work = 'yes'")
        cursor.execute("SELECT count(*) FROM people_participant")
        assert cursor.fetchone() == (0,)


def test_functions_that_nobody_needs_cannot_be_called(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND proname LIKE 'bedring%'"
            " AND NOT has_function_privilege(p.oid, 'EXECUTE')"
        )
        hidden = {name for (name,) in cursor.fetchall()}
    assert {"bedring_chain_look", "bedring_mac", "bedring_chain_anew"} <= hidden


def test_the_service_writes_no_seal_itself(world: World) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("INSERT INTO trust_logseal (last_look, digest, at) VALUES (0, '', now())")
