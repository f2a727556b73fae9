# SPDX-License-Identifier: Apache-2.0
"""A role, leading and working with somebody can end at once; for the last notes there is some time left.

Who has only the last notes left does not work with the person any more, as Python is told; the wall lets them through.
Those who work with somebody may say so of a colleague, as those who lead a group do when a person leaves or is back.
"""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q

from bedring.kit.rowsecurity import LEADS, STAFF

WRITES = f"{LEADS} OR ({STAFF} AND participant_id = ANY(ARRAY(SELECT bedring_cared_for())))"
FACTS = """
CREATE OR REPLACE FUNCTION bedring_facts(who uuid, moment timestamptz)
RETURNS TABLE (posts jsonb, participant uuid, cares_for uuid[], supports uuid[], zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH held AS (
    SELECT m.role, m.organisation_id, h.time_zone,
           ARRAY(SELECT o.id FROM people_organisation o WHERE o.lineage @> ARRAY[m.organisation_id]) AS reach
    FROM people_membership m JOIN people_organisation h ON h.id = m.organisation_id
    WHERE m.account_id = who AND m.starts <= (moment AT TIME ZONE h.time_zone)::date
      AND (m.ends IS NULL OR m.ends >= (moment AT TIME ZONE h.time_zone)::date)),
  self AS (
    SELECT p.id, o.time_zone FROM people_participant p JOIN people_organisation o ON o.id = p.organisation_id
    WHERE p.account_id = who)
  SELECT
    (SELECT coalesce(jsonb_agg(jsonb_build_array(role, organisation_id, reach) ORDER BY role, organisation_id), '[]')
     FROM held),
    (SELECT id FROM self),
    ARRAY(SELECT c.participant_id FROM people_carerelation c JOIN people_organisation o ON o.id = c.organisation_id
      WHERE c.account_id = who AND NOT c.notes_only AND c.starts <= (moment AT TIME ZONE o.time_zone)::date
        AND (c.ends IS NULL OR c.ends >= (moment AT TIME ZONE o.time_zone)::date)
        AND EXISTS (SELECT FROM held WHERE c.organisation_id = ANY(held.reach))),
    ARRAY(SELECT participant_id FROM people_supporter WHERE account_id = who),
    coalesce((SELECT time_zone FROM held ORDER BY cardinality(reach), role LIMIT 1), (SELECT time_zone FROM self))
$$;
"""


def _ends_after_start(name: str) -> models.CheckConstraint:
    condition = Q(ends=None) | Q(ends__gte=F("starts") - timedelta(days=1))
    return models.CheckConstraint(condition=condition, name=name)


class Migration(migrations.Migration):
    dependencies = [("people", "0012_presses")]
    operations = [
        migrations.RemoveConstraint("membership", "membership_ends_after_start"),
        migrations.RemoveConstraint("carerelation", "care_relation_ends_after_start"),
        migrations.AddField("membership", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("carerelation", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("carerelation", "notes_only", models.BooleanField(default=False)),
        migrations.AddConstraint("membership", _ends_after_start("membership_ends_after_start")),
        migrations.AddConstraint("carerelation", _ends_after_start("care_relation_ends_after_start")),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"ALTER POLICY bedring ON people_carerelation WITH CHECK ({WRITES});",
            f"ALTER POLICY bedring ON people_carerelation WITH CHECK ({LEADS});",
        ),
    ]
