# SPDX-License-Identifier: Apache-2.0
"""What happens to goals and steps stands on the ledger; a step knows whose place it took, and whether it was a mistake.

Until now a pause while typing made a step, and the next pause another: those are taken for what they were.
"""

import django.db.models.deletion
from django.db import migrations, models

from bedring.kit.trail import onto_the_ledger

STATES = ["current", "resting", "done", "let_go", "replaced", "withdrawn"]
MOVES = ["agree", "look", "rest", "pick_up", "let_go", "replace", "withdraw", "reword", "restore"]
MISTAKES = """
UPDATE goals_step SET state = 'withdrawn' WHERE state = 'let_go'
  AND (SELECT move FROM goals_stepevent e WHERE e.step_id = goals_step.id ORDER BY number DESC LIMIT 1) = 'withdraw'
"""
PAUSES = """
UPDATE goals_step SET state = 'withdrawn' WHERE state = 'replaced' AND id IN (
  SELECT step_id FROM goals_stepevent GROUP BY step_id
  HAVING array_agg(move::text ORDER BY number) = ARRAY['agree', 'replace'] AND count(DISTINCT by_id) = 1
    AND max(made_at) - min(made_at) < interval '10 minutes')
"""


class Migration(migrations.Migration):
    dependencies = [("goals", "0005_one_active_goal")]
    operations = [
        *onto_the_ledger("goalevent", "goals_goalevent", "goals_goalevent_numbers"),
        *onto_the_ledger("stepevent", "goals_stepevent", "goals_stepevent_numbers"),
        migrations.AddField(
            "step",
            "replaces",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="goals.step"
            ),
        ),
        migrations.AlterField(
            "step", "state", models.CharField(choices=[(s, s) for s in STATES], default="current", max_length=10)
        ),
        migrations.AlterField("stepevent", "move", models.CharField(choices=[(m, m) for m in MOVES], max_length=10)),
        migrations.RunSQL([MISTAKES, PAUSES], migrations.RunSQL.noop),
    ]
