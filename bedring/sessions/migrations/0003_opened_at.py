# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models

import bedring.sessions.rules.entries


class Migration(migrations.Migration):
    dependencies = [
        ("imr_sessions", "0002_rowsecurity"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="opened_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    (bedring.sessions.rules.entries.Kind["OPENED"], bedring.sessions.rules.entries.Kind["OPENED"]),
                    (bedring.sessions.rules.entries.Kind["CLOSED"], bedring.sessions.rules.entries.Kind["CLOSED"]),
                    (bedring.sessions.rules.entries.Kind["SIGNED"], bedring.sessions.rules.entries.Kind["SIGNED"]),
                    (bedring.sessions.rules.entries.Kind["PRESENCE"], bedring.sessions.rules.entries.Kind["PRESENCE"]),
                    (
                        bedring.sessions.rules.entries.Kind["STEP_LOOK"],
                        bedring.sessions.rules.entries.Kind["STEP_LOOK"],
                    ),
                    (bedring.sessions.rules.entries.Kind["GOAL"], bedring.sessions.rules.entries.Kind["GOAL"]),
                    (
                        bedring.sessions.rules.entries.Kind["NEXT_STEP"],
                        bedring.sessions.rules.entries.Kind["NEXT_STEP"],
                    ),
                    (
                        bedring.sessions.rules.entries.Kind["HOME_LOOK"],
                        bedring.sessions.rules.entries.Kind["HOME_LOOK"],
                    ),
                    (
                        bedring.sessions.rules.entries.Kind["HOME_PRACTICE"],
                        bedring.sessions.rules.entries.Kind["HOME_PRACTICE"],
                    ),
                    (
                        bedring.sessions.rules.entries.Kind["TECHNIQUE"],
                        bedring.sessions.rules.entries.Kind["TECHNIQUE"],
                    ),
                    (bedring.sessions.rules.entries.Kind["HANDOUT"], bedring.sessions.rules.entries.Kind["HANDOUT"]),
                    (
                        bedring.sessions.rules.entries.Kind["PRACTISED"],
                        bedring.sessions.rules.entries.Kind["PRACTISED"],
                    ),
                    (bedring.sessions.rules.entries.Kind["TOPIC"], bedring.sessions.rules.entries.Kind["TOPIC"]),
                    (bedring.sessions.rules.entries.Kind["PART"], bedring.sessions.rules.entries.Kind["PART"]),
                    (bedring.sessions.rules.entries.Kind["REMARK"], bedring.sessions.rules.entries.Kind["REMARK"]),
                ],
                max_length=20,
            ),
        ),
    ]
