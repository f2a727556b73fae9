# SPDX-License-Identifier: Apache-2.0
"""The kinds of entry there are, what each may hold, and what taking one back looks like."""

from datetime import date
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

import msgspec

from bedring.kit.text import kept


class SessionPart(StrEnum):
    """The IMR order of a session (Gingerich & Mueser; see the programme's own page in docs)."""

    WELCOME = "welcome"
    LAST_TIME = "last_time"
    HOME_PRACTICE = "home_practice"
    GOALS = "goals"
    AGENDA = "agenda"
    TEACH = "teach"
    NEXT_STEP = "next_step"
    SUM_UP = "sum_up"


MINUTES = {
    SessionPart.WELCOME: (1, 3),
    SessionPart.LAST_TIME: (1, 3),
    SessionPart.HOME_PRACTICE: (5, 10),
    SessionPart.GOALS: (10, 15),
    SessionPart.AGENDA: (1, 2),
    SessionPart.TEACH: (25, 40),
    SessionPart.NEXT_STEP: (5, 10),
    SessionPart.SUM_UP: (3, 5),
}
"""Usual minutes in a group of 60 to 90 minutes (programme tradition; an aid on the screen, never a gate)."""


class Family(StrEnum):
    """The three ways of teaching in IMR, and the skills trained."""

    MOTIVATIONAL = "motivational"
    EDUCATIONAL = "educational"
    COGNITIVE_BEHAVIOURAL = "cognitive_behavioural"
    SKILL = "skill"


TECHNIQUES: dict[Family, tuple[str, ...]] = {
    Family.MOTIVATIONAL: ("linked_to_goals", "hope", "pros_and_cons", "reframing"),
    Family.EDUCATIONAL: ("interactive_teaching", "small_chunks", "checking_understanding", "review", "own_language"),
    Family.COGNITIVE_BEHAVIOURAL: (
        "reinforcement",
        "shaping",
        "modelling",
        "role_play",
        "cognitive_restructuring",
        "relaxation",
    ),
    Family.SKILL: ("coping_skill", "relapse_prevention_skill", "behavioural_tailoring", "social_skill"),
}
"""Fields of the sample progress note of the programme (imr kit), in our own words."""

ALL_TECHNIQUES = tuple(t for family in TECHNIQUES.values() for t in family)


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an entry holds. `key` tells which earlier entry of the same kind and person it takes the place of.

    `says` is what it says in a word, and empty when it says nothing: an earlier tap is taken back, nothing was asked.
    """

    @property
    def key(self) -> str:
        return ""

    @property
    def says(self) -> str:
        return "yes"


class Presence(Value, frozen=True, forbid_unknown_fields=True):
    here: Literal["here", "sent_word", "not_here", ""]

    @property
    def says(self) -> str:
        return self.here


class StepLook(Value, frozen=True, forbid_unknown_fields=True):
    """How a step went; empty: not asked after all."""

    step: UUID
    look: Literal["done", "partly", "not_this_time", "pick_up_again", ""]

    @property
    def key(self) -> str:
        return str(self.step)

    @property
    def says(self) -> str:
        return self.look


class NextStep(Value, frozen=True, forbid_unknown_fields=True):
    """A step agreed on; or by own choice none this week; or, all empty, what was written is taken back."""

    what: str = ""
    when: str = ""
    where: str = ""
    with_whom: str = ""
    not_this_week: bool = False

    def __post_init__(self) -> None:
        if self.not_this_week and kept(self.what):
            raise ValueError("either what the step is, or not this week")
        if not kept(self.what) and (self.when or self.where or self.with_whom):
            raise ValueError("a step says what it is")

    @property
    def says(self) -> str:
        return "not_this_week" if self.not_this_week else "yes" if kept(self.what) else ""


class GoalSet(Value, frozen=True, forbid_unknown_fields=True):
    """The person's recovery goal, as they said it in the room."""

    words: str

    def __post_init__(self) -> None:
        if not kept(self.words):
            raise ValueError("a goal has words")


class HomeLook(Value, frozen=True, forbid_unknown_fields=True):
    look: Literal["done", "partly", "not_this_time", ""]

    @property
    def says(self) -> str:
        return self.look


class HomePractice(Value, frozen=True, forbid_unknown_fields=True):
    """One of the topic's options, or own words. Both empty: none this time."""

    option: str = ""
    words: str = ""

    @property
    def says(self) -> str:
        return "yes" if kept(self.option) or kept(self.words) else ""


class Technique(Value, frozen=True, forbid_unknown_fields=True):
    technique: str
    on: bool

    def __post_init__(self) -> None:
        if self.technique not in ALL_TECHNIQUES:
            raise ValueError("no such technique")

    @property
    def key(self) -> str:
        return self.technique

    @property
    def says(self) -> str:
        return "yes" if self.on else ""


