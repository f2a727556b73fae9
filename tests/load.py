# SPDX-License-Identifier: Apache-2.0
"""`make load`: an evening. 300 people come within a minute: 40 lead a session and tap, 260 read on their own pages.

All of it on this machine, on the loopback address: against a service that it starts itself, with a worker for each
core; bounded in number and time. They are signed in beforehand: what a sign-in costs is the hash of its password, on
purpose.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

import logging

from django.db import connections

from bedring.kit import clock
from bedring.kit.rows import acting_as
from bedring.ops import postgres
from bedring.people.models import Account
from bedring.people.queries import actor_for
from bedring.sessions.commands.courses import plan_session
from bedring.sessions.commands.entries import start_session
from bedring.sessions.models import Course, Enrolment
from tests.caller import Caller, cookies_of
from tests.crowd import Size, build_crowd
from tests.served import served, world_in
from tests.through_the_web import parcel
from tests.world import MODULE, TOPIC

POLL, TAP = 2.0, 6.0
"""Seconds: a session screen asks for news as often as that, and its leader taps."""
READING = (5.0, 10.0)
PATIENCE, WARMING = 30.0, 20
"""An answer after so many seconds is none; and so many pages of each kind are asked for before anybody comes."""
OWN_PAGES = ("/mine/", "/mine/", "/mine/goal/", "/mine/handouts/", "/mine/privacy/")
MOST_PEOPLE, MOST_SECONDS = 2000, 600


@dataclass(frozen=True)
class Evening:
    """So many people, of whom so many lead; they come `over` so many seconds, and stay `seconds` after the last."""

    people: int = 300
    leaders: int = 40
    over: float = 60
    seconds: float = 30
    workers: int | None = None


@dataclass
class Told:
    """What became of every question: milliseconds by kind, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Leader:
    """Somebody who leads a session that is on: their cookies, the session and who is expected in it."""

    cookies: str
    session: UUID
    people: list[UUID]


def leader(number: int) -> Leader:
    """The leader of the crowd's group of this number, with a session that is on."""
    account = Account.objects.get(email=f"leader{number}@crowd.example")
    with acting_as(account.id):
        by = actor_for(account)
        course = Course.objects.get(name=f"Group {number}")
        session = plan_session(by=by, course=course, starts_at=clock.now(), module=MODULE, topic=TOPIC)
        start_session(by=by, session_id=session.id)
        people = list(Enrolment.objects.filter(course=course).values_list("participant", flat=True))
    return Leader(cookies_of(account), session.id, people)


async def _ask(told: Told, kind: str, asked: Awaitable[tuple[int, bytes]]) -> bytes:
    began = time.perf_counter()
    try:
        status, body = await asyncio.wait_for(asked, PATIENCE)
    except (OSError, EOFError, TimeoutError) as gone:
        told.errors.append(f"{kind}: {type(gone).__name__}")
        return b""
    told.took[kind].append((time.perf_counter() - began) * 1000)
    if status != 200:
        told.errors.append(f"{kind}: {status}")
    return body


async def _leads(told: Told, caller: Caller, leader: Leader, until: float) -> None:
    where, cursor, tapped = f"/tonight/{leader.session}/", 0, time.monotonic()
    await _ask(told, "session screen", caller.get(where))
    while time.monotonic() < until:
        await asyncio.sleep(POLL)
        news = f"{where}entries?after={cursor}"
        if time.monotonic() - tapped >= TAP:
            tapped = time.monotonic()
            body = await _ask(told, "tap", caller.post(f"{where}entries", parcel([random.choice(leader.people)])))
        else:
            body = await _ask(told, "poll", caller.get(news))
        try:
            answer = json.loads(body)
            cursor = answer.get("cursor", cursor)
            told.errors += [f"tap: {one['code']}" for one in answer.get("answers", ()) if not one["stored"]]
        except (ValueError, KeyError):  # told as an error already
            continue


async def _reads(told: Told, caller: Caller, until: float) -> None:
    await _ask(told, "own page", caller.get("/mine/"))
    while time.monotonic() < until:
        await asyncio.sleep(random.uniform(*READING))
        await _ask(told, "own page", caller.get(random.choice(OWN_PAGES)))


