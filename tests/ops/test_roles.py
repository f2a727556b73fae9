# SPDX-License-Identifier: Apache-2.0
"""The service must not be able to become the owner of the tables: each way that could be open is planted, and found."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from bedring.kit.environment import DEVELOPMENT_KEY, read
from bedring.kit.rowsecurity import APP_ROLE, JOBS_ROLE
from bedring.ops import doctor, postgres
from bedring.ops.roles import faults, make_role
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


ROLES = {postgres.SERVICE: APP_ROLE, postgres.WORKER: JOBS_ROLE}


def found(db: psycopg.Connection, login: str = postgres.SERVICE) -> list[str]:
    db.execute(f"SET LOCAL ROLE {login}")  # type: ignore[arg-type]
    said = list(faults(db, ROLES[login]))
    db.execute("RESET ROLE")
    return said


@pytest.mark.parametrize("login", list(ROLES))
def test_a_migrated_database_has_no_fault(server: postgres.Embedded, database: str, login: str) -> None:
    with psycopg.connect(server.url(login, database)) as db:
        assert list(faults(db, ROLES[login])) == []


@pytest.mark.parametrize("how", [*PLANTED, *AS_ADMINISTRATOR])
def test_each_way_is_found(server: postgres.Embedded, database: str, how: str) -> None:
    statement, words = (PLANTED | AS_ADMINISTRATOR)[how]
    with psycopg.connect(server.url("postgres", database)) as db:
        db.execute(statement.format(db=database))  # type: ignore[arg-type]
        assert any(words in sentence for sentence in found(db))
        db.rollback()
        assert found(db) == []


PLANTED_FOR_THE_WORKER = {
    "temporary tables": PLANTED["temporary tables"],
    "passing the wall": (f"ALTER ROLE {postgres.WORKER} BYPASSRLS", "The worker's database role can pass"),
    "being the web as well": (f"GRANT bedring_app TO {postgres.WORKER}", "member of other roles than bedring_jobs"),
    "being no worker": (f"REVOKE bedring_jobs FROM {postgres.WORKER}", "not a member of bedring_jobs"),
    "reading notes": ("GRANT SELECT ON imr_sessions_noteversion TO bedring_jobs", "table about people that no job"),
    "writing goals": ("GRANT INSERT ON goals_goal TO bedring_jobs", "table about people that no job needs"),
    "one column of who takes part": ("GRANT SELECT (name) ON people_participant TO bedring_jobs", "no job needs"),
}
PLANTED_FOR_THE_WEB = {
    "being the worker as well": (f"GRANT bedring_jobs TO {postgres.SERVICE}", "member of other roles than bedring_app"),
    "passing for a job": ("GRANT EXECUTE ON FUNCTION bedring_service() TO bedring_app", "may pass for a job"),
    "a role one signs in as": ("ALTER ROLE bedring_jobs LOGIN", "can do more than it needs"),
}
BY_LOGIN = {postgres.WORKER: PLANTED_FOR_THE_WORKER, postgres.SERVICE: PLANTED_FOR_THE_WEB}


@pytest.mark.parametrize(("login", "how"), [(login, how) for login, ways in BY_LOGIN.items() for how in ways])
def test_each_way_between_the_web_and_the_worker_is_found(
    server: postgres.Embedded, database: str, login: str, how: str
) -> None:
    statement, words = BY_LOGIN[login][how]
    with psycopg.connect(server.url("postgres", database)) as db:
        db.execute(statement.format(db=database))  # type: ignore[arg-type]
        assert any(words in sentence for sentence in found(db, login))
        db.rollback()
        assert found(db, login) == []


def test_the_web_cannot_become_the_worker_nor_the_worker_the_web(server: postgres.Embedded, database: str) -> None:
    for one, other in ((postgres.SERVICE, postgres.WORKER), (postgres.WORKER, postgres.SERVICE)):
        for role in (other, ROLES[other], postgres.OWNER, "bedring_functions"):
            with psycopg.connect(server.url(one, database)) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.execute(f"SET ROLE {role}")  # type: ignore[arg-type]


def test_a_policy_of_the_web_that_asks_for_a_job_is_found(server: postgres.Embedded, database: str) -> None:
    from bedring.ops.roles import grant

    with psycopg.connect(server.url("postgres", database)) as db:
        db.execute(f"SET LOCAL ROLE {postgres.OWNER}")
        db.execute("CREATE POLICY wide ON imr_sessions_note TO bedring_app USING (bedring_service() IS NOT NULL)")
        grant(db)
        db.execute("RESET ROLE")
        assert any("may pass for a job" in sentence for sentence in found(db))
        db.rollback()


THE_WORKER_MAY = """
kit_askedfor: DELETE, SELECT, UPDATE
people_account: SELECT of email, id, is_active, language, last_login, password
people_carerelation: SELECT
people_membership: SELECT of accepted_at, account_id, ends, id, organisation_id, starts
people_organisation: SELECT
people_press: DELETE; SELECT of at
people_signin: DELETE; SELECT of expire_date
people_signincode: DELETE; SELECT of account_id, expires_at, id, kind, used_at
people_signintry: DELETE; SELECT of at
trust_accesslog: SELECT
trust_logseal: SELECT
trust_looktoexplain: INSERT, SELECT
"""
MAY = """
SELECT c.relname || ': ' || concat_ws('; ',
  (SELECT string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type)
     FROM aclexplode(c.relacl) a WHERE a.grantee = r.oid),
  (SELECT string_agg(DISTINCT a.privilege_type, '') || ' of ' || string_agg(t.attname, ', ' ORDER BY t.attname::text)
     FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = c.oid AND a.grantee = r.oid))
