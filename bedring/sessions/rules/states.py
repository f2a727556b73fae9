# SPDX-License-Identifier: Apache-2.0
"""States of a session and of a note, and which topic comes next."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo


class Format(StrEnum):
    GROUP = "group"
    INDIVIDUAL = "individual"


class SessionState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"

    @property
    def is_planned(self) -> bool:
        return self is SessionState.PLANNED

    @property
    def is_closed(self) -> bool:
        return self is SessionState.CLOSED


def state_of(opened_at: datetime | None, closed_at: datetime | None, is_called_off: bool) -> SessionState:
    """The state of a session. One that was called off and is held after all is held."""
    if opened_at is None:
        return SessionState.CALLED_OFF if is_called_off else SessionState.PLANNED
    return SessionState.CLOSED if closed_at else SessionState.OPEN


class NotHeld(StrEnum):
    """Why a session that was planned is not held. Empty, it is."""

    ILL = "ill"
    HOLIDAY = "holiday"
    ROOM = "room"
    NOBODY = "nobody"
    OTHER = "other"


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

    @property
    def is_text(self) -> bool:
        """Whether it is the note's own text, drafted or signed: of these the newest counts."""
        return self in (NoteKind.DRAFT, NoteKind.SIGNED)


def about(kind: NoteKind, writer: UUID) -> str:
    """A version's key: the note's text; the addition its writer has begun; nothing, where it stands by itself."""
    if kind.is_text:
        return "text"
    return str(writer) if kind is NoteKind.BEGUN else ""


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


BEFORE, AFTER = timedelta(hours=12), timedelta(hours=36)
"""A session started this long before or after its time is the one of the day it was planned for."""


def day_held(starts_at: datetime, opened_at: datetime | None, held_on: date | None, zone: str) -> date:
    """The day of a session on the wall in `zone`: what was said, else that of its plan, else that of its start.

    Typed in the next morning a session keeps its evening; one that really met on another day gets that day.
    """
    if held_on is not None:
        return held_on
    planned = starts_at - BEFORE <= (opened_at or starts_at) <= starts_at + AFTER
    return (starts_at if planned else opened_at or starts_at).astimezone(ZoneInfo(zone)).date()


FORGOTTEN = AFTER
"""A session that is not closed after this time was forgotten: the next one is shown beside it."""

LONGEST_SESSION = timedelta(hours=5)
"""A session closed later than this was forgotten, so that its length is not known."""


def minutes_held(opened_at: datetime | None, closed_at: datetime | None, written_later: bool) -> int | None:
    """How long it lasted, where start and end were tapped in the room; None where that cannot be known."""
    if opened_at is None or closed_at is None or written_later or closed_at - opened_at > LONGEST_SESSION:
        return None
    return round((closed_at - opened_at).total_seconds() / 60)
