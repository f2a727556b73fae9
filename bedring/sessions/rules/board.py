# SPDX-License-Identifier: Apache-2.0
"""The state of a session, computed from its entries: the newest shows, the earlier are one tap away.

What says nothing (a tap taken back) is as if it had never been asked, but for `earlier`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import msgspec

from bedring.kit.fold import in_order
from bedring.sessions.rules.entries import (
    EntryKind,
    GoalSet,
    HomeLook,
    HomePractice,
    NextStep,
    OfTopic,
    PartReached,
    Presence,
    Remark,
    StepLook,
    Technique,
    TopicChosen,
    Value,
    read_value,
)


class EntryLike(Protocol):
    """What the board needs of an entry: a row of the database, or a test's own."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def participant_id(self) -> UUID | None: ...
    @property
    def by_id(self) -> UUID: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def number(self) -> int: ...


Key = tuple[str, UUID | None, str]


@dataclass(frozen=True)
class Seen:
    """One entry as shown: what it says, who made it and when."""

    id: UUID
    value: Value
    by_id: UUID
    made_at: datetime


@dataclass(frozen=True)
class PersonBoard:
    """What the session's entries say about one person."""

    presence: Presence | None = None
    looks: tuple[StepLook, ...] = ()
    next_step: NextStep | None = None
    goal: str = ""
    home_look: HomeLook | None = None
    home_practice: HomePractice | None = None
    techniques: tuple[str, ...] = ()
    remark: str = ""

    own_home_practice: HomePractice | None = None

    @property
    def here(self) -> bool:
        return self.presence is not None and self.presence.here == "here"


@dataclass(frozen=True)
class Board:
    """The whole session as it stands. `earlier` holds, per key, what somebody else said before it was changed."""

    # `newest` holds what says nothing too; `_of` leaves it out.

    newest: dict[Key, Seen] = field(default_factory=dict)
    earlier: dict[Key, tuple[Seen, ...]] = field(default_factory=dict)

    def _of(self, kind: EntryKind, person: UUID | None = None) -> list[Any]:
        return [s.value for (k, p, _), s in self.newest.items() if k == kind and p == person and s.value.says]

    def _one(self, kind: EntryKind, person: UUID | None = None) -> Any:
        return next(iter(self._of(kind, person)), None)

    def person(self, participant_id: UUID) -> PersonBoard:
        """What is said about one person; the group's home practice counts where they have none of their own."""
        remark: Remark | None = self._one(EntryKind.REMARK, participant_id)
        goal: GoalSet | None = self._one(EntryKind.GOAL, participant_id)
        return PersonBoard(
            presence=self._one(EntryKind.PRESENCE, participant_id),
            looks=tuple(self._of(EntryKind.STEP_LOOK, participant_id)),
            next_step=self._one(EntryKind.NEXT_STEP, participant_id),
            goal=goal.words if goal else "",
            home_look=self._one(EntryKind.HOME_LOOK, participant_id),
            home_practice=self._one(EntryKind.HOME_PRACTICE, participant_id) or self._one(EntryKind.HOME_PRACTICE),
            own_home_practice=self._one(EntryKind.HOME_PRACTICE, participant_id),
            techniques=self.techniques(participant_id),
            remark=remark.words if remark else "",
        )

    def told_of(self, participant_id: UUID) -> PersonBoard:
        """What a note tells of one person: without what was tapped on them before they were marked away.

        Such a tap was a slip. What is written after that, such as a step agreed on by telephone, stands.
        """
        presence = self.newest.get((EntryKind.PRESENCE, participant_id, ""))
        if presence is None or presence.value.says in ("", "here"):
            return self.person(participant_id)
        stands = {
            key: seen
            for key, seen in self.newest.items()
            if key[1] != participant_id
            or key[0] in (EntryKind.PRESENCE, EntryKind.REMARK)
            or seen.made_at > presence.made_at
        }
        return Board(stands).person(participant_id)

    def techniques(self, participant_id: UUID | None = None) -> tuple[str, ...]:
        """Techniques ticked for the group (None) or for one person."""
        ticked: list[Technique] = self._of(EntryKind.TECHNIQUE, participant_id)
        return tuple(t.technique for t in ticked if t.on)

    @property
    def home_practice(self) -> HomePractice | None:
        found: HomePractice | None = self._one(EntryKind.HOME_PRACTICE)
        return found

    @property
    def topic(self) -> TopicChosen | None:
        found: TopicChosen | None = self._one(EntryKind.TOPIC)
        return found

    @property
    def part(self) -> str:
        found: PartReached | None = self._one(EntryKind.PART)
        return found.part if found else ""

    @property
    def remark(self) -> str:
        found: Remark | None = self._one(EntryKind.REMARK)
        return found.words if found else ""

    def _topics(self, kind: EntryKind) -> tuple[tuple[str, str], ...]:
        done: list[OfTopic] = self._of(kind)
        return tuple((d.module, d.topic) for d in done if d.on)

    @property
    def handouts(self) -> tuple[tuple[str, str], ...]:
        """(module, topic) of the handouts given."""
        return self._topics(EntryKind.HANDOUT)

    @property
    def practised(self) -> tuple[tuple[str, str], ...]:
        """(module, topic) of the cards practised."""
        return self._topics(EntryKind.PRACTISED)

    def is_signed(self, participant_id: UUID | None) -> bool:
        """Whether the note of this person (None: of the group) is signed. Leaders who read no notes know it too."""
        return (EntryKind.SIGNED, participant_id, "") in self.newest

    def when(self, kind: EntryKind) -> datetime | None:
        """When the newest entry of a group kind was made."""
        seen = self.newest.get((kind, None, ""))
        return seen.made_at if seen else None


def key_of(kind: str, participant_id: UUID | None, value: Value) -> Key:
    """Entries with the same key say the same kind of thing about the same; the newest counts."""
    return (str(kind), participant_id, value.key)


def board_of(entries: Iterable[EntryLike]) -> Board:
    """The board these entries make, in whatever order they came."""
    newest: dict[Key, Seen] = {}
    earlier: dict[Key, tuple[Seen, ...]] = {}
    for entry in in_order(entries):
        value = read_value(entry.kind, entry.value)
        key = key_of(entry.kind, entry.participant_id, value)
        before = newest.get(key)
        newest[key] = Seen(entry.id, value, entry.by_id, entry.made_at)
        if before and before.by_id != entry.by_id and before.value != value:
            earlier[key] = (*earlier.get(key, ()), before)
    return Board(newest, earlier)


def as_plain(value: Value) -> dict[str, Any]:
    """A value as JSON can hold it."""
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain
