# SPDX-License-Identifier: Apache-2.0
"""`make bench`: what a page costs at 8 people in the group, and with 2,000 more at the site. Ratios within one run."""

import os
import statistics
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection, connections, transaction
from psycopg.conninfo import conninfo_to_dict

from bedring.kit.rows import set_actor
from bedring.ops import postgres
from bedring.sessions.commands.entries import start_session
from tests.budgets import PAGES
from tests.conftest import SERVER, fresh_database
from tests.many import add_people
from tests.signed_in import browser
from tests.world import World, build_world

ROUNDS = 15


def measure(world: World, page: str) -> tuple[int, float]:
    """(queries, median milliseconds) of a page on the server, after a first view."""
    who, where, _most = PAGES[page]
    client, url = browser(who(world)), where(world)
    client.get(url)
    asked = []

    def count(execute, *args):  # type: ignore[no-untyped-def]
        asked.append(1)
        return execute(*args)

    with connection.execute_wrapper(count):
        client.get(url)
    took = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        client.get(url)
        took.append((time.perf_counter() - started) * 1000)
    return len(asked), statistics.median(took)


def main() -> None:
    """Print a line a page: queries and milliseconds at 8 people and at 2,000 more, and the ratio."""
    server = postgres.start(SERVER)
    owner = fresh_database(server, "bedring_bench")
    wanted = conninfo_to_dict(server.url(postgres.SERVICE, "bedring_bench"))
    connection.settings_dict.update(NAME=wanted["dbname"], USER=wanted["user"], HOST=wanted["host"])
    world = build_world(owner)
    add_people(world, owner, 5, in_group=5)
    with transaction.atomic():
        set_actor(world.birger.id)
        start_session(by=world.actor(world.birger), session_id=world.session.id)
    few = {page: measure(world, page) for page in PAGES}
    add_people(world, owner, 2000)
    many = {page: measure(world, page) for page in PAGES}
    print(f"{'page':16} {'queries':>8} {'ms':>7}   {'queries':>8} {'ms':>7}   ratio (8 people; 2,000 more)")
    for page in PAGES:
        (q1, t1), (q2, t2) = few[page], many[page]
        print(f"{page:16} {q1:8} {t1:7.1f}   {q2:8} {t2:7.1f}   {t2 / t1:.2f}")
    connections.close_all()


if __name__ == "__main__":
    main()
