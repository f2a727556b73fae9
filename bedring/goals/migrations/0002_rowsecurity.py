# SPDX-License-Identifier: Apache-2.0
"""Row-level security: the person; the team, where the team sees; a supporter, a shared step."""

from django.db import migrations

from bedring.kit.rowsecurity import append_only, protect

MINE = "participant_id IN (SELECT bedring_myself())"
TEAM = "participant_id IN (SELECT bedring_people())"
SHOWN = f"{MINE} OR (team_sees AND {TEAM})"


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial"), ("trust", "0002_rowsecurity")]
    operations = [
        protect("goals_goal", see=SHOWN),
        protect("goals_step", see=f"{SHOWN} OR id IN (SELECT bedring_shared('step'))", write=SHOWN),
        protect("goals_goalevent", see=f"goal_id IN (SELECT id FROM goals_goal) AND ({TEAM})"),
        protect("goals_stepevent", see=f"step_id IN (SELECT id FROM goals_step) AND ({TEAM})"),
        append_only("goals_goalevent"),
        append_only("goals_stepevent"),
    ]