FROM pg_class c, pg_roles r WHERE r.rolname = 'bedring_jobs' AND c.relkind = 'r' AND c.relname !~ '^procrastinate_'
  AND (EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee = r.oid)
    OR EXISTS (SELECT FROM pg_attribute t, aclexplode(t.attacl) a WHERE t.attrelid = c.oid AND a.grantee = r.oid))
ORDER BY 1
"""


def test_what_the_worker_may_can_be_read_aloud(server: postgres.Embedded, database: str) -> None:
    with psycopg.connect(server.url("postgres", database)) as db:
        assert [line for (line,) in db.execute(MAY).fetchall()] == THE_WORKER_MAY.strip().splitlines()


def test_the_worker_cannot_read_what_anybody_wrote(server: postgres.Embedded, database: str) -> None:
    """No note, goal, sheet or name, whatever job it says it is, and whoever it says asks."""
    with psycopg.connect(server.url("postgres", database)) as db:
        everything = "SELECT relname FROM pg_class WHERE relrowsecurity AND relname !~ '^(trust|people_(care|member))'"
        tables = [name for (name,) in db.execute(everything).fetchall()]
    assert {"imr_sessions_note", "goals_goal", "workbook_answer", "people_participant"} <= set(tables)
    for table in tables:
        with psycopg.connect(server.url(postgres.WORKER, database)) as db:
            db.execute("SELECT set_config('bedring.service', 'looks_without_relation', true)")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.execute(f"SELECT 1 FROM {table}")  # type: ignore[arg-type]


def test_the_worker_does_not_start_as_the_service_nor_without_a_role_of_its_own(
    server: postgres.Embedded, database: str
) -> None:
    env = {"BEDRING_MODE": "development", "DATABASE_URL": server.url(postgres.SERVICE, database)}
    one_line(bedring("worker", **env), "DATABASE_WORKER_URL is missing")
    one_line(bedring("worker", **env, DATABASE_WORKER_URL=env["DATABASE_URL"]), "not a member of bedring_jobs")
    as_worker = server.url(postgres.WORKER, database)
    one_line(bedring("serve", "--port", "1", **env | {"DATABASE_URL": as_worker}), "not a member of bedring_app")


def test_doctor_looks_at_the_worker_too(
    server: postgres.Embedded, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(url: str) -> str:
        monkeypatch.setenv("DATABASE_WORKER_URL", url)
        return "\n".join(doctor._of_the_worker())

    assert "DATABASE_WORKER_URL is missing" in found("")
    assert "The worker's database role is not a member of bedring_jobs" in found(server.url(postgres.SERVICE, database))
    assert "worker's" not in found(server.url(postgres.WORKER, database))


@pytest.mark.parametrize("command", ["serve", "worker"])
@pytest.mark.parametrize("role", [postgres.OWNER, "postgres"])
def test_nothing_is_served_as_somebody_who_passes_the_wall(
    server: postgres.Embedded, database: str, command: str, role: str
) -> None:
    env = {"BEDRING_MODE": "development"} | dict.fromkeys(
        ("DATABASE_URL", "DATABASE_WORKER_URL"), server.url(role, database)
    )
    one_line(bedring(command, *(["--port", "1"] if command == "serve" else []), **env), "database role")


def test_the_published_key_is_not_well() -> None:
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


def test_two_that_make_the_same_role_at_once(server: postgres.Embedded, worker_id: str) -> None:
    """Another database of the same server is migrated at that moment: its role is ours, and nobody is refused."""
    role, address = f"planted_{worker_id}", server.url("postgres", "postgres")
    with (
        psycopg.connect(address) as first,
        psycopg.connect(address, autocommit=True) as second,
        ThreadPoolExecutor(1) as hands,
    ):
        first.execute(f"CREATE ROLE {role} NOLOGIN")  # not committed yet: the second does not see it
        late = hands.submit(make_role, second, role, "NOLOGIN")
        with psycopg.connect(address, autocommit=True) as looks:
            for _ in range(500):
                if looks.execute(
                    "SELECT 1 FROM pg_locks WHERE NOT granted AND pid = %s", [second.info.backend_pid]
                ).fetchone():
                    break
                time.sleep(0.02)
        first.commit()
        try:
            late.result(10)
            assert second.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role]).fetchone() == (1,)
        finally:
            second.execute(f"DROP ROLE IF EXISTS {role}")
