# SPDX-License-Identifier: Apache-2.0
"""By a paper whose PIN another knows one sees when one meets and the handouts one has had; no note."""

from django.db import migrations

from bedring.kit.rowsecurity import MINE, light_sees


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0015_said_by_its_function"), ("people", "0016_light")]
    operations = [
        *[light_sees(table, MINE) for table in ("imr_sessions_enrolment", "imr_sessions_enrolmentevent")],
        light_sees("imr_sessions_expected", MINE),
        *[light_sees(f"imr_sessions_{one}", f"participant_id IS NULL OR {MINE}") for one in ("entry", "said")],
    ]
