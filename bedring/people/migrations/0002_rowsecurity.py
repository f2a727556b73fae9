# SPDX-License-Identifier: Apache-2.0
"""Row-level security: the functions every policy asks, and the policies of this room.

The functions run as the owner of the tables and answer for the actor of the transaction (`bedring.actor`). They ask
the tables themselves, so that a mistake in the Python filters is not repeated here.
"""

from django.db import migrations

from bedring.kit.rowsecurity import protect

FUNCTIONS = """
CREATE FUNCTION bedring_actor() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('bedring.actor', true), '')::uuid $$;

CREATE FUNCTION bedring_reach(roles text[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT DISTINCT o.id FROM people_membership m JOIN people_organisation o ON m.organisation_id = ANY(o.lineage)
   WHERE m.account_id = bedring_actor() AND m.role = ANY(roles)
     AND m.starts <= current_date AND (m.ends IS NULL OR m.ends >= current_date) $$;

CREATE FUNCTION bedring_any_reach() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT bedring_reach('{practitioner,peer_specialist,programme_leader}') $$;

CREATE FUNCTION bedring_people() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id FROM people_participant
   WHERE account_id = bedring_actor() OR organisation_id IN (SELECT bedring_reach('{programme_leader}'))
   UNION
   SELECT participant_id FROM people_carerelation
   WHERE account_id = bedring_actor() AND organisation_id IN (SELECT bedring_any_reach())
     AND starts <= current_date AND (ends IS NULL OR ends >= current_date) $$;

CREATE FUNCTION bedring_records() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT p.id FROM people_participant p WHERE p.id IN (SELECT bedring_people())
     AND (p.account_id = bedring_actor() OR p.organisation_id IN (SELECT bedring_reach('{practitioner,programme_leader}'))) $$;

CREATE FUNCTION bedring_myself() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id FROM people_participant WHERE account_id = bedring_actor() $$;

CREATE FUNCTION bedring_supported() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT participant_id FROM people_supporter WHERE account_id = bedring_actor() $$;
"""
NAMES = ["actor()", "reach(text[])", "any_reach()", "people()", "records()", "myself()", "supported()"]
DROP = "".join(f"DROP FUNCTION bedring_{name};" for name in reversed(NAMES))

LEADS = "organisation_id IN (SELECT bedring_reach('{programme_leader}'))"
MINE = "participant_id IN (SELECT bedring_myself())"


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
        protect("people_membership", see="true", write=LEADS),
        protect(
            "people_participant",
            see="id IN (SELECT bedring_people()) OR id IN (SELECT bedring_supported())",
            write=f"{LEADS} OR account_id = bedring_actor()",
        ),
        protect(
            "people_carerelation",
            see="account_id = bedring_actor() OR participant_id IN (SELECT bedring_people())",
            write=LEADS,
        ),
        protect("people_supporter", see=f"account_id = bedring_actor() OR {MINE}", write=MINE),
    ]
