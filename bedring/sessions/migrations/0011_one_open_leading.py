# SPDX-License-Identifier: Apache-2.0
"""Somebody leads a course once at a time. Who leads it twice leads it from the first day."""

from django.db import migrations, models
from django.db.models import Q

END_DOUBLES = """
UPDATE imr_sessions_courseleader m SET ends = greatest(m.starts, current_date) WHERE m.ends IS NULL AND EXISTS (
  SELECT 1 FROM imr_sessions_courseleader o WHERE o.ends IS NULL AND o.account_id = m.account_id
    AND o.course_id = m.course_id AND (o.starts, o.id) < (m.starts, m.id));
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0010_wall_by_site")]

    operations = [
        migrations.RunSQL(END_DOUBLES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "courseleader",
            models.UniqueConstraint("course", "account", condition=Q(ends=None), name="one_open_leading"),
        ),
    ]
