# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


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
                    (
                        "opened",
                        "opened",
                    ),
                    (
                        "closed",
                        "closed",
                    ),
                    (
                        "signed",
                        "signed",
                    ),
                    (
                        "presence",
                        "presence",
                    ),
                    (
                        "step_look",
                        "step_look",
                    ),
                    (
                        "goal",
                        "goal",
                    ),
                    (
                        "next_step",
                        "next_step",
                    ),
                    (
                        "home_look",
                        "home_look",
                    ),
                    (
                        "home_practice",
                        "home_practice",
                    ),
                    (
                        "technique",
                        "technique",
                    ),
                    (
                        "handout",
                        "handout",
                    ),
                    (
                        "practised",
                        "practised",
                    ),
                    (
                        "topic",
                        "topic",
                    ),
                    (
                        "part",
                        "part",
                    ),
                    (
                        "remark",
                        "remark",
                    ),
                ],
                max_length=20,
            ),
        ),
    ]
