# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.sessions.rules.places import (
    ASKS_FIRST,
    CHANGES,
    INVERSES,
    TAKES_BACK_FOR,
    Change,
    EnrolmentState,
    is_recent,
    may_change,
    standing,
    state_after,
)

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("trail", "state"),
    [
        ([], "none"),
        (["enrol"], "active"),
        (["enrol", "take_back"], "none"),
        (["enrol", "pause"], "paused"),
        (["enrol", "pause", "leave"], "left"),
        (["enrol", "pause", "leave", "take_back"], "paused"),
        (["enrol", "leave", "resume"], "active"),
        (["enrol", "leave", "resume", "take_back"], "left"),
        (["enrol", "complete", "take_back"], "active"),
        (["enrol", "complete", "resume"], "active"),
        (["enrol", "pause", "take_back", "take_back", "enrol"], "active"),
    ],
)
def test_a_place_is_what_its_trail_says(trail: list[str], state: str) -> None:
    assert state_after(trail) == state


def test_every_change_has_its_inverse() -> None:
    assert set(INVERSES) == set(Change) - {Change.TAKE_BACK}
    assert set(CHANGES) == set(INVERSES)


def trails() -> st.SearchStrategy[list[Change]]:
    """Trails that could have been: each change was possible when it was made."""

    def grow(wanted: list[Change]) -> list[Change]:
        trail: list[Change] = [Change.ENROL]
        for change in wanted:
            if may_change(trail, change) is not None:
                trail.append(change)
        return trail

    return st.lists(st.sampled_from(list(Change)), max_size=12).map(grow)


@given(trails(), st.sampled_from(list(INVERSES)))
def test_a_change_and_its_inverse_leave_everything_as_it_was(trail: list[Change], change: Change) -> None:
    if may_change(trail, change) is None:
        return
    after = [*trail, change, INVERSES[change]]
    assert state_after(after) == state_after(trail)
    assert standing(after, str) == standing(trail, str), "what was taken back is not told any more"


@given(trails())
def test_a_state_and_what_may_follow_it_agree(trail: list[Change]) -> None:
    for change in Change:
        after = may_change(trail, change)
        assert after is None or state_after([*trail, change]) == after


def test_who_has_left_or_completed_may_come_back() -> None:
    for over in (Change.LEAVE, Change.COMPLETE):
        assert may_change([Change.ENROL, over], Change.RESUME) is EnrolmentState.ACTIVE
        assert may_change([Change.ENROL, over], Change.PAUSE) is None
        assert over in ASKS_FIRST, "somebody loses sight of them"
    assert may_change([], Change.TAKE_BACK) is None
    assert Change.PAUSE not in ASKS_FIRST


def test_a_slip_is_taken_back_for_two_weeks() -> None:
    assert is_recent(NOON - TAKES_BACK_FOR, NOON)
    assert not is_recent(NOON - TAKES_BACK_FOR - timedelta(seconds=1), NOON)
