# SPDX-License-Identifier: Apache-2.0
"""Entries stand on the ledger: numbered by PostgreSQL, with what each is about and says beside its value."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bedring.kit.trail
from bedring.kit.trail import numbers

KEY = """
CASE kind WHEN 'step_look' THEN lower(value->>'step') WHEN 'technique' THEN value->>'technique'
  WHEN 'handout' THEN (value->>'module') || '/' || (value->>'topic')
  WHEN 'practised' THEN (value->>'module') || '/' || (value->>'topic') ELSE '' END
"""
SAYS = r"""
CASE kind WHEN 'presence' THEN value->>'here' WHEN 'step_look' THEN value->>'look' WHEN 'home_look' THEN value->>'look'
  WHEN 'next_step' THEN CASE WHEN (value->>'not_this_week')::boolean THEN 'not_this_week'
                             WHEN value->>'what' ~ '\S' THEN 'yes' ELSE '' END
  WHEN 'home_practice' THEN CASE WHEN value->>'option' ~ '\S' OR value->>'words' ~ '\S' THEN 'yes' ELSE '' END
  WHEN 'remark' THEN CASE WHEN value->>'words' ~ '\S' THEN 'yes' ELSE '' END
  WHEN 'technique' THEN CASE WHEN (value->>'on')::boolean THEN 'yes' ELSE '' END
  WHEN 'handout' THEN CASE WHEN (value->>'on')::boolean THEN 'yes' ELSE '' END
  WHEN 'practised' THEN CASE WHEN (value->>'on')::boolean THEN 'yes' ELSE '' END
  WHEN 'topic' THEN CASE WHEN value->>'topic' <> '' THEN 'yes' ELSE '' END
  ELSE 'yes' END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("imr_sessions", "0006_places_taken_back"),
    ]

    operations = [
        migrations.AddField("entry", "key", models.CharField(blank=True, default="", max_length=150)),
        migrations.AddField("entry", "says", models.CharField(blank=True, default="", max_length=20)),
        migrations.RunSQL(f"UPDATE imr_sessions_entry SET key = {KEY}, says = {SAYS}", migrations.RunSQL.noop),
        migrations.AlterField(
            "entry", "id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)
        ),
        numbers("imr_sessions_entry_numbers", "imr_sessions_entry"),
        migrations.AlterField(
            "entry",
            "number",
            models.BigIntegerField(
                db_default=bedring.kit.trail.NextNumber("imr_sessions_entry_numbers"), editable=False
            ),
        ),
        migrations.RenameField("refusedentry", "entry", "row"),
        migrations.CreateModel(
            name="Said",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(blank=True, max_length=150)),
                ("says", models.CharField(blank=True, max_length=20)),
                ("made_at", models.DateTimeField()),
                ("number", models.BigIntegerField()),
                ("others", models.BooleanField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="said", to="imr_sessions.entry"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.participant",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="said", to="imr_sessions.session"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["participant", "kind", "says"], name="said_of_a_person")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("session"),
                        models.F("participant"),
                        models.F("kind"),
                        models.F("key"),
                        name="one_thing_said_of_a_key",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
