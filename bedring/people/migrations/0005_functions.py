# SPDX-License-Identifier: Apache-2.0
"""What the wall's functions read of this room, now that they run as a role of their own."""

from django.db import migrations

from bedring.kit.rowsecurity import functions_read


class Migration(migrations.Migration):
    dependencies = [("people", "0004_removed_supporter")]
    operations = [
        functions_read(
            "people_account", "people_organisation", "people_membership", "people_participant", "people_carerelation",
            "people_supporter",
        ),
    ]  # fmt: skip
