# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_sign_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="supporter",
            name="removed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
