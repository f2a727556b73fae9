# SPDX-License-Identifier: Apache-2.0
"""Presses of forms; one open role of a kind, and one open care relation. What is open twice ends once, on its first day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

END_DOUBLES = """
UPDATE people_membership m SET ends = greatest(m.starts, current_date) WHERE m.ends IS NULL AND EXISTS (
  SELECT 1 FROM people_membership o WHERE o.ends IS NULL AND o.account_id = m.account_id
    AND o.organisation_id = m.organisation_id AND o.role = m.role AND (o.starts, o.id) < (m.starts, m.id));
UPDATE people_carerelation m SET ends = greatest(m.starts, current_date) WHERE m.ends IS NULL AND EXISTS (
  SELECT 1 FROM people_carerelation o WHERE o.ends IS NULL AND o.account_id = m.account_id
    AND o.participant_id = m.participant_id AND (o.starts, o.id) < (m.starts, m.id));
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0011_organisations_by_lineage")]

    operations = [
        migrations.CreateModel(
            name="Press",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("path", models.CharField(max_length=300)),
                ("went_on", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(db_index=True)),
                ("account", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                )),
            ],
        ),
        migrations.RunSQL(END_DOUBLES, migrations.RunSQL.noop),
        migrations.AddConstraint("membership", models.UniqueConstraint(
            "account", "organisation", "role", condition=Q(ends=None), name="one_open_membership_of_a_kind"
        )),
        migrations.AddConstraint("carerelation", models.UniqueConstraint(
            "participant", "account", condition=Q(ends=None), name="one_open_care_relation"
        )),
    ]  # fmt: skip
