# SPDX-License-Identifier: Apache-2.0
"""By a paper whose PIN another knows one sees that there are sheets that were shown, and not what stands in them."""

from django.db import migrations

from bedring.kit.rowsecurity import MINE, light_sees


class Migration(migrations.Migration):
    dependencies = [("workbook", "0005_ledger"), ("people", "0016_light")]
    operations = [
        light_sees("workbook_sheet", f"team_sees AND {MINE}"),
    ]
