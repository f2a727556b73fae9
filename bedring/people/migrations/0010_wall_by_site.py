# SPDX-License-Identifier: Apache-2.0
"""The wall by site: a row asks whether its site, its person or its owner is within reach of who asks.

A day is the day on the wall of the place that gave the role or the care relation. `bedring_facts` tells Python, in one
statement, what an account may be to whom.
"""

from django.db import migrations

from bedring.kit.rowsecurity import LEADS, MINE, PERSON, for_the_service, protect_anew

FUNCTIONS = """
CREATE OR REPLACE FUNCTION bedring_reach(roles text[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT DISTINCT o.id FROM people_membership m JOIN people_organisation h ON h.id = m.organisation_id
   JOIN people_organisation o ON o.lineage @> ARRAY[m.organisation_id]
   WHERE m.account_id = bedring_actor() AND m.role = ANY(roles)
     AND m.starts <= (now() AT TIME ZONE h.time_zone)::date
     AND (m.ends IS NULL OR m.ends >= (now() AT TIME ZONE h.time_zone)::date) $$;

CREATE FUNCTION bedring_cared_for() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT c.participant_id FROM people_carerelation c JOIN people_organisation o ON o.id = c.organisation_id
   WHERE c.account_id = bedring_actor() AND c.starts <= (now() AT TIME ZONE o.time_zone)::date
     AND (c.ends IS NULL OR c.ends >= (now() AT TIME ZONE o.time_zone)::date)
     AND c.organisation_id = ANY(ARRAY(SELECT bedring_any_reach())) $$;

CREATE FUNCTION bedring_facts(who uuid, moment timestamptz)
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
      WHERE c.account_id = who AND c.starts <= (moment AT TIME ZONE o.time_zone)::date
        AND (c.ends IS NULL OR c.ends >= (moment AT TIME ZONE o.time_zone)::date)
        AND EXISTS (SELECT FROM held WHERE c.organisation_id = ANY(held.reach))),
    ARRAY(SELECT participant_id FROM people_supporter WHERE account_id = who),
    coalesce((SELECT time_zone FROM held ORDER BY cardinality(reach), role LIMIT 1), (SELECT time_zone FROM self))
$$;
"""
GIVE_ACCOUNT = """
CREATE OR REPLACE FUNCTION bedring_give_account(person uuid, fresh uuid) RETURNS uuid LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE people_participant SET account_id = fresh
  WHERE id = person AND account_id IS NULL AND organisation_id = ANY(ARRAY(SELECT bedring_any_reach()))
    AND (id = ANY(ARRAY(SELECT bedring_cared_for()))
         OR organisation_id = ANY(ARRAY(SELECT bedring_reach('{programme_leader}'))))
    AND EXISTS (SELECT 1 FROM people_account WHERE id = fresh AND email IS NULL)
    AND NOT EXISTS (SELECT 1 FROM people_participant WHERE account_id = fresh)
    AND NOT EXISTS (SELECT 1 FROM people_membership WHERE account_id = fresh);
  SELECT account_id FROM people_participant
  WHERE id = person AND organisation_id = ANY(ARRAY(SELECT bedring_any_reach()))
    AND (id = ANY(ARRAY(SELECT bedring_cared_for()))
         OR organisation_id = ANY(ARRAY(SELECT bedring_reach('{programme_leader}'))));
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0009_namesakes")]
    operations = [
        migrations.RunSQL(
            FUNCTIONS, "DROP FUNCTION bedring_facts(uuid, timestamptz); DROP FUNCTION bedring_cared_for();"
        ),
        migrations.RunSQL(GIVE_ACCOUNT, migrations.RunSQL.noop),
        for_the_service("bedring_facts(uuid, timestamptz)"),
        protect_anew(
            "people_participant",
            see=f"{PERSON.replace('participant_id', 'id')} OR id = ANY(ARRAY(SELECT bedring_supported()))",
            write=f"{LEADS} OR account_id = bedring_actor()",
        ),
        protect_anew("people_membership", see="true", write=LEADS),
        protect_anew("people_carerelation", see=f"account_id = bedring_actor() OR {PERSON}", write=LEADS),
        protect_anew("people_tombstone", see=f"{LEADS} OR {MINE}", write="bedring_actor() IS NOT NULL"),
        protect_anew("people_supporter", see=f"account_id = bedring_actor() OR {MINE}", write=MINE),
    ]
