# SPDX-License-Identifier: Apache-2.0
"""That a sheet was shown, or kept back, is something that happens: the person's alone to know of, as with goals."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bedring.kit.rowsecurity import MINE, append_only, protect
from bedring.kit.trail import numbered

TABLE, NUMBERS = "workbook_sheetevent", "workbook_sheetevent_numbers"
OWN_SHEET = f"EXISTS (SELECT FROM workbook_sheet s WHERE s.id = sheet_id AND s.participant_id = {TABLE}.participant_id)"


def _to(model: str, related: str = "+") -> models.Field:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model)


class Migration(migrations.Migration):
    dependencies = [("workbook", "0006_light"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.RunSQL(f"CREATE SEQUENCE {NUMBERS}", f"DROP SEQUENCE {NUMBERS}"),
        migrations.CreateModel(
            "SheetEvent",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(blank=True, default="", max_length=150)),
                ("made_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("number", numbered(NUMBERS)),
                ("shown", models.BooleanField()),
                ("by", _to(settings.AUTH_USER_MODEL)),
                ("organisation", _to("people.organisation")),
                ("participant", _to("people.participant")),
                ("sheet", _to("workbook.sheet", "trail")),
            ],
            options={"abstract": False},
        ),
        migrations.RunSQL(
            f"ALTER SEQUENCE {NUMBERS} OWNED BY {TABLE}.number", f"ALTER SEQUENCE {NUMBERS} OWNED BY NONE"
        ),
        protect(TABLE, see=MINE, write=f"{MINE} AND by_id = bedring_actor() AND {OWN_SHEET}"),
        append_only(TABLE),
    ]
