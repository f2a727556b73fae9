# SPDX-License-Identifier: Apache-2.0
"""Who leads can be said. And what is said now is kept with fewer indexes, and is not looked up twice: its entry was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imr_sessions", "0016_light"),
        ("people", "0016_light"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="said",
            name="said_of_a_person",
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "opened"),
                    ("closed", "closed"),
                    ("signed", "signed"),
                    ("not_held", "not_held"),
                    ("leading", "leading"),
                    ("presence", "presence"),
                    ("step_look", "step_look"),
                    ("goal", "goal"),
                    ("next_step", "next_step"),
                    ("home_look", "home_look"),
                    ("home_practice", "home_practice"),
                    ("technique", "technique"),
                    ("handout", "handout"),
                    ("practised", "practised"),
                    ("topic", "topic"),
                    ("part", "part"),
                    ("remark", "remark"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="imr_sessions.session",
            ),
        ),
        migrations.AlterField(
            model_name="said",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="said",
            name="entry",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="imr_sessions.entry",
            ),
        ),
        migrations.AlterField(
            model_name="said",
            name="participant",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.participant",
            ),
        ),
        migrations.AlterField(
            model_name="said",
            name="session",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="said",
                to="imr_sessions.session",
            ),
        ),
        migrations.AddIndex(
            model_name="said",
            index=models.Index(fields=["participant", "kind"], name="said_of_a_person"),
        ),
    ]
