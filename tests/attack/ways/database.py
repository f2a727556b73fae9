# SPDX-License-Identifier: Apache-2.0
"""Somebody has got hold of the service's way into PostgreSQL, and wants more than the service may."""

import contextlib

import psycopg

from bedring.ops import postgres
from tests.attack.register import Function, Policy, Sql, way
from tests.attack.target import Target

FOREIGN = "5c" * 128
WORDS = (
    "goals_goal",
    "goals_step",
    "imr_sessions_note",
    "imr_sessions_noteversion",
    "workbook_answer",
    "people_participant",
)


def _any_of(t: Target, *statements: str) -> str | None:
    """The first of these that the service can do. Each in a transaction that is thrown away."""
    with t.sql() as db:
        for one in statements:
            with contextlib.suppress(psycopg.Error), db.transaction(force_rollback=True):
                done = db.execute(one)
                if done.rowcount != 0:
                    return one
    return None


@way(
    "a temporary table that stands before the real one in a function of the wall",
    Sql("GRANT TEMPORARY ON DATABASE bedring TO PUBLIC"),
    Sql("ALTER FUNCTION bedring_reach(text[]) SET search_path = public"),
)
def shadow(t: Target) -> str | None:
    stranger = t.account("Per Pilegrim")
    with t.sql() as db, contextlib.suppress(psycopg.Error), db.transaction(force_rollback=True):
        db.execute(
            "CREATE TEMPORARY TABLE people_membership AS SELECT gen_random_uuid() AS id, o.id AS organisation_id,"
            f" '{stranger}'::uuid AS account_id, date '2000-01-01' AS starts, NULL::date AS ends,"
            " now() AS accepted_at, 'programme_leader'::text AS role FROM people_organisation o"
        )
        db.execute("GRANT SELECT ON pg_temp.people_membership TO PUBLIC")
        db.execute("SELECT set_config('bedring.actor', %s, true)", [str(stranger)])
        (seen,) = db.execute("SELECT count(*) FROM people_participant WHERE account_id IS NULL").fetchone() or (0,)
        return f"{seen} people" if seen else None
    return None


@way(
    "becoming the owner, the functions' role or an administrator", Sql(f"GRANT {postgres.OWNER} TO {postgres.SERVICE}")
)
def become(t: Target) -> str | None:
    roles = (postgres.OWNER, "bedring_functions", "postgres", "pg_read_all_data", "pg_execute_server_program")
    return _any_of(t, *(f"SET ROLE {role}" for role in roles), f"ALTER ROLE {postgres.SERVICE} BYPASSRLS")


@way("making tables and functions of one's own", Sql("GRANT CREATE ON SCHEMA public TO PUBLIC"))
def make(t: Target) -> str | None:
    body = "RETURNS int LANGUAGE sql AS 'SELECT 1'"
    return _any_of(t, f"CREATE FUNCTION public.own() {body}", "CREATE TABLE public.own (a int)", "CREATE SCHEMA own")


@way("reading the files of the database's machine", Sql(f"GRANT pg_read_server_files TO {postgres.SERVICE}"))
def files(t: Target) -> str | None:
    """What PostgreSQL then says of the file's words does not matter: it has read them."""
    for one in ("COPY people_account (email) FROM '/etc/hostname'", "SELECT pg_read_file('postgresql.conf')",
                "COPY (SELECT 1) TO PROGRAM 'true'"):  # fmt: skip
        with (
            t.sql() as db,
            contextlib.suppress(psycopg.errors.InsufficientPrivilege),
            db.transaction(force_rollback=True),
        ):
            with contextlib.suppress(psycopg.errors.DataError, psycopg.errors.IntegrityError):
                db.execute(one)
            return one
    return None


@way("turning the wall off", Policy("goals_goal"))
def wall_off(t: Target) -> str | None:
    """Nobody asks: not one row, whatever is said to PostgreSQL."""
    said = ("SET LOCAL row_security = off", "SET LOCAL bedring.owner_at_work = 'yes'", "SELECT 1",
            "ALTER TABLE goals_goal NO FORCE ROW LEVEL SECURITY", "DROP POLICY bedring ON goals_goal",
            "ALTER TABLE goals_goal DISABLE ROW LEVEL SECURITY")  # fmt: skip
    for one in said:
        for table in WORDS:
            with t.sql() as db, contextlib.suppress(psycopg.Error), db.transaction(force_rollback=True):
                db.execute(one)
                (seen,) = db.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
                if seen:
                    return f"{seen} rows of {table} after {one}"
    return None


@way(
    "being a job of the service, to read what people wrote",
    Sql(
        "CREATE POLICY wide ON imr_sessions_note FOR SELECT TO bedring_app USING (bedring_service() IS NOT NULL);"
        " GRANT EXECUTE ON FUNCTION bedring_service() TO bedring_app"
    ),
)
def be_a_job(t: Target) -> str | None:
    with t.sql("postgres") as db:
        found = db.execute("SELECT DISTINCT substring(qual FROM 'bedring_service.. = .(\\w+)') FROM pg_policies")
        jobs = [name for (name,) in found.fetchall() if name]
    assert jobs
    for job in [*jobs, "x"]:
        for table in WORDS:
            with t.sql() as db, db.transaction(force_rollback=True):
                (before,) = db.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
                db.execute("SELECT set_config('bedring.service', %s, true)", [job])
                (seen,) = db.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
                if seen > before:
                    return f"{seen} rows of {table} as {job}"
    return None


