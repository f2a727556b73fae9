# SPDX-License-Identifier: Apache-2.0
"""What a tap, a look for news and a parcel cost, in statements: the same late in the evening as at its beginning."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.entries import Sent
from bedring.sessions.models import Entry
from bedring.sessions.queries.rooms import board_since
from tests.taps import begin, send, tap
from tests.world import World


@pytest.fixture
def begun(world: World) -> World:
    begun = begin(world)
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))  # Birger is written down as leading
    return begun


def presences(world: World, number: int) -> list[Sent]:
    people = (world.ane, world.arne, world.aud)
    said = ("here", "sent_word", "not_here", "")
    start = clock.now() - timedelta(seconds=number)
    return [
        tap("presence", {"here": said[n % 4]}, people[n % 3].id, made_at=start + timedelta(seconds=n))
        for n in range(number)
    ]


def steps(world: World, number: int) -> list[Sent]:
    people = (world.ane, world.arne, world.aud)
    start = clock.now() - timedelta(seconds=number)
    return [
        tap("next_step", {"what": f"Go {n}"}, people[n % 3].id, made_at=start + timedelta(seconds=n))
        for n in range(number)
    ]


def cost(world: World, taps: list[Sent]) -> int:
    set_actor(world.birger.id)
    with CaptureQueriesContext(connection) as asked:
        assert all(receipt.stored for receipt in send(world, world.birger, *taps))
    return len(asked)


def test_two_hundred_taps_cost_what_one_costs(begun: World) -> None:
    assert cost(begun, presences(begun, 200)) == cost(begun, presences(begun, 1))


def test_two_hundred_words_of_steps_cost_what_three_cost(begun: World) -> None:
    cost(begun, steps(begun, 3))
    with clock.stopped_at(clock.now() + timedelta(minutes=10)):
        many = cost(begun, steps(begun, 200))
    with clock.stopped_at(clock.now() + timedelta(minutes=20)):
        assert cost(begun, steps(begun, 3)) == many


def test_a_tap_is_at_most_twelve_statements(begun: World) -> None:
    assert cost(begun, presences(begun, 1)) <= 12


def test_a_tap_after_a_thousand_costs_what_the_first_cost(begun: World) -> None:
    first = cost(begun, presences(begun, 1))
    for _ in range(5):
        cost(begun, presences(begun, 200))
    assert Entry.objects.filter(session=begun.session).count() > 1000
    assert cost(begun, presences(begun, 1)) == first


def test_asking_for_news_is_one_statement_while_there_is_none(begun: World) -> None:
    actor = begun.actor(begun.birger)
    cursor, _, _ = board_since(actor, begun.session.id, 0)
    with CaptureQueriesContext(connection) as asked:
        assert board_since(actor, begun.session.id, cursor) == (cursor, None, {})
    assert len(asked) == 1


def test_a_board_is_read_from_what_is_said_now_and_not_from_all_that_was_said(begun: World) -> None:
    def rows() -> int:
        with CaptureQueriesContext(connection) as asked:
            board_since(begun.actor(begun.birger), begun.session.id, 0)
        return len(asked)

    before = rows()
    cost(begun, presences(begun, 200))
    assert rows() == before
