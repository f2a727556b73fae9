# SPDX-License-Identifier: Apache-2.0
"""States of a session and of a note, and which topic comes next."""

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
