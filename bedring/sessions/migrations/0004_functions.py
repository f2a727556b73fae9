# SPDX-License-Identifier: Apache-2.0
"""What the wall's functions read of this room."""

from django.db import migrations

from bedring.kit.rowsecurity import functions_read


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0003_opened_at"), ("people", "0005_functions")]
    operations = [functions_read("imr_sessions_enrolment", "imr_sessions_session")]
