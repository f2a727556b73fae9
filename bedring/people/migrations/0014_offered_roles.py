# SPDX-License-Identifier: Apache-2.0
"""A role that is given waits for the yes of whom it is given to, and counts for nothing before.

PostgreSQL holds to it by itself: the yes is written by a function that asks who says it, and by nothing else.
"""

from django.db import migrations, models

from bedring.kit.rowsecurity import FUNCTIONS_ROLE, for_the_service

HELD_BEFORE = "UPDATE people_membership SET accepted_at = starts::timestamptz WHERE accepted_at IS NULL;"
REACH = """
CREATE OR REPLACE FUNCTION bedring_reach(roles text[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT DISTINCT o.id FROM people_membership m JOIN people_organisation h ON h.id = m.organisation_id
   JOIN people_organisation o ON o.lineage @> ARRAY[m.organisation_id]
   WHERE m.account_id = bedring_actor() AND m.role = ANY(roles) AND m.accepted_at IS NOT NULL
     AND m.starts <= (now() AT TIME ZONE h.time_zone)::date
     AND (m.ends IS NULL OR m.ends >= (now() AT TIME ZONE h.time_zone)::date) $$;
"""
FACTS = """
CREATE OR REPLACE FUNCTION bedring_facts(who uuid, moment timestamptz)
RETURNS TABLE (posts jsonb, participant uuid, cares_for uuid[], supports uuid[], zone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH held AS (
    SELECT m.role, m.organisation_id, h.time_zone,
           ARRAY(SELECT o.id FROM people_organisation o WHERE o.lineage @> ARRAY[m.organisation_id]) AS reach
    FROM people_membership m JOIN people_organisation h ON h.id = m.organisation_id
    WHERE m.account_id = who AND m.accepted_at IS NOT NULL AND m.starts <= (moment AT TIME ZONE h.time_zone)::date
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
ANSWER = """
CREATE FUNCTION bedring_answer_offer(offer uuid, yes boolean, moment timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH answered AS (
    UPDATE people_membership m SET
      accepted_at = CASE WHEN yes THEN moment END,
      starts = CASE WHEN yes THEN greatest(m.starts, (moment AT TIME ZONE o.time_zone)::date) ELSE m.starts END,
      ended_at = CASE WHEN yes THEN NULL ELSE moment END,
      ends = CASE WHEN yes THEN NULL ELSE greatest(m.starts, (moment AT TIME ZONE o.time_zone)::date) - 1 END
    FROM people_organisation o
    WHERE o.id = m.organisation_id AND m.id = offer AND m.account_id = bedring_actor()
      AND m.accepted_at IS NULL AND m.ends IS NULL
    RETURNING m.id)
  SELECT EXISTS (SELECT FROM answered)
$$;
"""
MAY_ANSWER = f"""
GRANT UPDATE (accepted_at, starts, ends, ended_at) ON people_membership TO {FUNCTIONS_ROLE};
CREATE POLICY functions_answer_offer ON people_membership FOR UPDATE TO {FUNCTIONS_ROLE}
  USING (current_user = '{FUNCTIONS_ROLE}' AND accepted_at IS NULL) WITH CHECK (current_user = '{FUNCTIONS_ROLE}');
"""
MAY_NOT = f"""
DROP POLICY functions_answer_offer ON people_membership;
REVOKE UPDATE (accepted_at, starts, ends, ended_at) ON people_membership FROM {FUNCTIONS_ROLE};
"""
OWN_YES = f"""
CREATE FUNCTION bedring_own_yes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = '{FUNCTIONS_ROLE}'
     OR pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN RETURN NEW; END IF;
  IF (TG_OP = 'INSERT' AND NEW.accepted_at IS NOT NULL)
     OR (TG_OP = 'UPDATE' AND (NEW.accepted_at, NEW.account_id, NEW.organisation_id, NEW.role)
                   IS DISTINCT FROM (OLD.accepted_at, OLD.account_id, OLD.organisation_id, OLD.role)) THEN
    RAISE insufficient_privilege USING MESSAGE = 'a role waits for the yes of whom it is given to';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER own_yes BEFORE INSERT OR UPDATE ON people_membership FOR EACH ROW EXECUTE FUNCTION bedring_own_yes();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0013_ends_now")]
    operations = [
        migrations.AddField("membership", "accepted_at", models.DateTimeField(null=True)),
        migrations.AddField("membership", "offered_to", models.CharField(blank=True, default="", max_length=200)),
        migrations.RunSQL(HELD_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        migrations.RunSQL(FACTS, migrations.RunSQL.noop),
        migrations.RunSQL(ANSWER, "DROP FUNCTION bedring_answer_offer(uuid, boolean, timestamptz);"),
        migrations.RunSQL(MAY_ANSWER, MAY_NOT),
        migrations.RunSQL(OWN_YES, "DROP TRIGGER own_yes ON people_membership; DROP FUNCTION bedring_own_yes();"),
        for_the_service("bedring_answer_offer(uuid, boolean, timestamptz)"),
    ]
