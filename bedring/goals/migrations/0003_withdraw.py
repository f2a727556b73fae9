# SPDX-License-Identifier: Apache-2.0

from django.db import migrations, models

import bedring.goals.rules


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
                    (bedring.goals.rules.StepMove["AGREE"], bedring.goals.rules.StepMove["AGREE"]),
                    (bedring.goals.rules.StepMove["LOOK"], bedring.goals.rules.StepMove["LOOK"]),
                    (bedring.goals.rules.StepMove["REST"], bedring.goals.rules.StepMove["REST"]),
                    (bedring.goals.rules.StepMove["PICK_UP"], bedring.goals.rules.StepMove["PICK_UP"]),
                    (bedring.goals.rules.StepMove["LET_GO"], bedring.goals.rules.StepMove["LET_GO"]),
                    (bedring.goals.rules.StepMove["REPLACE"], bedring.goals.rules.StepMove["REPLACE"]),
                    (bedring.goals.rules.StepMove["WITHDRAW"], bedring.goals.rules.StepMove["WITHDRAW"]),
                ],
                max_length=10,
            ),
        ),
    ]
