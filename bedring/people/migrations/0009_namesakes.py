# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_tombstones")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("participant", "called", "called_alone"),
                migrations.AlterField(
                    "participant", "called_alone", models.CharField(max_length=100, db_column="called")
                ),
            ],
        ),
        migrations.AddField("participant", "apart", models.CharField(max_length=220, default="")),
    ]
