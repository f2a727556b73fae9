# SPDX-License-Identifier: Apache-2.0
"""Whether an entry can be taken in, and why not. Asked of each entry of a parcel by itself."""

from collections.abc import Callable, Container
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from bedring.goals.rules import LONGEST_DETAIL, LONGEST_WORDS
from bedring.sessions.rules.entries import (
    MADE_BY_COMMAND,
    EntryKind,
    GoalSet,
    Leading,
    NextStep,
    OfTopic,
    TopicChosen,
    Value,
    fits_person,
    read_value,
)


class WhyNot(StrEnum):
    """Why an entry or a draft is not taken in. The words are in `sessions.words`."""

    NOT_UNDERSTOOD = "not_understood"
    CANNOT_BE_KEPT = "cannot_be_kept"
    TOO_LONG = "too_long"
    NO_SUCH_TOPIC = "no_such_topic"
    NOT_IN_GROUP = "not_in_group"
    SIGNED = "signed"
    NOT_OPEN = "not_open"
    STEP_NOT_THERE = "step_not_there"
    ID_TAKEN = "id_taken"
    SOMEBODY_WROTE = "somebody_wrote"


class NotAnEntry(Exception):
    """This entry is not taken in."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


LONGEST = 2000
"""Characters in one text of an entry; a step and a goal have their own."""


def checked(
    kind: str,
    value: Any,
    *,
    about: UUID | None,
    people: Container[UUID],
    leaders: Container[UUID],
    is_open: bool,
    is_signed: bool,
    has_topic: Callable[[str, str], bool],
) -> Value:
    """The entry's value. Raises NotAnEntry.

    `people`: those it may be about. `leaders`: those who may be said to lead. `is_signed`: whether their
    note is, or the group's.
    """
    try:
        read = read_value(kind, value)
    except ValueError:
        raise NotAnEntry(WhyNot.NOT_UNDERSTOOD) from None
    named = EntryKind(kind)
    if named in MADE_BY_COMMAND or not fits_person(named, about is not None):
        raise NotAnEntry(WhyNot.NOT_UNDERSTOOD)
    _check_texts(read)
    if isinstance(read, OfTopic | TopicChosen) and read.says and not has_topic(read.module, read.topic):
        raise NotAnEntry(WhyNot.NO_SUCH_TOPIC)
    if isinstance(read, Leading) and read.leader not in leaders:
        raise NotAnEntry(WhyNot.NOT_UNDERSTOOD)
    if about is not None and about not in people:
        raise NotAnEntry(WhyNot.NOT_IN_GROUP)
    if is_signed:
        raise NotAnEntry(WhyNot.SIGNED)
    if not is_open:
        raise NotAnEntry(WhyNot.NOT_OPEN)
    return read


def _check_texts(value: Value) -> None:
    """What PostgreSQL cannot keep is refused; what is too long, too, and never cut."""
    for name, text in msgspec.structs.asdict(value).items():
        if isinstance(text, str) and not _can_be_kept(text):
            raise NotAnEntry(WhyNot.CANNOT_BE_KEPT)
        if isinstance(text, str) and len(text) > _most(value, name):
            raise NotAnEntry(WhyNot.TOO_LONG)


def _most(value: Value, name: str) -> int:
    if isinstance(value, NextStep) and name != "what":
        return LONGEST_DETAIL
    return LONGEST_WORDS if isinstance(value, NextStep | GoalSet) else LONGEST


def _can_be_kept(text: str) -> bool:
    """No zero, and no half of a letter, as a cut emoji leaves behind."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False
