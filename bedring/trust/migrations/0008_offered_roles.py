# SPDX-License-Identifier: Apache-2.0
"""A look bears the role somebody holds, never one they have only been offered."""

from django.db import migrations

CHAIN = """
CREATE OR REPLACE FUNCTION bedring_chain_look() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE last record; pads text := current_setting('bedring.log_key', true);
BEGIN
  IF length(coalesce(pads, '')) <> 256 THEN RAISE EXCEPTION 'no look is written without the key of the log'; END IF;
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('bedring read log', 1));
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.participant_id::text, 1));
  IF NOT bedring_clock_is_given() THEN NEW.at := now(); END IF;
  NEW.id := nextval('trust_accesslog_id_seq');
  NEW.role := coalesce((
    SELECT min(m.role) FROM people_organisation o JOIN people_membership m ON m.organisation_id = ANY(o.lineage)
    JOIN people_organisation h ON h.id = m.organisation_id
    WHERE o.id = NEW.organisation_id AND m.account_id = NEW.account_id AND m.accepted_at IS NOT NULL
      AND m.starts <= (NEW.at AT TIME ZONE h.time_zone)::date
      AND (m.ends IS NULL OR m.ends >= (NEW.at AT TIME ZONE h.time_zone)::date)), 'supporter');
  SELECT number, hash INTO last FROM trust_accesslog WHERE participant_id = NEW.participant_id
    ORDER BY number DESC LIMIT 1;
  NEW.number := coalesce(last.number, 0) + 1;
  NEW.previous := coalesce(last.hash, '');
  NEW.hash := bedring_mac(pads, bedring_look_said(NEW));
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0007_keyed_log"), ("people", "0014_offered_roles")]
    operations = [migrations.RunSQL(CHAIN, migrations.RunSQL.noop)]
