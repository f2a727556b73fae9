# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models

MADE = models.Func(models.Func(function="gen_random_uuid", output_field=models.UUIDField()), function="uuid_send")


class Migration(migrations.Migration):
    dependencies = [("people", "0005_functions")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="device_salt",
            field=models.BinaryField(
                db_default=models.Func(MADE, function="sha256", output_field=models.BinaryField())
            ),
        ),
    ]
