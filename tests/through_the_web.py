# SPDX-License-Identifier: Apache-2.0
"""What a tap and a look for news cost through the web server, beside a bare insert through the same one, in one run."""

import asyncio
import json
import statistics
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime

import psycopg

from bedring.kit.rows import acting_as
from bedring.ops import postgres
from bedring.sessions.commands.entries import start_session
from tests.bare import TABLE
from tests.caller import Caller, cookies_of
from tests.served import served, world_in
from tests.world import World

ROUNDS = 120
Times = dict[str, list[float]]


def parcel(people: list[uuid.UUID], entries: int = 1) -> dict[str, object]:
    """So many taps on who is here, as a device sends them."""
    now = datetime.now(UTC).isoformat()
    sent = [
        {
            "id": str(uuid.uuid4()),
            "kind": "presence",
            "value": {"here": "here"},
            "made_at": now,
            "person": str(people[n % len(people)]),
        }
        for n in range(entries)
    ]
    return {"sent_at": now, "entries": sent}


async def _rounds(asked: dict[str, Callable[[], Awaitable[tuple[int, bytes]]]], rounds: int) -> Times:
    """Milliseconds of each, asked in turn, so that what else the machine does falls on all of them."""
    took: Times = {name: [] for name in asked}
    for _round in range(rounds + 8):  # the first ones warm up: content is read, statements are prepared
        for name, ask in asked.items():
            began = time.perf_counter()
            status, body = await ask()
            took[name].append((time.perf_counter() - began) * 1000)
            assert status == 200, body
    return {name: times[8:] for name, times in took.items()}


async def _measure(port: int, cookies: str, world: World, rounds: int) -> tuple[Times, Times]:
    caller, people = Caller(port, cookies), [world.ane.id, world.arne.id, world.aud.id]
    where = f"/tonight/{world.session.id}/entries?after="
    cursor = "0"

    async def tap(entries: int = 1) -> tuple[int, bytes]:
        nonlocal cursor
        status, body = await caller.post(where + cursor, parcel(people, entries))
        told = json.loads(body)
        assert all(answer["stored"] for answer in told["answers"]), told
        cursor = str(max(answer["number"] for answer in told["answers"]))
        return status, body

    asked = {
        "bare insert": lambda: caller.get("/bare"),
        "who is signed in": lambda: caller.get("/parts/who"),
        "poll": lambda: caller.get(where + cursor),
        "tap": tap,
        "poll with news": lambda: caller.get(f"{where}0"),
    }
    early = await _rounds(asked, rounds)
    for _parcel in range(5):
        await tap(200)
    late = await _rounds(asked, rounds)
    caller.close()
    return early, late


def beside_a_bare_insert(rounds: int = ROUNDS, name: str = "bedring_bench_web") -> tuple[Times, Times]:
    """Milliseconds of a bare insert, a poll and a tap with one worker: in a new session, and 1,000 taps later.

    Between them the least that an answer of the service can be: who is signed in, and no question more.
    """
    server, world = world_in(name)
    with psycopg.connect(server.url("postgres", name), autocommit=True) as db:
        db.execute(TABLE)
    with acting_as(world.birger.id):
        start_session(by=world.actor(world.birger), session_id=world.session.id)
    cookies = cookies_of(world.birger)
    with served(server.url(postgres.SERVICE, name), workers=1, application="tests.bare:application") as port:
        return asyncio.run(_measure(port, cookies, world, rounds))


def lines(early: Times, late: Times) -> Iterator[str]:
    """A line each: the least and the median, and how many bare inserts that is."""
    yield f"{'through the web':16} {'min ms':>8} {'median':>8} {'bare inserts':>13}   {'after 1,000 entries':>25}"
    for what in early:
        told = [f"{what:16}"]
        for times in (early, late):
            least, bare = min(times[what]), min(times["bare insert"])
            told.append(f" {least:8.1f} {statistics.median(times[what]):8.1f} {least / bare:11.1f} ×  ")
        yield "".join(told)
