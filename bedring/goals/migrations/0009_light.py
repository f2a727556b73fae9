# SPDX-License-Identifier: Apache-2.0
"""By a paper whose PIN another knows one sees the goals and steps that were made together or shown."""

from django.db import migrations

from bedring.kit.rowsecurity import MINE, light_sees


class Migration(migrations.Migration):
    dependencies = [("goals", "0008_only_ones_own_is_shared"), ("people", "0016_light")]
    operations = [
        *[light_sees(table, f"team_sees AND {MINE}") for table in ("goals_goal", "goals_step")],
        *[light_sees(table, MINE) for table in ("goals_goalevent", "goals_stepevent")],
    ]
