# SPDX-License-Identifier: Apache-2.0
"""Tombstones: what was hidden, taken back, erased or moved, by id. A trigger of every table about a person writes them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from bedring.kit.rowsecurity import append_only, protect

LEADS = "organisation_id IN (SELECT bedring_reach('{programme_leader}'))"
MINE = "participant_id IN (SELECT bedring_myself())"


class Migration(migrations.Migration):
    dependencies = [("people", "0007_sign_ins")]
    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("thing", models.CharField(max_length=63)),
                ("item", models.CharField(max_length=36)),
                ("reason", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.participant",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        protect("people_tombstone", see=f"{LEADS} OR {MINE}", write="bedring_actor() IS NOT NULL"),
        append_only("people_tombstone"),
    ]
