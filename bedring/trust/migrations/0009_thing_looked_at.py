# SPDX-License-Identifier: Apache-2.0
"""A look says which sheet, goal, note or group it was at. What is chained covers it.

`concat_ws` leaves out what is null, so a look from before says what it always said, and its hash stands.
"""

from django.db import migrations, models

SAID = """
CREATE OR REPLACE FUNCTION bedring_look_said(l trust_accesslog) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', l.id, l.participant_id, l.number, l.organisation_id, l.account_id, l.role, l.kind, l.purpose,
    extract(epoch FROM l.at), l.previous, l.thing_id) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0008_offered_roles")]
    operations = [
        migrations.AddField("accesslog", "thing_id", models.UUIDField(null=True)),
        migrations.RunSQL(SAID, migrations.RunSQL.noop),
    ]
