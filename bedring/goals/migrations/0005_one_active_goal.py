# SPDX-License-Identifier: Apache-2.0
"""One active recovery goal with the team, and one alone. Where there were more, the newest stays active, the others rest."""

from django.db import migrations, models
from django.db.models import Q

REST_DOUBLES = """
UPDATE goals_goal g SET state = 'resting' WHERE g.level = 'recovery' AND g.state = 'active' AND EXISTS (
  SELECT 1 FROM goals_goal o WHERE o.level = 'recovery' AND o.state = 'active' AND o.participant_id = g.participant_id
    AND o.team_sees = g.team_sees AND (o.set_at, o.id) > (g.set_at, g.id));
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("goals", "0004_wall_by_site")]

    operations = [
        migrations.RunSQL(REST_DOUBLES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "goal",
            models.UniqueConstraint(
                "participant",
                "team_sees",
                condition=Q(level="recovery", state="active"),
                name="one_active_goal_with_the_team_and_one_alone",
            ),
        ),
    ]
