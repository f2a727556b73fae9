# SPDX-License-Identifier: Apache-2.0
"""Versions of a note stand on the ledger, and a draft that was not taken in is written down.

The numbers that versions have stay as they are, so that what a device has seen of a note is still what it has seen.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bedring.kit.rowsecurity import READERS, TEAM, append_only, protect
from bedring.kit.trail import onto_the_ledger

KEYS = """
UPDATE imr_sessions_noteversion SET key = CASE kind WHEN 'addendum' THEN '' WHEN 'begun' THEN by_id::text ELSE 'text' END
"""
WRITERS = f"(participant_id IS NULL OR {TEAM}) AND {READERS}"


def _to(model: str, related: str = "+", **more: bool) -> models.Field:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("imr_sessions", "0013_places_on_the_ledger"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        *onto_the_ledger(
            "noteversion", "imr_sessions_noteversion", "imr_sessions_noteversion_numbers", has_numbers=True
        ),
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
        migrations.CreateModel(
            "RefusedVersion",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("row", models.UUIDField()),
                ("reason", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("by", _to(settings.AUTH_USER_MODEL)),
                ("organisation", _to("people.organisation")),
                ("participant", _to("people.participant", null=True)),
                ("session", _to("imr_sessions.session", "refused_versions")),
            ],
            options={"abstract": False},
        ),
        protect("imr_sessions_refusedversion", see=WRITERS, write=f"{WRITERS} AND by_id = bedring_actor()"),
        append_only("imr_sessions_refusedversion"),
    ]
