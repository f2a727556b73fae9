# SPDX-License-Identifier: Apache-2.0
"""A read log that tells of any tampering: chained by a keyed hash whose key is not in the database.

The key comes with the transaction that writes a look, as the two blocks of HMAC, and is put away after the statement. A
look's id, number, role and time are PostgreSQL's own. Seals are a chain too: each covers the looks since the one before.

Looks written before were chained without a key; `bedring migrate` chains them anew, once, as long as nothing is sealed.
"""

from django.db import migrations, models

from bedring.kit.rowsecurity import FUNCTIONS_ROLE, for_the_service

FUNCTIONS = """
DROP FUNCTION bedring_seal_access_log();
DROP FUNCTION bedring_verify_access_log();
DROP FUNCTION bedring_heads(bigint);

CREATE FUNCTION bedring_mac(pads text, said text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(substring(decode(pads, 'hex') from 65)
    || sha256(substring(decode(pads, 'hex') for 64) || convert_to(said, 'UTF8'))), 'hex') $$;

CREATE FUNCTION bedring_look_said(l trust_accesslog) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', l.id, l.participant_id, l.number, l.organisation_id, l.account_id, l.role, l.kind, l.purpose,
    extract(epoch FROM l.at), l.previous) $$;

CREATE FUNCTION bedring_clock_is_given() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
    WHERE d.datname = current_database() AND s.setrole = 0 AND 'bedring.clock=given' = ANY(s.setconfig)) $$;

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
    WHERE o.id = NEW.organisation_id AND m.account_id = NEW.account_id
      AND m.starts <= (NEW.at AT TIME ZONE h.time_zone)::date
      AND (m.ends IS NULL OR m.ends >= (NEW.at AT TIME ZONE h.time_zone)::date)), 'supporter');
  SELECT number, hash INTO last FROM trust_accesslog WHERE participant_id = NEW.participant_id
    ORDER BY number DESC LIMIT 1;
  NEW.number := coalesce(last.number, 0) + 1;
  NEW.previous := coalesce(last.hash, '');
  NEW.hash := bedring_mac(pads, bedring_look_said(NEW));
  RETURN NEW;
END $$;

DROP FUNCTION bedring_look_hash(trust_accesslog);

CREATE FUNCTION bedring_forget_log_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM set_config('bedring.log_key', '', true); RETURN NULL; END $$;
CREATE TRIGGER forget_key AFTER INSERT ON trust_accesslog FOR EACH STATEMENT EXECUTE FUNCTION bedring_forget_log_key();

CREATE FUNCTION bedring_seal_said(s trust_logseal) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', 'seal', s.number, s.last_look, s.looks, s.digest, extract(epoch FROM s.at), s.previous) $$;

CREATE FUNCTION bedring_seal_log(pads text) RETURNS trust_logseal LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE before trust_logseal; made trust_logseal;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('bedring read log', 1));
  SELECT * INTO before FROM trust_logseal ORDER BY number DESC LIMIT 1;
  SELECT coalesce(max(id), before.last_look, 0), count(*),
         encode(sha256(convert_to(coalesce(string_agg(id || ':' || hash, ',' ORDER BY id), ''), 'UTF8')), 'hex')
    INTO made.last_look, made.looks, made.digest FROM trust_accesslog WHERE id > coalesce(before.last_look, 0);
  made.id := nextval('trust_logseal_id_seq');
  made.number := coalesce(before.number, 0) + 1;
  made.previous := coalesce(before.mac, '');
  made.at := now();
  made.mac := bedring_mac(pads, bedring_seal_said(made));
  INSERT INTO trust_logseal SELECT made.*;
  RETURN made;
END $$;

CREATE FUNCTION bedring_verify_log(pads text) RETURNS TABLE (problem text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT 'look ' || id || ' was changed or put in, or one before it is missing' FROM (
    SELECT l.id, l.number, l.previous, l.hash = bedring_mac(pads, bedring_look_said(l.*)) AS whole,
           lag(l.hash, 1, '') OVER w AS hash_before, lag(l.number, 1, 0::bigint) OVER w AS number_before
    FROM trust_accesslog l WINDOW w AS (PARTITION BY l.participant_id ORDER BY l.number)) looks
  WHERE NOT (whole AND previous = hash_before AND number = number_before + 1)
  UNION ALL
  SELECT 'seal ' || number || ' was changed or put in, or one before it is missing' FROM (
    SELECT s.number, s.previous, s.mac = bedring_mac(pads, bedring_seal_said(s.*)) AS whole,
           lag(s.mac, 1, '') OVER w AS mac_before, lag(s.number, 1, 0::bigint) OVER w AS number_before
    FROM trust_logseal s WINDOW w AS (ORDER BY s.number)) seals
  WHERE NOT (whole AND previous = mac_before AND number = number_before + 1)
  UNION ALL
  SELECT 'the looks up to ' || s.last_look || ' are not those that were sealed at ' || s.at FROM (
    SELECT s.*, lag(s.last_look, 1, 0::bigint) OVER (ORDER BY s.number) AS after FROM trust_logseal s) s
  CROSS JOIN LATERAL (
    SELECT count(*) AS looks,
           encode(sha256(convert_to(coalesce(string_agg(l.id || ':' || l.hash, ',' ORDER BY l.id), ''), 'UTF8')), 'hex') AS digest
    FROM trust_accesslog l WHERE l.id > s.after AND l.id <= s.last_look) now
  WHERE now.looks <> s.looks OR now.digest <> s.digest
$$;

CREATE FUNCTION bedring_all_looks() RETURNS TABLE (look bigint, mac text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT id, hash::text FROM trust_accesslog $$;

CREATE FUNCTION bedring_chain_anew(pads text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one trust_accesslog; last text := ''; person uuid;
BEGIN
  IF EXISTS (SELECT FROM trust_logseal) THEN RETURN; END IF;
  FOR one IN SELECT * FROM trust_accesslog ORDER BY participant_id, number LOOP
    IF person IS DISTINCT FROM one.participant_id THEN last := ''; person := one.participant_id; END IF;
    one.previous := last;
    last := bedring_mac(pads, bedring_look_said(one));
    UPDATE trust_accesslog SET previous = one.previous, hash = last WHERE id = one.id;
  END LOOP;
  PERFORM bedring_seal_log(pads);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0006_looks_to_explain")]
    operations = [
        migrations.RunSQL("DELETE FROM trust_logseal", migrations.RunSQL.noop),
        migrations.AddField("logseal", "number", models.BigIntegerField(unique=True)),
        migrations.AddField("logseal", "looks", models.BigIntegerField()),
        migrations.AddField("logseal", "previous", models.CharField(max_length=64, blank=True)),
        migrations.AddField("logseal", "mac", models.CharField(max_length=64)),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"GRANT USAGE ON SEQUENCE trust_accesslog_id_seq TO {FUNCTIONS_ROLE};", migrations.RunSQL.noop
        ),
        for_the_service("bedring_seal_log(text)"),
        for_the_service("bedring_verify_log(text)"),
        for_the_service("bedring_all_looks()"),
    ]
