# SPDX-License-Identifier: Apache-2.0
"""The service must not be able to become the owner of the tables: each way that could be open is planted, and found."""

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from bedring.kit.environment import DEVELOPMENT_KEY, read
from bedring.ops import postgres
from bedring.ops.roles import faults
from tests.conftest import fresh_database
from tests.running import bedring, one_line

PLANTED = {
    "temporary tables": ('GRANT TEMPORARY ON DATABASE "{db}" TO PUBLIC', "temporary tables"),
    "making tables": ("GRANT CREATE ON SCHEMA public TO PUBLIC", "may make tables"),
    "a wall not forced": ("ALTER TABLE people_participant NO FORCE ROW LEVEL SECURITY", "do not force"),
    "a table without a wall": ("CREATE TABLE planted (participant_id uuid)", "no row-level security"),
    "a function of the owner": (
        "CREATE FUNCTION planted() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "could be turned",
    ),
    "names looked up in temporary first": (
        "ALTER FUNCTION bedring_reach(text[]) SET search_path = public",
        "could be turned",
    ),
    "open to everybody": ("GRANT EXECUTE ON FUNCTION bedring_reach(text[]) TO PUBLIC", "could be turned"),
    "an owner of a table": (f"ALTER TABLE django_cache OWNER TO {postgres.SERVICE}", "owns tables"),
}
AS_ADMINISTRATOR = {
    "passing the wall": (f"ALTER ROLE {postgres.SERVICE} BYPASSRLS", "can pass row-level security"),
    "becoming the owner": (f"GRANT {postgres.OWNER} TO {postgres.SERVICE}", "member of other roles"),
    "functions that pass the wall": ("ALTER ROLE bedring_functions BYPASSRLS", "can do more than it needs"),
}


@pytest.fixture(scope="module")
def database(server: postgres.Embedded, worker_id: str, django_db_blocker: DjangoDbBlocker) -> str:
    name = f"bedring_roles_{worker_id}"
    with django_db_blocker.unblock():
        fresh_database(server, name)
    return name


def found(db: psycopg.Connection) -> list[str]:
    db.execute(f"SET LOCAL ROLE {postgres.SERVICE}")
    said = list(faults(db))
    db.execute("RESET ROLE")
    return said


def test_a_migrated_database_has_no_fault(server: postgres.Embedded, database: str) -> None:
    with psycopg.connect(server.url(postgres.SERVICE, database)) as db:
        assert list(faults(db)) == []


@pytest.mark.parametrize("how", [*PLANTED, *AS_ADMINISTRATOR])
def test_each_way_is_found(server: postgres.Embedded, database: str, how: str) -> None:
    statement, words = (PLANTED | AS_ADMINISTRATOR)[how]
    with psycopg.connect(server.url("postgres", database)) as db:
        db.execute(statement.format(db=database))  # type: ignore[arg-type]
        assert any(words in sentence for sentence in found(db))
        db.rollback()
        assert found(db) == []


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize("role", [postgres.OWNER, "postgres"])
def test_nothing_is_served_as_somebody_who_passes_the_wall(
    server: postgres.Embedded, database: str, command: str, role: str
) -> None:
    env = {"BEDRING_MODE": "development", "DATABASE_URL": server.url(role, database)}
    one_line(bedring(command, *(["--port", "1"] if command == "serve" else []), **env), "database role")


def test_the_published_key_is_not_well(server: postgres.Embedded, database: str) -> None:
    said = bedring("doctor", BEDRING_MODE="development", DATABASE_URL=server.url(postgres.SERVICE, database)).stdout
    assert "BEDRING_SECRET_KEY is the published one" in said
    env = {
        "BEDRING_SECRET_KEY": DEVELOPMENT_KEY,
        "BEDRING_ADDRESS": "https://x.example",
        "DATABASE_URL": "postgresql://x",
    }
    assert ["published" in problem for problem in read(env).problems] == [True]
    assert read(env | {"BEDRING_SECRET_KEY": "".join(chr(60 + i) for i in range(55))}).problems == ()


def test_migrating_again_mends_what_the_owner_can_mend(server: postgres.Embedded, database: str) -> None:
    from bedring.ops.roles import grant

    owner, service = server.url(postgres.OWNER, database), server.url(postgres.SERVICE, database)
    with psycopg.connect(owner) as db:
        for how in ("temporary tables", "a wall not forced", "names looked up in temporary first", "open to everybody"):
            db.execute(PLANTED[how][0].format(db=database))  # type: ignore[arg-type]
    with psycopg.connect(service) as db:
        assert len(list(faults(db))) == 3
    with psycopg.connect(owner) as db:
        grant(db)
    with psycopg.connect(service) as db:
        assert list(faults(db)) == []
