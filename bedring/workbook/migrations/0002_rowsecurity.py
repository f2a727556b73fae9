# SPDX-License-Identifier: Apache-2.0
"""Row-level security: the person; the team, where the team sees. Answers follow their sheet, and are only added."""

from django.db import migrations

from bedring.kit.rowsecurity import append_only, protect

MINE = "participant_id IN (SELECT bedring_myself())"
TEAM = "participant_id IN (SELECT bedring_people())"
SHOWN = f"{MINE} OR (team_sees AND {TEAM})"
IN_A_SHEET = "sheet_id IN (SELECT id FROM workbook_sheet)"


class Migration(migrations.Migration):
    dependencies = [("workbook", "0001_initial"), ("trust", "0003_site_day")]
    operations = [
        protect("workbook_sheet", see=SHOWN),
        protect("workbook_answer", see=IN_A_SHEET, write=f"{IN_A_SHEET} AND by_id = bedring_actor() AND ({TEAM})"),
        append_only("workbook_answer"),
        append_only("workbook_wording"),
    ]
