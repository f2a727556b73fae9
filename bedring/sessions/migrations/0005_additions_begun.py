# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models

KINDS = ["draft", "signed", "addendum", "begun"]


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0004_functions")]
    operations = [
        migrations.AlterField(
            model_name="noteversion",
            name="kind",
            field=models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=10),
        ),
    ]
