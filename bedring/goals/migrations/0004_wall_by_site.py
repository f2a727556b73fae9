# SPDX-License-Identifier: Apache-2.0
"""The wall by site, for goals and steps; their trails follow them."""

from django.db import migrations

from bedring.kit.rowsecurity import PERSON, SHOWN, protect_anew


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_withdraw"), ("trust", "0005_wall_by_site")]
    operations = [
        protect_anew("goals_goal", see=SHOWN),
        protect_anew("goals_step", see=f"{SHOWN} OR id = ANY(ARRAY(SELECT bedring_shared('step')))", write=SHOWN),
        protect_anew("goals_goalevent", see=f"{PERSON} AND EXISTS (SELECT FROM goals_goal g WHERE g.id = goal_id)"),
        protect_anew("goals_stepevent", see=f"{PERSON} AND EXISTS (SELECT FROM goals_step s WHERE s.id = step_id)"),
    ]
