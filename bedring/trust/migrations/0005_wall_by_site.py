# SPDX-License-Identifier: Apache-2.0
"""The wall by site, for shares and the read log; a share ends with its day on the wall of the person's site."""

from django.db import migrations

from bedring.kit.rowsecurity import LEADS, MINE, protect_anew

SHARED = """
CREATE OR REPLACE FUNCTION bedring_shared(what text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT s.item FROM people_supporter p JOIN trust_share s ON s.supporter_id = p.id
   JOIN people_organisation o ON o.id = s.organisation_id
   WHERE p.account_id = bedring_actor() AND s.kind = what AND s.taken_back_at IS NULL
     AND s.ends >= (now() AT TIME ZONE o.time_zone)::date $$;
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0004_functions"), ("people", "0010_wall_by_site")]
    operations = [
        migrations.RunSQL(SHARED, migrations.RunSQL.noop),
        protect_anew(
            "trust_accesslog",
            see=f"account_id = bedring_actor() OR {MINE} OR {LEADS}",
            write="account_id = bedring_actor()",
        ),
        protect_anew(
            "trust_share",
            see=f"{MINE} OR supporter_id = ANY(ARRAY(SELECT id FROM people_supporter WHERE account_id = bedring_actor()))",
            write=MINE,
        ),
    ]