async def _warm(port: int, leader: Leader, reader: str) -> None:
    """A service that has just begun reads the whole programme once in each worker."""

    async def once(cookies: str, page: str) -> None:
        caller = Caller(port, cookies)
        await caller.get(page)
        caller.close()

    session = f"/tonight/{leader.session}/"
    asked = [once(leader.cookies, session), *(once(reader, page) for page in OWN_PAGES)]
    await asyncio.gather(*asked)
    for _round in range(WARMING):
        await asyncio.gather(*(once(leader.cookies, session) for _worker in range(2)), once(reader, "/mine/"))


async def _evening(port: int, evening: Evening, leaders: list[Leader], readers: list[str]) -> Told:
    await _warm(port, leaders[0], readers[0])
    told, began = Told(), time.monotonic()
    until = began + evening.over + evening.seconds
    everybody: list[Leader | str] = [*leaders, *readers]
    random.Random(1).shuffle(everybody)

    async def comes(number: int, who: Leader | str) -> None:
        await asyncio.sleep(evening.over * number / len(everybody))
        caller = Caller(port, who.cookies if isinstance(who, Leader) else who)
        try:
            await (_leads(told, caller, who, until) if isinstance(who, Leader) else _reads(told, caller, until))
        finally:
            caller.close()

    await asyncio.gather(*(comes(number, who) for number, who in enumerate(everybody)))
    return told


def hold(evening: Evening, name: str = "bedring_load") -> Told:
    """One evening, in a new installation of its own."""
    server, world = world_in(name)
    with acting_as(world.birger.id):
        start_session(by=world.actor(world.birger), session_id=world.session.id)
    people = max(evening.people - evening.leaders, evening.leaders * 8)
    build_crowd(server.url("postgres", name), world, Size(people, 6, people * 20))
    leaders = [leader(number) for number in range(evening.leaders)]
    emails = [f"{number}@crowd.example" for number in range(evening.people - evening.leaders)]
    readers = [cookies_of(account) for account in Account.objects.filter(email__in=emails)]
    assert len(readers) == len(emails)
    connections.close_all()
    with served(server.url(postgres.SERVICE, name), evening.workers) as port:
        return asyncio.run(_evening(port, evening, leaders, readers))


def lines(told: Told) -> Iterator[str]:
    """A line for each kind of question and one for all, in milliseconds; then what went wrong, each kind once."""
    yield f"{'':16} {'asked':>7} {'p50':>8} {'p95':>8} {'most':>8}"
    every = [one for times in told.took.values() for one in times]
    for what, times in [*sorted(told.took.items()), ("all", every)]:
        p95 = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
        yield f"{what:16} {len(times):7} {statistics.median(times):8.0f} {p95:8.0f} {max(times):8.0f}"
    yield f"errors: {len(told.errors)}"
    yield from (f"  {told.errors.count(one)} × {one}" for one in sorted(set(told.errors)))


def main(given: list[str] | None = None) -> int:
    """Hold the evening that the words ask for, and print what it was like. 1 when anything went wrong."""
    asks = argparse.ArgumentParser(description=__doc__)
    asks.add_argument("--people", type=int, default=Evening.people)
    asks.add_argument("--leaders", type=int, default=Evening.leaders)
    asks.add_argument("--over", type=float, default=Evening.over, help="seconds in which they come")
    asks.add_argument("--seconds", type=float, default=Evening.seconds, help="how long they stay after the last came")
    asks.add_argument("--workers", type=int, default=None, help="one a core when not given")
    evening = Evening(**vars(asks.parse_args(given)))
    if not (0 < evening.leaders < evening.people <= MOST_PEOPLE and evening.over + evening.seconds <= MOST_SECONDS):
        asks.error(f"at most {MOST_PEOPLE} people, some of them leaders, for {MOST_SECONDS} seconds in all")
    logging.disable(logging.CRITICAL)
    told = hold(evening)
    print("\n".join(lines(told)), flush=True)
    return 1 if told.errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
