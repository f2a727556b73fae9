# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models

STATES = ["none", "active", "paused", "left", "completed"]
CHANGES = ["enrol", "pause", "resume", "leave", "complete", "take_back"]


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0005_additions_begun")]
    operations = [
        migrations.AlterField(
            model_name="enrolment",
            name="state",
            field=models.CharField(choices=[(s, s) for s in STATES], default="active", max_length=10),
        ),
        migrations.AlterField(
            model_name="enrolmentevent",
            name="change",
            field=models.CharField(choices=[(c, c) for c in CHANGES], max_length=10),
        ),
    ]
