# SPDX-License-Identifier: Apache-2.0
"""After every migration: each table about a person says when its rows changed, and leaves tombstones.

A new table is found by its columns, so that nobody has to think of it.
"""

import psycopg
from psycopg import sql

from bedring.kit.rowchanges import FUNCTIONS

ABOUT_PEOPLE = """
SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
   AND 2 = (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid
     AND a.attname IN (CASE c.relname WHEN 'people_participant' THEN 'id' ELSE 'participant_id' END, 'organisation_id'))
 ORDER BY c.relname
"""
COLUMNS = """
ALTER TABLE {table}
  ADD COLUMN IF NOT EXISTS changed_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN IF NOT EXISTS changed_tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
  ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 1
"""
TRIGGERS = """
CREATE OR REPLACE TRIGGER touched_new BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION bedring_touched();
CREATE OR REPLACE TRIGGER touched BEFORE UPDATE ON {table} FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION bedring_touched();
CREATE OR REPLACE TRIGGER buried AFTER UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION bedring_buried();
"""


def watch(db: psycopg.Connection) -> list[str]:
    """Give every table about a person its columns, triggers and index. Returns the tables that were new to it.

    `db` is the owner's connection, in autocommit: the index is made without keeping anybody from writing.
    """
    db.execute(FUNCTIONS)
    there = [name for (name,) in db.execute(ABOUT_PEOPLE).fetchall()]
    new = [name for name in there if not _is_watched(db, name)]
    for name in new:
        table, index = sql.Identifier(name), sql.Identifier(f"{name}_changed")
        with db.transaction():
            db.execute(sql.SQL(COLUMNS).format(table=table))
            db.execute(sql.SQL(TRIGGERS).format(table=table))
        db.execute(sql.SQL("DROP INDEX IF EXISTS {}").format(index))  # half made, if it was stopped in the middle
        columns = sql.SQL("(organisation_id, changed_tx)")
        db.execute(sql.SQL("CREATE INDEX CONCURRENTLY {} ON {} {}").format(index, table, columns))
    return new


def _is_watched(db: psycopg.Connection, table: str) -> bool:
    whole = "SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = %s AND i.indisvalid"
    return db.execute(whole, [f"{table}_changed"]).fetchone() is not None
