# SPDX-License-Identifier: Apache-2.0
"""`make bench`: what a page costs in an installation of 500 people, and in one of 50,000 over 60 sites with 1,000,000
entries. Queries, milliseconds in all and in the database; the ratio says what size costs.

First, through the web server: a poll and a tap beside a bare insert, and what it answers in a second when twenty ask at
once. `python -m tests.bench web` stops after that.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

import logging

from django.db import connection, connections
from django.test import Client

from bedring.config.warm import settle
from bedring.kit.rows import acting_as
from bedring.sessions.commands.entries import start_session
from tests import many_at_once
from tests.budgets import PAGES
from tests.crowd import LARGE, SMALL, Size, build_crowd
from tests.served import world_in
from tests.signed_in import browser
from tests.through_the_web import beside_a_bare_insert, lines, parcel
from tests.world import World

ROUNDS = 9
Cost = tuple[int, float, float]


def cost(ask: Callable[[], object], rounds: int = ROUNDS) -> Cost:
    """(queries, median milliseconds, of them in the database), after two first times."""
    ask()
    ask()
    asked: list[float] = []

    def count(execute, *args):  # type: ignore[no-untyped-def]
        began = time.perf_counter()
        try:
            return execute(*args)
        finally:
            asked.append((time.perf_counter() - began) * 1000)

    took, inside = [], []
    with connection.execute_wrapper(count):
        for _round in range(rounds):
            asked.clear()
            began = time.perf_counter()
            ask()
            took.append((time.perf_counter() - began) * 1000)
            inside.append(sum(asked))
    return len(asked), statistics.median(took), statistics.median(inside)


def _parcel(world: World, client: Client, entries: int) -> Callable[[], object]:
    where = f"/tonight/{world.session.id}/entries?after=999999999"
    people = [world.ane.id, world.arne.id]
    return lambda: client.post(where, parcel(people, entries), content_type="application/json")


def measure(size: Size, name: str) -> dict[str, Cost]:
    """What each page, the poll and a parcel cost in a new installation of this size."""
    server, world = world_in(name)
    with acting_as(world.birger.id):
        start_session(by=world.actor(world.birger), session_id=world.session.id)
    settle()  # as a web worker does
    began = time.perf_counter()
    build_crowd(server.url("postgres", name), world, size)
    print(f"{size}: made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    found = {}
    for page, (who, where, _most) in PAGES.items():
        client, url = browser(who(world)), where(world)
        found[page] = cost(lambda client=client, url=url: client.get(url))
    client = browser(world.birger)
    poll = f"/tonight/{world.session.id}/entries?after=999999999"
    found["poll"] = cost(lambda: client.get(poll))
    found["a tap"] = cost(_parcel(world, client, 1))
    found["parcel of 200"] = cost(_parcel(world, client, 200), 2)
    connections.close_all()
    return found


def main() -> None:
    """Print a line a page: queries, milliseconds in all and in the database at both sizes, and the ratio."""
    logging.disable(logging.CRITICAL)
    print(*lines(*beside_a_bare_insert()), "", sep="\n", flush=True)
    print(*many_at_once.lines(many_at_once.many_at_once()), "", sep="\n", flush=True)
    if sys.argv[1:] == ["web"]:
        return
    few, many = measure(SMALL, "bedring_bench_small"), measure(LARGE, "bedring_bench_large")
    print(f"{'':16} {'500 people':^26}   {'50,000 people':^26}")
    print(f"{'page':16} {'queries':>8} {'ms':>8} {'in db':>8}   {'queries':>8} {'ms':>8} {'in db':>8}   ratio")
    for page in few:
        (q1, t1, d1), (q2, t2, d2) = few[page], many[page]
        print(f"{page:16} {q1:8} {t1:8.1f} {d1:8.1f}   {q2:8} {t2:8.1f} {d2:8.1f}   {t2 / t1:.2f}")


if __name__ == "__main__":
    main()
