# SPDX-License-Identifier: Apache-2.0
"""Who may hold which role, and who an actor is. No database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, Self
from uuid import UUID


class OrganisationKind(StrEnum):
    """Levels of the organisation tree, from the top."""

    REGION = "region"
    TRUST = "trust"
    CENTRE = "centre"
    UNIT = "unit"


MEET_HERE = frozenset({OrganisationKind.CENTRE, OrganisationKind.UNIT})
"""Where groups can be."""


class Role(StrEnum):
    """What somebody is to an organisation."""

    PRACTITIONER = "practitioner"
    PEER_SPECIALIST = "peer_specialist"
    PROGRAMME_LEADER = "programme_leader"


class Buried(StrEnum):
    """Why something is not there any more for those who had it: for feeds and other systems, without its words."""

    ERASED = "erased"
    HIDDEN = "hidden"
    TAKEN_BACK = "taken_back"
    MOVED = "moved"


LONGEST_NAME = 200
LONGEST_CALLED = 100
"""Characters in a full name, and in what somebody is called."""
LONGEST_ADDRESS = 254
"""Characters in an e-mail address (RFC 5321, 4.5.3.1.3, without the brackets)."""

READS_RECORD = frozenset({Role.PRACTITIONER, Role.PROGRAMME_LEADER})
"""The peer specialist co-leads the group but does not read the clinical record."""

WITHOUT_PASSWORD = frozenset({"link", "printed", "first_paper"})
"""Ways in that never open an account that holds a role."""


def may_stand_under(child: OrganisationKind, parent: OrganisationKind | None) -> bool:
    """A unit stands under a centre, a centre under a trust, a trust under a region; nothing stands above a region."""
    order = list(OrganisationKind)
    return child is OrganisationKind.REGION if parent is None else order.index(child) == order.index(parent) + 1


def in_force(starts: date, ends: date | None, on: date) -> bool:
    """A relation counts from its first day to its last, both included."""
    return starts <= on and (ends is None or on <= ends)


@dataclass(frozen=True)
class Post:
    """One membership in force: a role and the organisations it reaches (the organisation and all below it)."""

    role: Role
    organisation_id: UUID
    reach: frozenset[UUID]


@dataclass(frozen=True)
class Actor:
    """Who is asking: an account, its roles in force, the participant it is, those it cares for and those it supports.

    `light`: came in by a paper whose PIN somebody else knows, so that what they keep to themselves stays shut.
    `time_zone` is that of the place where somebody works or takes part.
    """

    account_id: UUID
    name: str = ""
    posts: tuple[Post, ...] = ()
    participant_id: UUID | None = None
    supports: frozenset[UUID] = frozenset()
    light: bool = False
    cares_for: frozenset[UUID] = frozenset()
    time_zone: str = "Europe/Oslo"

    @property
    def is_staff(self) -> bool:
        """Holds at least one role in force."""
        return bool(self.posts)

    @property
    def reads_record(self) -> bool:
        """Holds a role that reads the clinical record."""
        return any(post.role in READS_RECORD for post in self.posts)

    def reach(self, *roles: Role) -> frozenset[UUID]:
        """Ids of the organisations reached by any of these roles (by any role when none is named)."""
        return frozenset().union(*(p.reach for p in self.posts if not roles or p.role in roles))

    def parts(self) -> dict[str, Any]:
        """What a question made once (kit/asked.py) needs of the actor: ids and nothing of their name."""
        return {
            "account": self.account_id,
            "participant": self.participant_id,
            "supports": self.supports,
            "light": self.light,
            "cares_for": self.cares_for,
            "zone": self.time_zone,
        } | {role.value: self.reach(role) for role in Role}

    @classmethod
    def of_parts(cls, parts: Mapping[str, Any]) -> Self:
        """The actor of these parts, as far as a query goes: a post for each role that reaches anything."""
        return cls(
            account_id=parts["account"],
            posts=tuple(Post(role, parts["account"], parts[role.value]) for role in Role if parts[role.value]),
            participant_id=parts["participant"],
            supports=parts["supports"],
            light=parts["light"],
            cares_for=parts["cares_for"],
            time_zone=parts["zone"],
        )


class TakesPart(Protocol):
    """Somebody who takes part, as far as the question who may look at them goes: a row, or what a query gave of it."""

    @property
    def id(self) -> UUID: ...
    @property
    def organisation_id(self) -> UUID: ...
    @property
    def account_id(self) -> UUID | None: ...


class Somebodys(Protocol):
    """A thing of somebody who takes part: a row, or what a query gave of it."""

    @property
    def id(self) -> UUID: ...
    @property
    def participant_id(self) -> UUID: ...


@dataclass(frozen=True)
class PersonSeen:
    """Somebody who takes part, as whoever asks may see them. `words`: those they have chosen.

    `called`: among others; `called_alone`: to themselves; `full_name`: told apart from those of the same name.
    """

    id: UUID
    organisation_id: UUID
    account_id: UUID | None
    name: str
    full_name: str
    called: str
    called_alone: str
    words: Mapping[str, str]
