# SPDX-License-Identifier: Apache-2.0
"""The roles in PostgreSQL: who owns, who serves, who does jobs, as whom the wall's functions run; and whether it is so.

Said anew after every migration, so that a new table or function is walled in without anybody thinking of it.
"""

import contextlib
import re
from collections.abc import Iterator

import psycopg
from psycopg import sql

from bedring.kit.rowsecurity import APP_ROLE, AT_WORK, FUNCTIONS_ROLE, JOBS_ROLE, SAFE_PATH, SURE

READ_ONLY = re.compile(r"django_(migrations|content_type)")
ALLOWED = {"append-only": "INSERT, SELECT", "read-only": "SELECT"}
OURS = "n.nspname = 'public' AND (p.proname LIKE 'bedring\\_%' OR p.prosecdef)"
NEEDED = """
(EXISTS (SELECT FROM pg_depend d JOIN pg_policy y ON y.oid = d.objid WHERE d.classid = 'pg_policy'::regclass
   AND d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid AND '{role}'::regrole = ANY(y.polroles))
 OR coalesce(obj_description(p.oid, 'pg_proc'), '') LIKE 'for the %{mark}%')
"""
"""Whether a role calls a function: because a policy of its own asks it, or because the function is marked so."""


def make_roles(db: psycopg.Connection) -> None:
    """The roles nobody signs in as, where they are missing; and that who migrates may hand its functions over.

    `db` is the owner's connection, or an administrator's. Without CREATEROLE they must be there already.
    """
    for role in (APP_ROLE, JOBS_ROLE, FUNCTIONS_ROLE):
        make_role(db, role, "NOLOGIN")
    (may,) = _one(db, "SELECT pg_has_role(current_user, %s, 'USAGE')", FUNCTIONS_ROLE)
    if not may:
        db.execute(f"GRANT {FUNCTIONS_ROLE} TO CURRENT_USER")


def make_role(db: psycopg.Connection, role: str, how: str) -> None:
    """`CREATE ROLE role how`, where there is none of the name. `db` commits by itself.

    Roles belong to the whole server: whoever makes the same one from another database at that moment has made it.
    """
    if db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        return
    with contextlib.suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        db.execute(sql.SQL("CREATE ROLE {} " + how).format(sql.Identifier(role)))


def grant(db: psycopg.Connection) -> None:
    """Say anew what each role may do. `db` is the owner's connection; all of it or nothing."""
    with db.transaction():
        (name,) = _one(db, "SELECT current_database()")
        db.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(str(name))))
        db.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        db.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}, {JOBS_ROLE}, {FUNCTIONS_ROLE}")
        db.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}, {JOBS_ROLE}")
        _grant_tables(db)
        _force_walls(db)
        _shut_to_light(db)
        _hand_over_functions(db)


