# SPDX-License-Identifier: Apache-2.0
"""What was written before in a sheet is the person's alone: others read what stands in each field now.

What somebody wrote themselves they can find again, so that an answer sent twice is known and counts once.
"""

from django.db import migrations

from bedring.kit.rowsecurity import for_the_service, functions_read

STANDS = """
CREATE FUNCTION bedring_stands(sheet uuid, name text, place integer) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT NOT EXISTS (SELECT FROM workbook_answer a WHERE a.sheet_id = sheet AND a.field = name AND a.number > place) $$;
"""
POLICY = """
CREATE POLICY what_stands ON workbook_answer AS RESTRICTIVE FOR SELECT TO bedring_app
USING (participant_id IN (SELECT bedring_myself()) OR by_id = bedring_actor() OR bedring_stands(sheet_id, field, number));
"""


class Migration(migrations.Migration):
    dependencies = [("workbook", "0003_wall_by_site")]
    operations = [
        functions_read("workbook_answer"),
        migrations.RunSQL(STANDS, "DROP FUNCTION bedring_stands(uuid, text, integer);"),
        for_the_service("bedring_stands(uuid, text, integer)"),
        migrations.RunSQL(POLICY, "DROP POLICY what_stands ON workbook_answer;"),
    ]
