# SPDX-License-Identifier: Apache-2.0
"""The worker marks what was asked for as done, and forgets it later."""

from django.db import migrations

from bedring.kit.rowsecurity import let_jobs


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [let_jobs("kit_askedfor", may="SELECT, UPDATE, DELETE")]
