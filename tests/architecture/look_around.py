# SPDX-License-Identifier: Apache-2.0
"""What the walls say of the house this runs in, as JSON: for a copy with a room in it that nothing else knows.

    python -m tests.architecture.look_around OWNER_URL

Its migrations run in a transaction of a database that has all others, and are rolled back.
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def addresses_not_in_the_matrix() -> list[str]:
    """Addresses that nobody has said who gets what at."""
    from tests.addresses import ROWS, routes

    return sorted(set(routes()) - {row.split()[1] for row in ROWS})


def faults(owner_url: str) -> dict[str, list[str]]:
    """By wall, what is wrong."""
    from django.core.management import call_command
    from django.db import transaction

    from bedring.ops.migrate import as_owner
    from tests import database_walls
    from tests.reasons import OFF_THE_LEDGER, OPEN_TABLES

    found = {"access matrix": addresses_not_in_the_matrix()}
    with as_owner(owner_url), transaction.atomic():
        call_command("migrate", "garden", verbosity=0, interactive=False)
        found["row-level security"] = database_walls.without_wall(set(OPEN_TABLES))
        found["append-only"] = database_walls.not_append_only()
        found["the ledger"] = database_walls.off_the_ledger(set(OFF_THE_LEDGER))
        found["site"] = database_walls.without_site()
        transaction.set_rollback(True)
    return found


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(faults(sys.argv[1])))
