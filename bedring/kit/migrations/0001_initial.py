# SPDX-License-Identifier: Apache-2.0
"""What has been asked for later; and which named job PostgreSQL is serving."""

from django.db import migrations, models

SERVICE = """
CREATE FUNCTION bedring_service() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('bedring.service', true), '') $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="AskedFor",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("job", models.CharField(max_length=60)),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunSQL(SERVICE, "DROP FUNCTION bedring_service();"),
    ]
