# SPDX-License-Identifier: Apache-2.0
"""What the log's functions may do, now that they run as a role of their own; the service cannot write a seal.

A seal waits for the looks in progress and lets none begin: by a lock of its own, since the functions' role has no right to
lock the table.
"""

from django.db import migrations

from bedring.kit.rowsecurity import FUNCTIONS_ROLE, for_the_service, functions_read, read_only

LOCKED = """
CREATE OR REPLACE FUNCTION bedring_chain_look() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE last record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('bedring read log', 1));
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.participant_id::text, 1));
  SELECT number, hash INTO last FROM trust_accesslog WHERE participant_id = NEW.participant_id
    ORDER BY number DESC LIMIT 1;
  NEW.number := coalesce(last.number, 0) + 1;
  NEW.previous := coalesce(last.hash, '');
  NEW.hash := bedring_look_hash(NEW);
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION bedring_seal_access_log() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE last bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('bedring read log', 1));
  SELECT coalesce(max(id), 0) INTO last FROM trust_accesslog;
  INSERT INTO trust_logseal (last_look, digest, at) VALUES (last, bedring_heads(last), now());
  RETURN last;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0003_site_day"), ("people", "0005_functions")]
    operations = [
        migrations.RunSQL(LOCKED, migrations.RunSQL.noop),
        functions_read("trust_accesslog", "trust_logseal", "trust_share"),
        migrations.RunSQL(
            f"GRANT INSERT ON trust_logseal TO {FUNCTIONS_ROLE};"
            f"GRANT USAGE ON SEQUENCE trust_logseal_id_seq TO {FUNCTIONS_ROLE};",
            migrations.RunSQL.noop,
        ),
        read_only("trust_logseal"),
        for_the_service("bedring_seal_access_log()"),
        for_the_service("bedring_verify_access_log()"),
    ]
