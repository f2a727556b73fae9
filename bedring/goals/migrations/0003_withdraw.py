# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("goals", "0002_rowsecurity"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stepevent",
            name="move",
            field=models.CharField(
                choices=[
                    ("agree", "agree"),
                    ("look", "look"),
                    ("rest", "rest"),
                    ("pick_up", "pick_up"),
                    ("let_go", "let_go"),
                    ("replace", "replace"),
                    ("withdraw", "withdraw"),
                ],
                max_length=10,
            ),
        ),
    ]
