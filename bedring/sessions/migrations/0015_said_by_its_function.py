# SPDX-License-Identifier: Apache-2.0
"""What is said is kept by a function of its own role, and read by the service alone: a tap asks the wall once, for the
entry, and not once more for each of three rules of what the trigger keeps of it."""

from django.db import migrations

from bedring.kit.rowsecurity import FUNCTIONS_ROLE, read_only

KEEPER = "imr_sessions_said_keep()"
BY_ITS_OWN_ROLE = f"""
ALTER FUNCTION {KEEPER} SECURITY DEFINER;
GRANT SELECT, INSERT, UPDATE ON imr_sessions_said TO {FUNCTIONS_ROLE};
CREATE POLICY functions_keep ON imr_sessions_said TO {FUNCTIONS_ROLE}
  USING (current_user = '{FUNCTIONS_ROLE}') WITH CHECK (current_user = '{FUNCTIONS_ROLE}');
"""
BY_THE_SERVICE = f"""
DROP POLICY functions_keep ON imr_sessions_said;
REVOKE SELECT, INSERT, UPDATE ON imr_sessions_said FROM {FUNCTIONS_ROLE};
ALTER FUNCTION {KEEPER} SECURITY INVOKER;
"""


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0014_versions_on_the_ledger")]
    operations = [migrations.RunSQL(BY_ITS_OWN_ROLE, BY_THE_SERVICE), read_only("imr_sessions_said")]
