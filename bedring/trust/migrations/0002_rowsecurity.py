# SPDX-License-Identifier: Apache-2.0
"""Row-level security for shares and the read log; the chain that makes the log tell when it was touched."""

from django.db import migrations

from bedring.kit.rowsecurity import append_only, protect

CHAIN = """
CREATE FUNCTION bedring_look_hash(l trust_accesslog) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT encode(sha256(convert_to(concat_ws('|', l.participant_id, l.number, l.organisation_id, l.account_id, l.role,
   l.kind, l.purpose, extract(epoch FROM l.at), l.previous), 'UTF8')), 'hex') $$;

CREATE FUNCTION bedring_chain_look() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.participant_id::text, 1));
  SELECT number, hash INTO last FROM trust_accesslog WHERE participant_id = NEW.participant_id
    ORDER BY number DESC LIMIT 1;
  NEW.number := coalesce(last.number, 0) + 1;
  NEW.previous := coalesce(last.hash, '');
  NEW.hash := bedring_look_hash(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER chain BEFORE INSERT ON trust_accesslog FOR EACH ROW EXECUTE FUNCTION bedring_chain_look();

CREATE FUNCTION bedring_heads(upto bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT encode(sha256(convert_to(coalesce(string_agg(participant_id || ':' || number || ':' || hash, ',' ORDER BY participant_id), ''), 'UTF8')), 'hex')
   FROM (SELECT DISTINCT ON (participant_id) participant_id, number, hash FROM trust_accesslog
         WHERE id <= upto ORDER BY participant_id, number DESC) heads $$;

CREATE FUNCTION bedring_seal_access_log() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE last bigint;
BEGIN
  LOCK TABLE trust_accesslog IN SHARE ROW EXCLUSIVE MODE;
  SELECT coalesce(max(id), 0) INTO last FROM trust_accesslog;
  INSERT INTO trust_logseal (last_look, digest, at) VALUES (last, bedring_heads(last), now());
  RETURN last;
END $$;

CREATE FUNCTION bedring_verify_access_log() RETURNS TABLE (problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT 'look ' || id || ' was changed, or one before it is missing' FROM (
    SELECT l.id, l.hash = bedring_look_hash(l.*) AS whole, l.number,
           lag(l.hash, 1, '') OVER w AS hash_before, lag(l.number, 1, 0::bigint) OVER w AS number_before, l.previous
    FROM trust_accesslog l WINDOW w AS (PARTITION BY l.participant_id ORDER BY l.number)) looks
  WHERE NOT (whole AND previous = hash_before AND number = number_before + 1)
  UNION ALL
  SELECT 'the log up to look ' || last_look || ' is not what was sealed on ' || at FROM trust_logseal
  WHERE digest <> bedring_heads(last_look)
$$;
"""
NAMES = ["verify_access_log()", "seal_access_log()", "heads(bigint)", "chain_look()", "look_hash(trust_accesslog)"]
DROP = "DROP TRIGGER chain ON trust_accesslog;" + "".join(f"DROP FUNCTION bedring_{n};" for n in NAMES)

SHARED = """
CREATE FUNCTION bedring_shared(what text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT s.item FROM trust_share s JOIN people_supporter p ON p.id = s.supporter_id
   WHERE p.account_id = bedring_actor() AND s.kind = what AND s.taken_back_at IS NULL AND s.ends >= current_date $$;
"""

LEADS = "organisation_id IN (SELECT bedring_reach('{programme_leader}'))"
MINE = "participant_id IN (SELECT bedring_myself())"


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial"), ("people", "0002_rowsecurity")]
    operations = [
        migrations.RunSQL(CHAIN, DROP),
        migrations.RunSQL(SHARED, "DROP FUNCTION bedring_shared(text);"),
        protect(
            "trust_accesslog",
            see=f"account_id = bedring_actor() OR {MINE} OR {LEADS}",
            write="account_id = bedring_actor()",
        ),
        append_only("trust_accesslog"),
        append_only("trust_logseal"),
        protect(
            "trust_share",
            see=f"{MINE} OR supporter_id IN (SELECT id FROM people_supporter WHERE account_id = bedring_actor())",
            write=MINE,
        ),
    ]
