# SPDX-License-Identifier: Apache-2.0
"""Row-level security of the record: courses by site, people by person, notes by who reads the record."""

from django.db import migrations

from bedring.kit.rowsecurity import append_only, protect

OWN_COURSES = """
CREATE FUNCTION bedring_my_courses() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT course_id FROM imr_sessions_enrolment WHERE participant_id IN (SELECT bedring_myself()) $$;
"""
STAFF = "organisation_id IN (SELECT bedring_any_reach())"
LEADS = "organisation_id IN (SELECT bedring_reach('{programme_leader}'))"
READERS = "organisation_id IN (SELECT bedring_reach('{practitioner,programme_leader}'))"
PERSON = "participant_id IN (SELECT bedring_people())"
RECORD = "participant_id IN (SELECT bedring_records())"
MINE = "participant_id IN (SELECT bedring_myself())"
NOTE = f"(participant_id IS NULL AND {READERS}) OR {RECORD}"


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0001_initial"), ("goals", "0002_rowsecurity")]
    operations = [
        migrations.RunSQL(OWN_COURSES, "DROP FUNCTION bedring_my_courses();"),
        protect("imr_sessions_course", see=f"{STAFF} OR id IN (SELECT bedring_my_courses())", write=STAFF),
        protect("imr_sessions_courseleader", see=STAFF, write=LEADS),
        protect("imr_sessions_enrolment", see=PERSON, write=f"{STAFF} AND {PERSON}"),
        protect("imr_sessions_enrolmentevent", see=PERSON, write=f"{STAFF} AND {PERSON}"),
        protect("imr_sessions_session", see=f"{STAFF} OR course_id IN (SELECT bedring_my_courses())", write=STAFF),
        protect(
            "imr_sessions_entry",
            see=f"(participant_id IS NULL AND ({STAFF} OR session_id IN (SELECT id FROM imr_sessions_session))) OR {PERSON}",
            write=f"{STAFF} AND by_id = bedring_actor() AND (participant_id IS NULL OR {PERSON})",
        ),
        protect("imr_sessions_refusedentry", see=STAFF, write=f"{STAFF} AND by_id = bedring_actor()"),
        protect("imr_sessions_note", see=NOTE, write=f"({NOTE}) AND {READERS}"),
        protect("imr_sessions_noteversion", see=NOTE, write=f"({NOTE}) AND {READERS} AND by_id = bedring_actor()"),
        append_only("imr_sessions_enrolmentevent"),
        append_only("imr_sessions_entry"),
        append_only("imr_sessions_refusedentry"),
        append_only("imr_sessions_noteversion"),
    ]
