# SPDX-License-Identifier: Apache-2.0
"""What changed since last time: three columns that one trigger sets on every row about a person, and tombstones.

`changed_at` is for people; `changed_tx` for machines, since a time alone loses what commits late; `version` counts.
Django knows nothing of the columns, so that no page reads or writes them. `ops/touched.py` puts them there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from psycopg import sql

FUNCTIONS = """
CREATE OR REPLACE FUNCTION bedring_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_at := clock_timestamp();
  NEW.changed_tx := pg_current_xact_id();
  NEW.version := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE OLD.version + 1 END;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION bedring_buried() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := to_jsonb(OLD);
  after jsonb := CASE TG_OP WHEN 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
  person uuid := coalesce(before->>'participant_id', before->>'id')::uuid;
  reason text := CASE
    WHEN TG_OP = 'DELETE' THEN 'erased'
    WHEN before->'organisation_id' <> after->'organisation_id' THEN 'moved'
    WHEN before->>'team_sees' = 'true' AND after->>'team_sees' = 'false' THEN 'hidden'
    WHEN before->>'taken_back_at' IS NULL AND after->>'taken_back_at' IS NOT NULL THEN 'taken_back'
    WHEN before->>'removed_at' IS NULL AND after->>'removed_at' IS NOT NULL THEN 'taken_back' END;
BEGIN
  IF reason IS NOT NULL AND (before ? 'participant_id' IS FALSE OR before->>'participant_id' IS NOT NULL) THEN
    INSERT INTO people_tombstone (id, participant_id, organisation_id, thing, item, reason, at)
    VALUES (gen_random_uuid(), person, (before->>'organisation_id')::uuid, TG_TABLE_NAME, before->>'id', reason,
            clock_timestamp());
  END IF;
  RETURN NULL;
END $$;
"""


@dataclass(frozen=True)
class Changes:
    """Rows that were added or changed, with their versions, and from where to ask next time."""

    rows: tuple[tuple[str, int], ...]
    upto: int


def changed_since(table: str, sites: Iterable[UUID], after: int = 0) -> Changes:
    """What changed in `table` at these sites since `after` (`upto` of the last answer; 0 for all), for who is asking.

    Only what no transaction still in progress can come before is given: a row that commits late comes next time.
    """
    question = sql.SQL(
        "SELECT id::text, version FROM {table} WHERE organisation_id = ANY(%(sites)s)"
        " AND changed_tx >= %(after)s::text::xid8 AND changed_tx < %(upto)s::text::xid8 ORDER BY changed_tx, id"
    ).format(table=sql.Identifier(table))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        upto = int(cursor.fetchone()[0])
        cursor.execute(question, {"sites": list(sites), "after": str(after), "upto": str(upto)})
        return Changes(tuple(cursor.fetchall()), upto)
