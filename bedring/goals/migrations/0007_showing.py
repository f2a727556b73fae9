# SPDX-License-Identifier: Apache-2.0
"""Showing and keeping back are things that happen, and are the person's alone to know of."""

from django.db import migrations, models

GOAL = ["set", "change", "rest", "pick_up", "reach", "let_go", "show", "hide"]
STEP = ["agree", "look", "rest", "pick_up", "let_go", "replace", "withdraw", "reword", "restore", "show", "hide"]
ALONE = """
CREATE POLICY alone ON {table} AS RESTRICTIVE FOR SELECT TO bedring_app
USING (move NOT IN ('show', 'hide') OR participant_id IN (SELECT bedring_myself()));
"""


class Migration(migrations.Migration):
    dependencies = [("goals", "0006_ledger")]
    operations = [
        migrations.AlterField("goalevent", "move", models.CharField(choices=[(m, m) for m in GOAL], max_length=10)),
        migrations.AlterField("stepevent", "move", models.CharField(choices=[(m, m) for m in STEP], max_length=10)),
        *[
            migrations.RunSQL(ALONE.format(table=table), f"DROP POLICY alone ON {table};")
            for table in ("goals_goalevent", "goals_stepevent")
        ],
    ]
