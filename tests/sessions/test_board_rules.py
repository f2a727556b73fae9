# SPDX-License-Identifier: Apache-2.0
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from bedring.sessions.rules.board import board_of
from bedring.sessions.rules.entries import EntryKind

START = datetime(2026, 11, 23, 17, tzinfo=UTC)
ANE, BIRGER, GRO = uuid4(), uuid4(), uuid4()


@dataclass
class E:
    kind: str
    value: dict[str, Any]
    minute: float = 0
    participant_id: UUID | None = None
    by_id: UUID = BIRGER
    number: int = 0
    id: UUID = field(default_factory=uuid4)

    @property
    def made_at(self) -> datetime:
        return START + timedelta(minutes=self.minute)


def here(value: str, minute: float, by: UUID = BIRGER) -> E:
    return E("presence", {"here": value}, minute, ANE, by)


def test_the_newest_shows_and_the_others_word_is_kept() -> None:
    board = board_of([here("here", 1), here("sent_word", 2, GRO)])
    assert board.person(ANE).presence.here == "sent_word"  # type: ignore[union-attr]
    earlier = board.earlier[("presence", ANE, "")]
    assert [(s.by_id, s.value.here) for s in earlier] == [(BIRGER, "here")]  # type: ignore[attr-defined]


def test_changing_ones_own_mind_leaves_nothing_behind() -> None:
    assert board_of([here("here", 1), here("not_here", 2)]).earlier == {}


def test_the_order_of_arrival_does_not_matter() -> None:
    late, early = here("not_here", 5), here("here", 1, GRO)
    assert board_of([late, early]).newest == board_of([early, late]).newest


@given(st.permutations([here(v, m, b) for v, m, b in [("here", 1, BIRGER), ("not_here", 2, GRO), ("here", 3, GRO)]]))
def test_any_order_makes_the_same_board(entries: list[E]) -> None:
    board = board_of(entries)
    assert board.person(ANE).here
    assert len(board.earlier[("presence", ANE, "")]) == 1


def test_what_is_ticked_off_again_does_not_count() -> None:
    on, off = {"technique": "role_play", "on": True}, {"technique": "role_play", "on": False}
    assert board_of([E("technique", on, 1)]).techniques() == ("role_play",)
    assert board_of([E("technique", on, 1), E("technique", off, 2)]).techniques() == ()


def test_the_groups_home_practice_counts_where_one_has_none_of_ones_own() -> None:
    group = E("home_practice", {"option": "for-all"}, 1)
    own = E("home_practice", {"words": "Min egen"}, 2, ANE)
    assert board_of([group]).person(ANE).home_practice.option == "for-all"  # type: ignore[union-attr]
    assert board_of([group, own]).person(ANE).home_practice.words == "Min egen"  # type: ignore[union-attr]
    assert board_of([group, own]).person(uuid4()).home_practice.option == "for-all"  # type: ignore[union-attr]


def test_an_empty_session_is_a_board_too() -> None:
    board = board_of([])
    assert board.topic is None
    assert board.person(ANE).presence is None
    assert board.when(EntryKind.OPENED) is None


def test_a_tap_on_somebody_then_marked_away_was_a_slip() -> None:
    look = {"step": str(uuid4()), "look": "done"}
    taps = [E("step_look", look, 1, ANE), E("next_step", {"what": "Ringe"}, 2, ANE), here("not_here", 3)]
    told = board_of(taps).told_of(ANE)
    assert (told.looks, told.next_step) == ((), None)
    assert board_of(taps).person(ANE).next_step is not None, "it stands on the screen, where it can be taken back"


def test_what_is_written_after_somebody_was_marked_away_stands() -> None:
    taps = [here("sent_word", 1), E("next_step", {"what": "Ringe"}, 2, ANE), E("remark", {"words": "Er syk."}, 0, ANE)]
    told = board_of(taps).told_of(ANE)
    assert told.next_step is not None
    assert told.remark == "Er syk."
    assert board_of([*taps, here("here", 9)]).told_of(ANE).here