@way(
    "changing or deleting a look",
    Sql("GRANT UPDATE, DELETE ON trust_accesslog TO bedring_app"),
)
def change_looks(t: Target) -> str | None:
    be = f"SELECT set_config('bedring.actor', '{t.account('Birger Bjørkeblad')}', false)"
    with t.sql() as db:
        db.execute(be)
        for one in ("UPDATE trust_accesslog SET purpose = 'care'", "DELETE FROM trust_accesslog"):
            with contextlib.suppress(psycopg.Error), db.transaction(force_rollback=True):
                if db.execute(one).rowcount:
                    return one
        with contextlib.suppress(psycopg.Error), db.transaction(force_rollback=True):
            db.execute("TRUNCATE trust_accesslog CASCADE")
            return "TRUNCATE"
    return None


@way("writing, changing or deleting a seal", Sql("GRANT INSERT, UPDATE, DELETE ON trust_logseal TO bedring_app"))
def seals(t: Target) -> str | None:
    return _any_of(
        t,
        "INSERT INTO trust_logseal SELECT id + 1000000, last_look, digest, at, number + 1000000, looks, previous, mac"
        " FROM trust_logseal LIMIT 1",
        "DELETE FROM trust_logseal",
        "UPDATE trust_logseal SET looks = 0",
    )


@way("a look by somebody else, without the key of the log", Function("bedring_chain_look", "<> 256", "< 0"))
def forge_a_look(t: Target) -> str | None:
    """A look as another than who asks, and a look chained without the key."""
    columns = "participant_id, organisation_id, account_id, role, kind, purpose, at, number, previous, hash"
    with t.sql("postgres") as db:
        person = db.execute("SELECT id, organisation_id FROM people_participant LIMIT 1").fetchone()
    assert person
    me, other = t.account("Birger Bjørkeblad"), t.account("Gro Granbar")
    for actor, looked, key in ((me, other, FOREIGN), (me, me, "")):
        with t.sql() as db, contextlib.suppress(psycopg.Error), db.transaction(force_rollback=True):
            db.execute("SELECT set_config('bedring.actor', %s, true)", [str(actor)])
            db.execute("SELECT set_config('bedring.log_key', %s, true)", [key])
            db.execute(
                f"INSERT INTO trust_accesslog ({columns}) VALUES (%s, %s, %s, 'x', 'goal', 'care', now(), 0, '', '')",
                [*person, looked],
            )
            return "a look of somebody else's" if looked == other else "a look without the key"
    return None


REHASH = f"""DO $$ DECLARE one trust_accesslog; last text := ''; person uuid; BEGIN
  FOR one IN SELECT * FROM trust_accesslog ORDER BY participant_id, number LOOP
    IF person IS DISTINCT FROM one.participant_id THEN last := ''; person := one.participant_id; END IF;
    one.previous := last; one.purpose := 'care'; last := bedring_mac('{FOREIGN}', bedring_look_said(one));
    UPDATE trust_accesslog SET purpose = 'care', previous = one.previous, hash = last WHERE id = one.id;
  END LOOP; DELETE FROM trust_logseal; PERFORM bedring_seal_log('{FOREIGN}'); END $$"""


@way(
    "as the owner, rewriting the read log and chaining and sealing it anew, without its key",
    Sql("""CREATE OR REPLACE FUNCTION bedring_mac(pads text, said text) RETURNS text LANGUAGE sql IMMUTABLE AS
           $$ SELECT encode(sha256(convert_to(said, 'UTF8')), 'hex') $$"""),
)
def rehash(t: Target) -> str | None:
    with t.sql("postgres") as db, db.transaction(force_rollback=True):
        db.execute(REHASH)
        (found,) = db.execute("SELECT count(*) FROM bedring_verify_log(%s)", [t.log_key()]).fetchone() or (0,)
        return None if found else "a log that verifies, and says something else"
    return None


@way(
    "reading PostgreSQL's log for what people wrote",
    Sql("ALTER SYSTEM SET log_min_messages = 'warning'"),
    Sql("ALTER SYSTEM SET log_min_error_statement = 'error'"),
    Sql("SELECT pg_reload_conf()"),
)
def read_the_log(t: Target) -> str | None:
    marker = "Vaffelrøre-på-torsdag"
    with t.sql() as db:
        for one in (f"SELECT '{marker}'::uuid", f"SELECT 1/0, '{marker}'", f"INSERT INTO goals_goal (id, words) VALUES"
                    f" (gen_random_uuid(), '{marker}')"):  # fmt: skip
            with contextlib.suppress(psycopg.Error):
                db.execute(one)
    logs = [t.data / "pg" / "log", *t.data.glob("*.log")]
    return next((f"words in {log.name}" for log in logs if marker.encode() in log.read_bytes()), None)
