# SPDX-License-Identifier: Apache-2.0
"""Looks without a care relation, found by a named job at night, and that they were explained."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bedring.kit.rowsecurity import LEADS, append_only, for_job, protect

JOB = "looks_without_relation"


def of(to: str, related_name: str = "+", field: type = models.ForeignKey) -> models.Field:
    return field(on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to)


ID = ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False))


class Migration(migrations.Migration):
    dependencies = [
        ("trust", "0005_wall_by_site"),
        ("kit", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="LookToExplain",
            fields=[
                ID,
                ("found_at", models.DateTimeField()),
                ("look", of("trust.accesslog", field=models.OneToOneField)),
                ("organisation", of("people.organisation")),
                ("participant", of("people.participant")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="LookExplained",
            fields=[
                ID,
                ("at", models.DateTimeField()),
                ("by", of(settings.AUTH_USER_MODEL)),
                ("found", of("trust.looktoexplain", "explained", models.OneToOneField)),
                ("organisation", of("people.organisation")),
                ("participant", of("people.participant")),
            ],
            options={"abstract": False},
        ),
        protect("trust_looktoexplain", see=LEADS, write="false"),
        append_only("trust_looktoexplain"),
        protect("trust_lookexplained", see=LEADS, write=f"{LEADS} AND by_id = bedring_actor()"),
        append_only("trust_lookexplained"),
        for_job("trust_looktoexplain", JOB),
        for_job("trust_looktoexplain", JOB, may="INSERT"),
        for_job("trust_accesslog", JOB),
        for_job("people_carerelation", JOB),
    ]
