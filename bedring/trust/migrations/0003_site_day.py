# SPDX-License-Identifier: Apache-2.0
"""The day by which a role, a care relation or a share holds is the day on the site's wall, as in `kit.clock.today`.

By the database's own zone, a role given just after midnight would not have counted until the night was over.
"""

from django.db import migrations

ZONE = "Europe/Oslo"
BY_DAY = ["reach(text[])", "people()", "shared(text)"]


class Migration(migrations.Migration):
    dependencies = [("trust", "0002_rowsecurity")]
    operations = [
        migrations.RunSQL(
            f"ALTER FUNCTION bedring_{name} SET timezone TO '{ZONE}';", f"ALTER FUNCTION bedring_{name} RESET timezone;"
        )
        for name in BY_DAY
    ]