def _grant_tables(db: psycopg.Connection) -> None:
    """What the mark of each table says: all, only adding, or only reading. The worker has the queue.

    What else it has is said where it is made (`kit/rowsecurity.for_job`, `let_jobs`).
    """
    tables = db.execute(
        "SELECT oid::regclass::text, obj_description(oid) FROM pg_class"
        " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    for table, comment in tables:
        mark = "read-only" if READ_ONLY.fullmatch(table) else comment
        allowed = ALLOWED.get(mark, "INSERT, SELECT, UPDATE, DELETE")
        db.execute(f"REVOKE ALL ON {table} FROM {APP_ROLE}")
        db.execute(f"GRANT {allowed} ON {table} TO {APP_ROLE}")
        if table.startswith("procrastinate_"):
            db.execute(f"GRANT {allowed} ON {table} TO {JOBS_ROLE}")


ABOUT_PEOPLE = """
SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity
  AND c.relnamespace = 'public'::regnamespace AND (c.relname = 'people_participant'
    OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'participant_id'))
  AND NOT EXISTS (SELECT FROM pg_policy y WHERE y.polrelid = c.oid AND y.polname = 'light' AND NOT y.polpermissive)
"""
"""Tables about people of which nobody has said what the light part shows (`kit/rowsecurity.light_sees`)."""


def _shut_to_light(db: psycopg.Connection) -> None:
    """They are not of the light part: whoever came in by a paper whose PIN another knows sees nothing of them."""
    for (table,) in db.execute(ABOUT_PEOPLE).fetchall():
        db.execute(f"CREATE POLICY light ON {table} AS RESTRICTIVE TO {APP_ROLE} USING ({SURE}) WITH CHECK ({SURE})")


def _force_walls(db: psycopg.Connection) -> None:
    """The owner too stands before the wall, until it says that it is at work: as in a migration or a foundation."""
    walled = "SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
    for (table,) in db.execute(walled).fetchall():
        db.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        db.execute(f"DROP POLICY IF EXISTS owner_at_work ON {table}")
        db.execute(
            f"CREATE POLICY owner_at_work ON {table} TO CURRENT_USER"
            f" USING (current_user <> '{FUNCTIONS_ROLE}' AND current_setting('{AT_WORK}', true) = 'yes')"
        )


def _hand_over_functions(db: psycopg.Connection) -> None:
    """Functions that run as another run as `bedring_functions`, and are called only where they are needed."""
    web, jobs = NEEDED.format(role=APP_ROLE, mark="service"), NEEDED.format(role=JOBS_ROLE, mark="jobs")
    found = db.execute(
        f"SELECT p.oid::regprocedure::text, p.prosecdef, {web}, {jobs}"
        f" FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {OURS}"
    ).fetchall()
    db.execute(f"GRANT CREATE ON SCHEMA public TO {FUNCTIONS_ROLE}")
    for function, definer, for_web, for_jobs in found:
        callers = [FUNCTIONS_ROLE, *([APP_ROLE] if for_web else []), *([JOBS_ROLE] if for_jobs else [])]
        db.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC, {APP_ROLE}, {JOBS_ROLE}")
        db.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {', '.join(callers)}")
        if definer:
            db.execute(f"ALTER FUNCTION {function} SET search_path = {SAFE_PATH}")
            db.execute(f"ALTER FUNCTION {function} OWNER TO {FUNCTIONS_ROLE}")
    db.execute(f"REVOKE CREATE ON SCHEMA public FROM {FUNCTIONS_ROLE}")


def _one(db: psycopg.Connection, query: str, *given: object) -> tuple[object, ...]:
    return tuple(db.execute(query, given).fetchone() or ())


WHO = {APP_ROLE: "service", JOBS_ROLE: "worker"}
FAULTS = [
    (
        "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls OR rolcreaterole)",
        "The {who}'s database role can pass row-level security. Use a plain member of {role}.",
    ),
    (
        "SELECT 1 WHERE NOT pg_has_role(%(role)s, 'MEMBER')",
        "The {who}'s database role is not a member of {role}. GRANT {role} TO it.",
    ),
    (
        "SELECT 1 FROM pg_roles WHERE rolname NOT IN (current_user, %(role)s)"
        " AND pg_has_role(current_user, oid, 'MEMBER')"
        " AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)",
        "The {who}'s database role is a member of other roles than {role}. REVOKE them: it could become one.",
    ),
    (
        "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner = current_user::regrole",
        "The {who}'s database role owns tables. Let another role own them (DATABASE_OWNER_URL).",
    ),
    (
        "SELECT 1 WHERE has_database_privilege(current_database(), 'TEMPORARY')",
        "The {who} may make temporary tables, which could stand in for real ones. As the database's owner, run"
        " `bedring migrate`, or REVOKE TEMPORARY ON DATABASE … FROM PUBLIC.",
    ),
    (
        "SELECT 1 WHERE has_schema_privilege('public', 'CREATE')",
        "The {who} may make tables and functions. As the schema's owner: REVOKE CREATE ON SCHEMA public FROM PUBLIC.",
    ),
    (
        "SELECT 1 FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity",
        "Some tables do not force row-level security on their owner. Run `bedring migrate`.",
    ),
    (
        "SELECT 1 FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.attname = 'participant_id'"
        " AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity",
        "A table about people has no row-level security. Run `bedring migrate`.",
    ),
    (ABOUT_PEOPLE, "A table about people is open to who came in by a paper another knows. Run `bedring migrate`."),
    (
        "SELECT 1 FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND"
        f" (p.proowner IS DISTINCT FROM to_regrole('{FUNCTIONS_ROLE}')::oid"
        f"  OR NOT coalesce(p.proconfig, '{{}}') @> ARRAY['search_path={SAFE_PATH}']"
        "   OR EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0))",
        "A function that runs as another could be turned by who calls it. Run `bedring migrate`.",
    ),
    (
        f"SELECT 1 FROM pg_roles WHERE rolname IN ('{APP_ROLE}', '{JOBS_ROLE}', '{FUNCTIONS_ROLE}')"
        " AND (rolsuper OR rolbypassrls OR rolcanlogin)",
        "A role of Bedring's that nobody signs in as can do more than it needs: ALTER ROLE bedring_app,"
        " bedring_jobs and bedring_functions NOLOGIN NOBYPASSRLS NOSUPERUSER.",
    ),
    (
        f"SELECT 1 WHERE %(role)s = '{APP_ROLE}'"
        " AND has_function_privilege(to_regprocedure('bedring_service()'), 'EXECUTE')"
        " AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)",
        "The service may pass for a job: a policy of bedring_app asks for one. Let it be for bedring_jobs.",
    ),
    (
        f"SELECT 1 FROM pg_class c WHERE %(role)s = '{JOBS_ROLE}' AND c.relkind IN ('r', 'p')"
        " AND c.relnamespace = 'public'::regnamespace AND c.relrowsecurity"
        " AND NOT EXISTS (SELECT FROM pg_policy y WHERE y.polrelid = c.oid AND %(role)s::regrole = ANY(y.polroles))"
        " AND has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE')",
        "The worker may reach a table about people that no job needs. REVOKE ALL on it FROM bedring_jobs.",
    ),
]
"""(a query that finds something when it is so, the sentence)."""


def faults(db: psycopg.Connection, role: str = APP_ROLE) -> Iterator[str]:
    """What is wrong with the roles, as the own connection of the service, or of the worker (`role`), sees it.

    A sentence each, saying what to do.
    """
    if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        yield f"The database has no role {role}. Run `bedring migrate`."
        return
    for query, sentence in FAULTS:
        if db.execute(query, {"role": role}).fetchone() is not None:
            yield sentence.format(who=WHO[role], role=role)
