# SPDX-License-Identifier: Apache-2.0
"""Changes of a place stand on the ledger, so that two at one moment keep their order."""

from django.db import migrations

from bedring.kit.trail import onto_the_ledger


class Migration(migrations.Migration):
    dependencies = [("imr_sessions", "0012_held")]
    operations = onto_the_ledger("enrolmentevent", "imr_sessions_enrolmentevent", "imr_sessions_enrolmentevent_numbers")
