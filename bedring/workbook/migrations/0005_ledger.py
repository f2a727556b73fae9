# SPDX-License-Identifier: Apache-2.0
"""Answers stand on the ledger, and what was not taken in is written down. What a writer had seen is not kept: it is told.

The numbers that answers have stay as they are, so that what a device has seen of a sheet is still what it has seen.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bedring.kit.rowsecurity import MINE, PERSON, append_only, for_the_service, protect
from bedring.kit.trail import onto_the_ledger

STANDS = """
CREATE FUNCTION bedring_stands(sheet uuid, name text, place {number}) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT NOT EXISTS (SELECT FROM workbook_answer a WHERE a.sheet_id = sheet AND a.{key} = name AND a.number > place) $$;
CREATE POLICY what_stands ON workbook_answer AS RESTRICTIVE FOR SELECT TO bedring_app
USING (participant_id IN (SELECT bedring_myself()) OR by_id = bedring_actor() OR bedring_stands(sheet_id, {key}, number));
"""
GONE = "DROP POLICY what_stands ON workbook_answer; DROP FUNCTION bedring_stands(uuid, text, {number});"
BEFORE, AFTER = {"number": "integer", "key": "field"}, {"number": "bigint", "key": "key"}
IN_A_SHEET = "EXISTS (SELECT FROM workbook_sheet s WHERE s.id = sheet_id)"
OWN = f"({MINE} OR by_id = bedring_actor())"


def _to(model: str, related: str = "+") -> models.Field:  # type: ignore[type-arg]
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=related, to=model)


class Migration(migrations.Migration):
    dependencies = [("workbook", "0004_what_stands"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.RunSQL(GONE.format(**BEFORE), STANDS.format(**BEFORE)),
        *onto_the_ledger("answer", "workbook_answer", "workbook_answer_numbers", key="field", has_numbers=True),
        migrations.AlterField(
            "answer", "id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)
        ),
        migrations.AlterField("answer", "base", models.PositiveIntegerField(null=True)),
        migrations.RunSQL(migrations.RunSQL.noop, "UPDATE workbook_answer SET base = 0"),
        migrations.RemoveField("answer", "base"),
        migrations.RunSQL(STANDS.format(**AFTER), GONE.format(**AFTER)),
        for_the_service("bedring_stands(uuid, text, bigint)"),
        migrations.CreateModel(
            "RefusedAnswer",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("row", models.UUIDField()),
                ("reason", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("key", models.CharField(max_length=150)),
                ("by", _to(settings.AUTH_USER_MODEL)),
                ("organisation", _to("people.organisation")),
                ("participant", _to("people.participant")),
                ("sheet", _to("workbook.sheet", "refused")),
            ],
            options={"abstract": False},
        ),
        protect(
            "workbook_refusedanswer",
            see=f"{IN_A_SHEET} AND {PERSON} AND {OWN}",
            write=f"{IN_A_SHEET} AND {PERSON} AND by_id = bedring_actor()",
        ),
        append_only("workbook_refusedanswer"),
    ]
