# SPDX-License-Identifier: Apache-2.0
"""Migration operations for the second wall: row-level security and append-only tables.

The service connects as a member of the role `bedring_app`, which owns no table. What the role may do with a table is
granted after each migration (`bedring migrate`); these operations narrow it.
"""

from django.db.migrations import RunSQL

APP_ROLE = "bedring_app"


def protect(table: str, *, see: str, write: str | None = None) -> RunSQL:
    """Row-level security on `table`: rows pass `see` to be read or changed, and `write` (else `see`) to be stored."""
    policy = f"CREATE POLICY bedring ON {table} TO {APP_ROLE} USING ({see}) WITH CHECK ({write or see});"
    return RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; {policy}",
        f"DROP POLICY bedring ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def append_only(table: str) -> RunSQL:
    """Mark `table` so that the grants after each migration give the service INSERT and SELECT on it, nothing more."""
    return RunSQL(f"COMMENT ON TABLE {table} IS 'append-only';", f"COMMENT ON TABLE {table} IS NULL;")
