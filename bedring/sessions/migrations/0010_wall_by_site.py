# SPDX-License-Identifier: Apache-2.0
"""The wall by site, for the record. With it go the functions that walked all people, here where the last of them leaned."""

from django.db import migrations

from bedring.kit.rowsecurity import LEADS, PERSON, READERS, RECORD, STAFF, protect_anew

MINE = """
CREATE FUNCTION bedring_my_sessions() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT s.id FROM imr_sessions_enrolment e JOIN imr_sessions_session s ON s.course_id = e.course_id
   WHERE e.participant_id IN (SELECT bedring_myself()) $$;
"""
OF_MY_COURSES = "ANY(ARRAY(SELECT bedring_my_courses()))"
NOTE = f"((participant_id IS NULL AND {READERS}) OR {RECORD})"
NO_PERSON = f"participant_id IS NULL AND ({STAFF} OR session_id = ANY(ARRAY(SELECT bedring_my_sessions())))"


class Migration(migrations.Migration):
    dependencies = [
        ("imr_sessions", "0009_namesakes"),
        ("goals", "0004_wall_by_site"),
        ("workbook", "0003_wall_by_site"),
        ("trust", "0005_wall_by_site"),
    ]
    operations = [
        migrations.RunSQL(MINE, "DROP FUNCTION bedring_my_sessions();"),
        protect_anew("imr_sessions_course", see=f"{STAFF} OR id = {OF_MY_COURSES}", write=STAFF),
        protect_anew("imr_sessions_courseleader", see=STAFF, write=LEADS),
        protect_anew("imr_sessions_enrolment", see=PERSON, write=f"{STAFF} AND {PERSON}"),
        protect_anew("imr_sessions_enrolmentevent", see=PERSON, write=f"{STAFF} AND {PERSON}"),
        protect_anew("imr_sessions_session", see=f"{STAFF} OR course_id = {OF_MY_COURSES}", write=STAFF),
        protect_anew(
            "imr_sessions_entry",
            see=f"({NO_PERSON}) OR {PERSON}",
            write=f"{STAFF} AND by_id = bedring_actor() AND (participant_id IS NULL OR {PERSON})",
        ),
        protect_anew(
            "imr_sessions_said",
            see=f"({NO_PERSON}) OR {PERSON}",
            write=f"{STAFF} AND (participant_id IS NULL OR {PERSON})",
        ),
        protect_anew("imr_sessions_refusedentry", see=STAFF, write=f"{STAFF} AND by_id = bedring_actor()"),
        protect_anew("imr_sessions_note", see=NOTE, write=f"{NOTE} AND {READERS}"),
        protect_anew("imr_sessions_noteversion", see=NOTE, write=f"{NOTE} AND {READERS} AND by_id = bedring_actor()"),
        migrations.RunSQL("DROP FUNCTION bedring_records(); DROP FUNCTION bedring_people();", migrations.RunSQL.noop),
    ]
