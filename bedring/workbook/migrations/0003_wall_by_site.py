# SPDX-License-Identifier: Apache-2.0
"""The wall by site, for worksheets; answers follow their sheet."""

from django.db import migrations

from bedring.kit.rowsecurity import PERSON, SHOWN, protect_anew

IN_A_SHEET = "EXISTS (SELECT FROM workbook_sheet s WHERE s.id = sheet_id)"


class Migration(migrations.Migration):
    dependencies = [("workbook", "0002_rowsecurity"), ("people", "0010_wall_by_site")]
    operations = [
        protect_anew("workbook_sheet", see=SHOWN),
        protect_anew(
            "workbook_answer",
            see=f"{IN_A_SHEET} AND {PERSON}",
            write=f"{IN_A_SHEET} AND by_id = bedring_actor() AND {PERSON}",
        ),
    ]
