# SPDX-License-Identifier: Apache-2.0
"""Sign-ins that know whose they are; a PIN of one's own; a first account for somebody who had paper only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bedring.kit.rowsecurity import FUNCTIONS_ROLE, for_the_service

GIVE_ACCOUNT = """
CREATE FUNCTION bedring_give_account(person uuid, fresh uuid) RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE public.people_participant SET account_id = fresh
  WHERE id = person AND account_id IS NULL AND id IN (SELECT public.bedring_people())
    AND organisation_id IN (SELECT public.bedring_any_reach())
    AND EXISTS (SELECT 1 FROM public.people_account WHERE id = fresh AND email IS NULL)
    AND NOT EXISTS (SELECT 1 FROM public.people_participant WHERE account_id = fresh)
    AND NOT EXISTS (SELECT 1 FROM public.people_membership WHERE account_id = fresh);
  SELECT account_id FROM public.people_participant
  WHERE id = person AND id IN (SELECT public.bedring_people()) AND organisation_id IN (SELECT public.bedring_any_reach());
$$;
"""
"""Those who work with a person may give them a first account, new and without an address; and nothing else."""
MAY_GIVE = f"""
GRANT UPDATE (account_id) ON people_participant TO {FUNCTIONS_ROLE};
CREATE POLICY functions_give_account ON people_participant FOR UPDATE TO {FUNCTIONS_ROLE}
  USING (current_user = '{FUNCTIONS_ROLE}' AND account_id IS NULL) WITH CHECK (current_user = '{FUNCTIONS_ROLE}');
"""
MAY_NOT = f"""
DROP POLICY functions_give_account ON people_participant;
REVOKE UPDATE (account_id) ON people_participant FROM {FUNCTIONS_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_device_salt")]

    operations = [
        migrations.AddField("organisation", "peers_print", models.BooleanField(
            default=False, help_text="peer specialists too print a way in on paper"
        )),
        migrations.AddField("signincode", "chosen_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("session_key", models.CharField(
                    max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                )),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("way", models.CharField(blank=True, max_length=20)),
                ("device", models.CharField(blank=True, max_length=60)),
                ("began_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("account", models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.CASCADE, related_name="sign_ins",
                    to=settings.AUTH_USER_MODEL,
                )),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunSQL(GIVE_ACCOUNT, "DROP FUNCTION bedring_give_account(uuid, uuid);"),
        migrations.RunSQL(MAY_GIVE, MAY_NOT),
        for_the_service("bedring_give_account(uuid, uuid)"),
    ]  # fmt: skip
