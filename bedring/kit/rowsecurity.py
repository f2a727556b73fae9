# SPDX-License-Identifier: Apache-2.0
"""Migration operations for the second wall: row-level security and append-only tables.

The web server connects as a member of the role `bedring_app`, which owns nothing; the worker as one of `bedring_jobs`,
which may do what `for_job` and `let_jobs` say and nothing else. The functions that policies ask belong to
`bedring_functions`, which reads the tables it is let read. What each may do is said anew after every migration
(`ops/roles.py`); these operations narrow it.
"""

from django.db.migrations import RunSQL

APP_ROLE = "bedring_app"
JOBS_ROLE = "bedring_jobs"
FUNCTIONS_ROLE = "bedring_functions"
AT_WORK = "bedring.owner_at_work"
"""The setting by which the owner of the tables says that it means to see every row. Nothing else heeds it."""
SAFE_PATH = "pg_catalog, public, pg_temp"
"""Where a function that runs as another looks for names: a temporary thing never comes before the real one."""

# How a policy asks. Each list is worked out once a statement, from the row's site, person or owner; never the other way
# round, "is this person among all whom I may see", which reads everybody.
STAFF = "organisation_id = ANY(ARRAY(SELECT bedring_any_reach()))"
LEADS = "organisation_id = ANY(ARRAY(SELECT bedring_reach('{programme_leader}')))"
READERS = "organisation_id = ANY(ARRAY(SELECT bedring_reach('{practitioner,programme_leader}')))"
MINE = "participant_id = ANY(ARRAY(SELECT bedring_myself()))"
TEAM = f"(participant_id = ANY(ARRAY(SELECT bedring_cared_for())) OR {LEADS})"
PERSON = f"({MINE} OR {TEAM})"
RECORD = f"({MINE} OR ({TEAM} AND {READERS}))"
SHOWN = f"({MINE} OR (team_sees AND {TEAM}))"
SURE = "(SELECT bedring_sure())"
"""Whether who asks has come in by more than a paper whose PIN another knows. Asked once a statement."""


def protect(table: str, *, see: str, write: str | None = None) -> RunSQL:
    """Row-level security on `table`: rows pass `see` to be read or changed, and `write` (else `see`) to be stored."""
    policy = f"CREATE POLICY bedring ON {table} TO {APP_ROLE} USING ({see}) WITH CHECK ({write or see});"
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; {policy}",
        f"DROP POLICY bedring ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def protect_anew(table: str, *, see: str, write: str | None = None) -> RunSQL:
    """Another rule for a table that has the wall: as in `protect`. Backwards it stays as it is."""
    return RunSQL(f"ALTER POLICY bedring ON {table} USING ({see}) WITH CHECK ({write or see});", RunSQL.noop)


def functions_read(*tables: str) -> RunSQL:
    """Let the functions of the wall read `tables`: as themselves, not where their role is inherited."""
    return RunSQL(
        "".join(
            f"GRANT SELECT ON {table} TO {FUNCTIONS_ROLE};"
            f"CREATE POLICY functions ON {table} FOR SELECT TO {FUNCTIONS_ROLE}"
            f" USING (current_user = '{FUNCTIONS_ROLE}');"
            for table in tables
        ),
        "".join(f"DROP POLICY functions ON {t}; REVOKE ALL ON {t} FROM {FUNCTIONS_ROLE};" for t in tables),
    )


def for_the_service(function: str) -> RunSQL:
    """Mark `function` (with its argument types) so that the web may call it, as it may those of its policies."""
    return RunSQL(f"COMMENT ON FUNCTION {function} IS 'for the service';", f"COMMENT ON FUNCTION {function} IS NULL;")


def for_jobs_too(function: str) -> RunSQL:
    """Mark a function of the service so that the worker may call it as well."""
    return RunSQL(
        f"COMMENT ON FUNCTION {function} IS 'for the service and its jobs';",
        f"COMMENT ON FUNCTION {function} IS 'for the service';",
    )


def light_sees(table: str, see: str) -> RunSQL:
    """What of `table` somebody sees who came in by a paper whose PIN another knows; nothing of it is theirs to write.

    Of a table about people for which this is not said they see nothing: `ops/roles.py` shuts it after each migration.
    """
    return RunSQL(
        f"CREATE POLICY light ON {table} AS RESTRICTIVE TO {APP_ROLE} USING ({SURE} OR ({see})) WITH CHECK ({SURE});"
        f"CREATE POLICY light_keeps ON {table} AS RESTRICTIVE FOR DELETE TO {APP_ROLE} USING ({SURE});",
        f"DROP POLICY light ON {table}; DROP POLICY light_keeps ON {table};",
    )


def for_job(table: str, job: str, *, may: str = "SELECT", columns: str = "") -> RunSQL:
    """Let the named job do one thing with a walled table: SELECT (of these columns), or INSERT. Nobody else gains.

    Said again of what is there, it is said anew.
    """
    test = f"(bedring_service() = '{job}')"
    check = f"WITH CHECK {test}" if may == "INSERT" else f"USING {test}"
    policy = f"{job}_{may.lower()}"
    let = let_jobs(table, may=may, columns=columns)
    return RunSQL(
        f"DROP POLICY IF EXISTS {policy} ON {table};"
        f"CREATE POLICY {policy} ON {table} FOR {may} TO {JOBS_ROLE} {check}; {let.sql}",
        f"DROP POLICY {policy} ON {table}; {let.reverse_sql}",
    )


def let_jobs(table: str, *, may: str = "SELECT", columns: str = "") -> RunSQL:
    """Let the worker do this (privileges, with a comma) with a table that has no wall; SELECT of these columns only."""
    what = may.replace("SELECT", f"SELECT ({columns})") if columns else may
    return RunSQL(f"GRANT {what} ON {table} TO {JOBS_ROLE};", f"REVOKE {what} ON {table} FROM {JOBS_ROLE};")


def append_only(table: str) -> RunSQL:
    """Mark `table` so that the grants after each migration give the service INSERT and SELECT on it, nothing more."""
    return RunSQL(f"COMMENT ON TABLE {table} IS 'append-only';", f"COMMENT ON TABLE {table} IS NULL;")


def read_only(table: str) -> RunSQL:
    """Mark `table` so that the service may only read it: a function writes it."""
    return RunSQL(f"COMMENT ON TABLE {table} IS 'read-only';", f"COMMENT ON TABLE {table} IS 'append-only';")
