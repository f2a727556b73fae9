# SPDX-License-Identifier: Apache-2.0
"""A share of a step is of the person's own step: a share lets its supporter through the wall, whoever's it is."""

from django.db import migrations

OWN = """
CREATE POLICY own_step ON trust_share AS RESTRICTIVE FOR INSERT TO bedring_app WITH CHECK ({own});
CREATE POLICY still_own_step ON trust_share AS RESTRICTIVE FOR UPDATE TO bedring_app USING (true) WITH CHECK ({own});
""".format(
    own="kind = 'step' AND EXISTS (SELECT FROM goals_step s "
    "WHERE s.id = item AND s.participant_id = trust_share.participant_id)"
)


class Migration(migrations.Migration):
    dependencies = [("goals", "0007_showing"), ("trust", "0009_thing_looked_at")]
    operations = [
        migrations.RunSQL(OWN, "DROP POLICY own_step ON trust_share; DROP POLICY still_own_step ON trust_share;"),
    ]
