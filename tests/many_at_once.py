# SPDX-License-Identifier: Apache-2.0
"""How many taps and how many pages of one's own a service answers in a second, when many ask at once."""

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connections

from bedring.kit.rows import acting_as
from bedring.ops import postgres
from bedring.people.models import Account
from bedring.sessions.commands.entries import start_session
from tests.bare import TABLE
from tests.caller import Caller, cookies_of
from tests.crowd import Size, build_crowd
from tests.load import Leader, leader
from tests.served import served, world_in
from tests.through_the_web import parcel

CLIENTS, SECONDS = 20, 6.0
Ask = Callable[[], Awaitable[tuple[int, bytes]]]


@dataclass(frozen=True)
class Pace:
    """So many answers a second, and the median of milliseconds for one."""

    a_second: float
    p50: float


async def _pace(clients: list[Ask], seconds: float) -> Pace:
    took: list[float] = []

    async def client(ask: Ask, until: float, kept: list[float]) -> None:
        while time.perf_counter() < until:
            began = time.perf_counter()
            status, body = await ask()
            kept.append((time.perf_counter() - began) * 1000)
            assert status == 200, body[:200]

    for warming, kept in ((True, []), (False, took)):
        until = time.perf_counter() + (2.0 if warming else seconds)
        await asyncio.gather(*(client(ask, until, kept) for ask in clients))
    return Pace(len(took) / seconds, statistics.median(took))


def _tap(caller: Caller, who: Leader) -> Ask:
    async def ask() -> tuple[int, bytes]:
        status, body = await caller.post(f"/tonight/{who.session}/entries", parcel(who.people[:1]))
        assert all(one["stored"] for one in json.loads(body)["answers"]), body
        return status, body

    return ask


async def _both(port: int, leaders: list[Leader], readers: list[str], seconds: float) -> dict[str, Pace]:
    callers = [Caller(port, one.cookies) for one in leaders] + [Caller(port, one) for one in readers]
    taps = [_tap(caller, who) for caller, who in zip(callers, leaders, strict=False)]
    homes: list[Ask] = [lambda caller=one: caller.get("/mine/") for one in callers[len(leaders) :]]  # type: ignore[misc]
    bare: list[Ask] = [lambda caller=one: caller.get("/bare") for one in callers[: len(leaders)]]  # type: ignore[misc]
    asked = {"bare inserts": bare, "taps": taps, "My page": homes}
    found = {what: await _pace(clients, seconds) for what, clients in asked.items()}
    for one in callers:
        one.close()
    return found


def many_at_once(
    clients: int = CLIENTS, seconds: float = SECONDS, name: str = "bedring_bench_many"
) -> dict[int, dict[str, Pace]]:
    """By number of workers (one and two): the pace of taps, each client in a session of its own, and of My page.

    Beside them that of bare inserts through the same web server, which says what the machine could do in that run.
    """
    server, world = world_in(name)
    with psycopg.connect(server.url("postgres", name), autocommit=True) as db:
        db.execute(TABLE)
    with acting_as(world.birger.id):
        start_session(by=world.actor(world.birger), session_id=world.session.id)
    build_crowd(server.url("postgres", name), world, Size(clients * 8, 6, clients * 100))
    leaders = [leader(number) for number in range(clients)]
    emails = [f"{number}@crowd.example" for number in range(clients)]
    readers = [cookies_of(account) for account in Account.objects.filter(email__in=emails)]
    connections.close_all()
    found: dict[int, dict[str, Pace]] = {}
    for workers in (1, 2):
        with served(server.url(postgres.SERVICE, name), workers, "tests.bare:application") as port:
            found[workers] = asyncio.run(_both(port, leaders, readers, seconds))
    return found


def lines(found: dict[int, dict[str, Any]]) -> Iterator[str]:
    """A line for each number of workers."""
    yield f"{CLIENTS} clients at once"
    for workers, paces in found.items():
        told = "   ".join(
            f"{what}: {pace.a_second:.0f} a second, p50 {pace.p50:.0f} ms" for what, pace in paces.items()
        )
        yield f"{workers} worker{'s' if workers > 1 else ''}   {told}"
