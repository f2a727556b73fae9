# SPDX-License-Identifier: Apache-2.0
"""What is said now, as the table keeps it, is what all entries add up to: late, doubled, by two, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bedring.kit import clock
from bedring.kit.fold import newest
from bedring.kit.rows import set_actor
from bedring.sessions.commands.entries import Sent
from bedring.sessions.models import Entry, Said
from bedring.sessions.queries.said import boards
from bedring.sessions.rules.board import board_of
from tests.taps import begin, send, tap
from tests.world import MODULE, TOPIC, World

VALUES: list[tuple[str, dict[str, Any]]] = [
    *(("presence", {"here": here}) for here in ("here", "sent_word", "not_here", "")),
    *(("home_look", {"look": look}) for look in ("done", "partly", "")),
    *(("next_step", step) for step in ({"what": "Go"}, {"what": "Go there"}, {"not_this_week": True}, {})),
    *(("technique", {"technique": "role_play", "on": on}) for on in (True, False)),
    *(("technique", {"technique": "hope", "on": on}) for on in (True, False)),
    *(("handout", {"module": MODULE, "topic": TOPIC, "on": on}) for on in (True, False)),
    *(("remark", {"words": words}) for words in ("Sang.", "")),
]
ABOUT = {"presence": True, "home_look": True, "next_step": True, "technique": False, "handout": False, "remark": False}
tapped = st.tuples(st.sampled_from(VALUES), st.integers(0, 1), st.integers(0, 1), st.integers(0, 90), st.integers(1, 2))


@pytest.fixture
def begun(world: World) -> World:
    return begin(world)


def everything_said(world: World) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The fold of all entries of the session, written down as simply as can be."""
    pile = list(Entry.objects.filter(session=world.session))
    fold = newest(pile, lambda e: (e.kind, e.participant_id, e.key))
    writers = {key: {e.by_id for e in pile if (e.kind, e.participant_id, e.key) == key} for key in fold}
    return {key: (e.id, e.says, e.by_id, e.made_at, e.number, len(writers[key]) > 1) for key, e in fold.items()}


def table(world: World) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    found = Said.objects.filter(session=world.session)
    return {
        (s.kind, s.participant_id, s.key): (s.entry_id, s.says, s.by_id, s.made_at, s.number, s.others) for s in found
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(tapped, max_size=25), parcels=st.integers(1, 5))
def test_the_table_is_the_fold_of_any_history(begun: World, history: list[Any], parcels: int) -> None:
    before = transaction.savepoint()
    try:
        _live(begun, history, parcels)
        set_actor(begun.birger.id)
        assert table(begun) == everything_said(begun)
        whole = board_of(Entry.objects.filter(session=begun.session))
        assert boards([begun.session.id])[begun.session.id] == whole
    finally:
        transaction.savepoint_rollback(before)


def _live(world: World, history: list[Any], parcels: int) -> None:
    """Two leaders tap; each sends now and then, and sends some once more whose answer was lost on the way."""
    people, leaders, now = (world.ane, world.arne), (world.birger, world.gro), clock.now()
    waiting: dict[int, list[Sent]] = {0: [], 1: []}
    for turn, ((kind, value), person, leader, age, times) in enumerate(history):
        about = people[person].id if ABOUT[kind] else None
        waiting[leader] += [tap(kind, value, about, made_at=now - timedelta(minutes=age))] * times
        if turn % parcels == 0:
            assert all(r.stored for r in send(world, leaders[leader], *waiting[leader]))
            send(world, leaders[leader], *waiting[leader][-3:])
            waiting[leader] = []
    for leader in (0, 1):
        assert all(r.stored for r in send(world, leaders[leader], *waiting[leader]))


def test_the_test_above_can_fail(begun: World) -> None:
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))
    kept = table(begun)
    assert kept == everything_said(begun)
    send(begun, begun.birger, tap("presence", {"here": "not_here"}, begun.ane.id))
    assert kept != everything_said(begun), "a table that nothing keeps"


def test_what_is_taken_back_is_as_if_it_had_never_been_asked(begun: World) -> None:
    for here in ("here", ""):
        send(begun, begun.birger, tap("presence", {"here": here}, begun.ane.id))
    board = boards([begun.session.id])[begun.session.id]
    assert board.person(begun.ane.id).presence is None
    assert not Said.objects.saying("presence").filter(session=begun.session).exists()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "way",
    [
        "INSERT INTO imr_sessions_said SELECT * FROM imr_sessions_said",
        "UPDATE imr_sessions_said SET says = 'here'",
        "DELETE FROM imr_sessions_said",
        "SELECT imr_sessions_said_keep()",
    ],
)
def test_nothing_but_its_trigger_writes_what_is_said(world: World, way: str) -> None:
    begun = begin(world)
    send(begun, begun.birger, tap("presence", {"here": "sent_word"}, begun.ane.id))
    set_actor(world.birger.id)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as raw:
        raw.execute(way)
    assert list(Said.objects.filter(participant=begun.ane.id).values_list("says", flat=True)) == ["sent_word"]