class Leading(Value, frozen=True, forbid_unknown_fields=True):
    """Somebody who leads was here, as another says: who taps is written down anyhow (commands/held.py)."""

    leader: UUID
    on: bool

    @property
    def key(self) -> str:
        return str(self.leader)

    @property
    def says(self) -> str:
        return "yes" if self.on else ""


class OfTopic(Value, frozen=True, forbid_unknown_fields=True):
    """Something done with a topic: its handout given, its card practised."""

    module: str
    topic: str
    on: bool

    @property
    def key(self) -> str:
        return f"{self.module}/{self.topic}"

    @property
    def says(self) -> str:
        return "yes" if self.on else ""


def as_topic(key: str) -> tuple[str, str]:
    """The (module, topic) in the key of what was done with a topic."""
    module, _, topic = key.partition("/")
    return module, topic


class TopicChosen(Value, frozen=True, forbid_unknown_fields=True):
    """The topic of the session; both empty: none is chosen."""

    module: str
    topic: str

    def __post_init__(self) -> None:
        if bool(self.module) != bool(self.topic):
            raise ValueError("a topic of a module, or none")

    @property
    def says(self) -> str:
        return "yes" if self.topic else ""


class PartReached(Value, frozen=True, forbid_unknown_fields=True):
    part: SessionPart


class Remark(Value, frozen=True, forbid_unknown_fields=True):
    words: str

    @property
    def says(self) -> str:
        return "yes" if kept(self.words) else ""


class Nothing(Value, frozen=True, forbid_unknown_fields=True):
    pass


class Opened(Value, frozen=True, forbid_unknown_fields=True):
    """`held_on`: the day a session was held that is written in from paper afterwards."""

    held_on: date | None = None


class CalledOff(Value, frozen=True, forbid_unknown_fields=True):
    """Why a session is not held; empty: it is held after all."""

    reason: Literal["", "ill", "holiday", "room", "nobody", "other"]

    @property
    def says(self) -> str:
        return self.reason


class EntryKind(StrEnum):
    OPENED = "opened"
    CLOSED = "closed"
    SIGNED = "signed"
    NOT_HELD = "not_held"
    LEADING = "leading"
    PRESENCE = "presence"
    STEP_LOOK = "step_look"
    GOAL = "goal"
    NEXT_STEP = "next_step"
    HOME_LOOK = "home_look"
    HOME_PRACTICE = "home_practice"
    TECHNIQUE = "technique"
    HANDOUT = "handout"
    PRACTISED = "practised"
    TOPIC = "topic"
    PART = "part"
    REMARK = "remark"


SHAPES: dict[EntryKind, type[Value]] = {
    EntryKind.OPENED: Opened,
    EntryKind.CLOSED: Nothing,
    EntryKind.SIGNED: Nothing,
    EntryKind.NOT_HELD: CalledOff,
    EntryKind.LEADING: Leading,
    EntryKind.PRESENCE: Presence,
    EntryKind.STEP_LOOK: StepLook,
    EntryKind.NEXT_STEP: NextStep,
    EntryKind.GOAL: GoalSet,
    EntryKind.HOME_LOOK: HomeLook,
    EntryKind.HOME_PRACTICE: HomePractice,
    EntryKind.TECHNIQUE: Technique,
    EntryKind.HANDOUT: OfTopic,
    EntryKind.PRACTISED: OfTopic,
    EntryKind.TOPIC: TopicChosen,
    EntryKind.PART: PartReached,
    EntryKind.REMARK: Remark,
}
MADE_BY_COMMAND = frozenset({EntryKind.OPENED, EntryKind.CLOSED, EntryKind.SIGNED, EntryKind.NOT_HELD})
ABOUT_A_PERSON = frozenset(
    {EntryKind.PRESENCE, EntryKind.STEP_LOOK, EntryKind.NEXT_STEP, EntryKind.HOME_LOOK, EntryKind.GOAL}
)
ABOUT_THE_GROUP = frozenset(
    {EntryKind.LEADING, EntryKind.TOPIC, EntryKind.PART, EntryKind.HANDOUT, EntryKind.PRACTISED, *MADE_BY_COMMAND}
    - {EntryKind.SIGNED}
)


def read_value(kind: str, value: Any) -> Value:
    """The value of an entry as sent. Raises ValueError for a kind or a value that cannot be."""
    try:
        return msgspec.convert(value, SHAPES[EntryKind(kind)])
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None


def fits_person(kind: EntryKind, has_person: bool) -> bool:
    """Some kinds are about a person, some about the whole group, some about either."""
    return has_person if kind in ABOUT_A_PERSON else not (has_person and kind in ABOUT_THE_GROUP)
