# SPDX-License-Identifier: Apache-2.0
"""A place in a course: what can happen to it, and how each change is undone.

A place is a trail of changes. What was pressed by mistake is *taken back*: the place is what it was before, and the
change is not told any more. What was meant and is over (a break, having left, having completed) ends by *coming back*.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Change(StrEnum):
    """What can happen to a place."""

    ENROL = "enrol"
    PAUSE = "pause"
    RESUME = "resume"
    LEAVE = "leave"
    COMPLETE = "complete"
    TAKE_BACK = "take_back"

    @property
    def ends(self) -> bool:
        """After it somebody takes part no more."""
        return self in (Change.LEAVE, Change.COMPLETE)

    @property
    def is_break(self) -> bool:
        return self is Change.PAUSE

    @property
    def brings_back(self) -> bool:
        return self is Change.RESUME


class EnrolmentState(StrEnum):
    """What a place is. `NONE`: it was given by mistake, so that there is none."""

    NONE = "none"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    COMPLETED = "completed"

    @property
    def is_active(self) -> bool:
        return self is EnrolmentState.ACTIVE

    @property
    def is_paused(self) -> bool:
        return self is EnrolmentState.PAUSED

    @property
    def is_open(self) -> bool:
        """Takes part, perhaps on a break: those who lead work with them."""
        return self in OPEN

    @property
    def is_over(self) -> bool:
        """Has left or completed, and may come back."""
        return self in OVER


OPEN = (EnrolmentState.ACTIVE, EnrolmentState.PAUSED)
OVER = (EnrolmentState.LEFT, EnrolmentState.COMPLETED)

CHANGES: dict[Change, dict[EnrolmentState, EnrolmentState]] = {
    Change.ENROL: {EnrolmentState.NONE: EnrolmentState.ACTIVE},
    Change.PAUSE: {EnrolmentState.ACTIVE: EnrolmentState.PAUSED},
    Change.RESUME: {
        EnrolmentState.PAUSED: EnrolmentState.ACTIVE,
        EnrolmentState.LEFT: EnrolmentState.ACTIVE,
        EnrolmentState.COMPLETED: EnrolmentState.ACTIVE,
    },
    Change.LEAVE: {EnrolmentState.ACTIVE: EnrolmentState.LEFT, EnrolmentState.PAUSED: EnrolmentState.LEFT},
    Change.COMPLETE: {EnrolmentState.ACTIVE: EnrolmentState.COMPLETED, EnrolmentState.PAUSED: EnrolmentState.COMPLETED},
}

INVERSES: dict[Change, Change] = {
    Change.ENROL: Change.TAKE_BACK,
    Change.PAUSE: Change.TAKE_BACK,
    Change.RESUME: Change.TAKE_BACK,
    Change.LEAVE: Change.TAKE_BACK,
    Change.COMPLETE: Change.TAKE_BACK,
}
"""Every change has its inverse, after which everybody sees what they saw; taking back, the change made again."""

ASKS_FIRST = frozenset({Change.LEAVE, Change.COMPLETE, Change.TAKE_BACK})
"""Changes after which somebody sees more or less than before: what will happen is said, and asked."""

TAKES_BACK_FOR = timedelta(days=14)
"""A slip is taken back within this time. After it, coming back is a new beginning."""
LAST_NOTES = TAKES_BACK_FOR
"""For so long those who led see somebody who left or completed: to write the last notes, or to take it back."""


def standing(trail: Sequence[T], change_of: Callable[[T], str]) -> list[T]:
    """The events of a trail (oldest first) that stand: without what was taken back, and the taking back."""
    stands: list[T] = []
    for event in trail:
        if change_of(event) == Change.TAKE_BACK:
            stands = stands[:-1]
        else:
            stands.append(event)
    return stands


def state_after(changes: Iterable[str]) -> EnrolmentState:
    """What a place is after these changes, oldest first."""
    state = EnrolmentState.NONE
    for change in standing(list(changes), lambda c: c):
        state = CHANGES[Change(change)].get(state, state)
    return state


def may_change(changes: Sequence[str], change: Change) -> EnrolmentState | None:
    """The state that `change` would lead to; None when it does not apply now."""
    if change is Change.TAKE_BACK:
        return state_after([*changes, change]) if standing(changes, lambda c: c) else None
    return CHANGES[change].get(state_after(changes))


def is_recent(at: datetime, now: datetime) -> bool:
    """Whether a change made then can still be taken back."""
    return now - at <= TAKES_BACK_FOR
