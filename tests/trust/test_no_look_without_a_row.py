# SPDX-License-Identifier: Apache-2.0
"""Nobody reads anybody without a row in the read log: of every answer there is, whoever gets it, page, JSON or PDF.

Each participant bears a word that nobody else bears: in the name, the goal, the step, and what was said in the room.
Where that word stands in an answer to somebody else, the log has a new row: this reader, this participant.
"""

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection, transaction

from bedring.goals.commands import set_goal
from bedring.kit.rows import set_actor
from bedring.people.models import Participant
from bedring.trust import commands
from tests.addresses import PEOPLE, ROWS, answer_to, hold_the_session
from tests.taps import send, tap
from tests.text_of import text_of
from tests.world import World

READERS = [who for who in PEOPLE if who != "nobody" and "half" not in who]


def word_of(person: Participant) -> str:
    """The word only this participant bears."""
    return f"Merkeord{person.id.hex[:10]}"


def everyone(world: World) -> list[Participant]:
    return [world.ane, world.arne, world.aud, world.nils, world.carl]


@pytest.fixture
def marked(world: World) -> World:
    """Everybody is marked, and the group has met: a session keeps the names it was held with."""
    for leader, people in ((world.eva, everyone(world)[:4]), (world.cathrine, [world.carl])):
        set_actor(leader.id)
        for person in people:
            Participant.objects.filter(id=person.id).update(
                name=f"{person.called} {word_of(person)}", called_alone=f"{person.called} {word_of(person)}"
            )
    hold_the_session(world)
    set_actor(world.birger.id)
    for person in (world.arne, world.aud):
        set_goal(by=world.actor(world.birger), participant=person, words=f"To walk far {word_of(person)}")
        send(world, world.birger, tap("remark", {"words": f"Sang {word_of(person)}"}, person.id))
    return world


def rows_in_the_log(world: World) -> dict[tuple[str, str], int]:
    """How many looks there are, by (reader, participant): asked past the wall, which hides some from each."""
    counts: dict[tuple[str, str], int] = {}
    for person in everyone(world):
        leader = world.cathrine if person == world.carl else world.eva
        set_actor(leader.id)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT account_id, count(*) FROM trust_accesslog WHERE participant_id = %s GROUP BY 1", [person.id]
            )
            for account, number in cursor.fetchall():
                counts[str(account), str(person.id)] = number
    return counts


@pytest.fixture
def every_look_anew() -> Iterator[None]:
    """So that a look a moment ago does not stand for the one we ask about."""
    with patch.object(commands, "SAME_LOOK", timedelta(0)):
        yield


def unlogged(world: World, row: str, who: str) -> list[str]:
    """Whom this reader saw at this address without a row."""
    account = world.everybody()[who]
    before = rows_in_the_log(world)
    set_actor(world.ane.account_id)  # so that the share can be named
    said = text_of(answer_to(world, row, who))
    after = rows_in_the_log(world)
    others = [p for p in everyone(world) if p.account_id != account.id and word_of(p) in said]
    keys = {p.called: (str(account.id), str(p.id)) for p in others}
    return [called for called, key in keys.items() if after.get(key, 0) <= before.get(key, 0)]


@pytest.mark.parametrize("row", list(ROWS))
def test_whoever_is_seen_has_a_row(marked: World, every_look_anew: None, row: str) -> None:
    found = {}
    for who in READERS:
        with transaction.atomic():
            found[who] = unlogged(marked, row, who)
            transaction.set_rollback(True)
    assert {who: people for who, people in found.items() if people} == {}


def test_the_test_sees_people(marked: World, every_look_anew: None) -> None:
    """It would prove nothing if no answer held anybody's word."""
    for row, who, person in (
        ("GET session", "gro", marked.ane),
        ("GET groups_group", "eva", marked.aud),
        ("GET note_paper", "birger", marked.ane),
    ):
        assert word_of(person) in text_of(answer_to(marked, row, who)), row


def test_a_look_that_is_not_noted_is_found(marked: World, every_look_anew: None) -> None:
    with patch.object(commands.AccessLog.objects, "bulk_create", lambda _rows: None):
        assert unlogged(marked, "GET session", "gro")
