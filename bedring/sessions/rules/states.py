# SPDX-License-Identifier: Apache-2.0
"""States of a session, an enrolment and a note."""

from enum import StrEnum


class Format(StrEnum):
    GROUP = "group"
    INDIVIDUAL = "individual"


class SessionState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def is_planned(self) -> bool:
        return self is SessionState.PLANNED

    @property
    def is_closed(self) -> bool:
        return self is SessionState.CLOSED


class Change(StrEnum):
    """What can happen to an enrolment."""

    ENROL = "enrol"
    PAUSE = "pause"
    RESUME = "resume"
    LEAVE = "leave"
    COMPLETE = "complete"


class EnrolmentState(StrEnum):
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
    def has_left(self) -> bool:
        """Left, and may come back."""
        return self is EnrolmentState.LEFT


CHANGES: dict[Change, dict[EnrolmentState, EnrolmentState]] = {
    Change.PAUSE: {EnrolmentState.ACTIVE: EnrolmentState.PAUSED},
    Change.RESUME: {EnrolmentState.PAUSED: EnrolmentState.ACTIVE, EnrolmentState.LEFT: EnrolmentState.ACTIVE},
    Change.LEAVE: {EnrolmentState.ACTIVE: EnrolmentState.LEFT, EnrolmentState.PAUSED: EnrolmentState.LEFT},
    Change.COMPLETE: {EnrolmentState.ACTIVE: EnrolmentState.COMPLETED},
}

LARGEST_GROUP = 8
"""The fidelity standard for a group (Egeland et al. 2020, item 1). More is possible; the screen says so."""


LONGEST_NOTE = 10_000
"""Characters in one note. More is refused with a sentence, never cut."""


class NoteKind(StrEnum):
    """Versions of a note: drafts until it is signed, then only additions.

    `BEGUN` is the beginning of an addition: what somebody was writing when another signed. It is not signed itself.
    """

    DRAFT = "draft"
    SIGNED = "signed"
    ADDENDUM = "addendum"
    BEGUN = "begun"


def enrolment_after(state: EnrolmentState, change: Change) -> EnrolmentState | None:
    """The state after a change, or None when it does not apply."""
    return CHANGES.get(change, {}).get(state)


def may_add(versions: list[NoteKind], kind: NoteKind) -> bool:
    """A draft or a signature while unsigned; an addendum and its beginning once signed. A signed note never changes."""
    signed = NoteKind.SIGNED in versions
    return signed if kind in (NoteKind.ADDENDUM, NoteKind.BEGUN) else not signed


def next_topic(order: list[tuple[str, str]], last: tuple[str, str] | None) -> tuple[str, str] | None:
    """The (module, topic) after the last one met, in the order of the plan; None when the plan is through."""
    if last not in order:
        return order[0] if order else None
    after = order.index(last) + 1
    return order[after] if after < len(order) else None
