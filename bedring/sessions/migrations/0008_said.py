# SPDX-License-Identifier: Apache-2.0
"""What is said now is a table, kept whenever an entry is added; seen and written by those who see the entry."""

from django.db import migrations

from bedring.kit.rowsecurity import protect
from bedring.kit.trail import keeps_said

STAFF = "organisation_id IN (SELECT bedring_any_reach())"
PERSON = "participant_id IN (SELECT bedring_people())"
BEFORE = """
INSERT INTO imr_sessions_said
  (id, session_id, organisation_id, participant_id, kind, key, says, entry_id, by_id, made_at, number, others)
SELECT DISTINCT ON (session_id, participant_id, kind, key)
  gen_random_uuid(), session_id, organisation_id, participant_id, kind, key, says, id, by_id, made_at, number,
  (SELECT count(DISTINCT by_id) > 1 FROM imr_sessions_entry o WHERE o.session_id = e.session_id
     AND o.participant_id IS NOT DISTINCT FROM e.participant_id AND o.kind = e.kind AND o.key = e.key)
FROM imr_sessions_entry e ORDER BY session_id, participant_id, kind, key, made_at DESC, number DESC
"""


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0007_ledger")]
    operations = [
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        keeps_said("imr_sessions_entry", "imr_sessions_said", "session"),
        protect(
            "imr_sessions_said",
            see=f"(participant_id IS NULL AND ({STAFF} OR session_id IN (SELECT id FROM imr_sessions_session))) OR {PERSON}",
            write=f"{STAFF} AND (participant_id IS NULL OR {PERSON})",
        ),
    ]
