# SPDX-License-Identifier: Apache-2.0
"""One parcel on its way into a session: what of it can be taken in, and what that moves."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from bedring.curriculum import queries as curriculum
from bedring.goals import commands as goals
from bedring.goals.rules import Went
from bedring.kit.refusals import NotThere, Refused
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.sessions.commands.ledger import Receipt, Sent, add, entry, write_refusals
from bedring.sessions.models import Entry, Said, Session
from bedring.sessions.rules.board import Key, key_of
from bedring.sessions.rules.entries import EntryKind, GoalSet, NextStep, StepLook, Value
from bedring.sessions.rules.refusing import NotAnEntry, WhyNot, checked
from bedring.sessions.words import WHY_NOT


@dataclass(frozen=True)
class Standing:
    """What is said in the session before the parcel: by key, which entry counts and when it was made."""

    newest: dict[Key, tuple[UUID, datetime]]

    @classmethod
    def of(cls, session: Session) -> "Standing":
        said = Said.objects.filter(session=session)
        rows = said.values_list("kind", "participant_id", "key", "entry_id", "made_at")
        return cls({(kind, person, key): (row, made) for kind, person, key, row, made in rows})

    @property
    def is_open(self) -> bool:
        return (EntryKind.OPENED, None, "") in self.newest

    def is_signed(self, participant_id: UUID | None) -> bool:
        return (EntryKind.SIGNED, participant_id, "") in self.newest


@dataclass
class Arriving:
    """One entry that can be taken in."""

    key: Key
    value: Value
    row: Entry


@dataclass
class Arrivals:
    """A parcel being taken in: what can be, and what is refused."""

    by: Actor
    session: Session
    standing: Standing
    people: dict[UUID, Participant]
    good: dict[UUID, Arriving] = field(default_factory=dict)
    refused: dict[UUID, Receipt] = field(default_factory=dict)

    def refuse(self, row: UUID, why: WhyNot) -> None:
        self.good.pop(row, None)
        self.refused[row] = Receipt(row, stored=False, code=why, reason=WHY_NOT[why])

    def read(self, sent: Sent, made_at: datetime) -> None:
        """Take an entry in, or refuse it for what it is."""
        try:
            value = checked(
                sent.kind,
                sent.value,
                about=sent.participant_id,
                people=self.people,
                is_open=self.standing.is_open,
                is_signed=self.standing.is_signed(sent.participant_id),
                has_topic=curriculum.has_topic,
            )
        except NotAnEntry as no:
            self.refuse(sent.id, no.why)
        else:
            row = entry(self.session, self.by, sent, value, made_at)
            self.good[sent.id] = Arriving(key_of(sent.kind, sent.participant_id, value), value, row)

    def move_goals(self) -> None:
        """What is said now of a goal or a step moves the person's own; what was said in between does not."""
        newer: dict[Key, list[Arriving]] = {}
        for one in self.good.values():
            before = self.standing.newest.get(one.key)
            if before is None or before[1] <= one.row.made_at:
                newer.setdefault(one.key, []).append(one)
        for key, candidates in newer.items():
            before = self.standing.newest.get(key)
            for one in sorted(candidates, key=lambda a: a.row.made_at)[::-1]:
                try:
                    _move(self.by, one, self.people, before[0] if before else None)
                    break
                except (Refused, NotThere):
                    self.refuse(one.row.id, WhyNot.STEP_NOT_THERE)

    def write(self) -> dict[UUID, int]:
        """Add what can be taken in, and write down what was refused. The numbers of what was added."""
        write_refusals(self.session, self.by, self.refused.values())
        return add([one.row for one in self.good.values()]) if self.good else {}


def _move(by: Actor, one: Arriving, people: dict[UUID, Participant], before: UUID | None) -> None:
    """What was said of a goal or step moves the person's own, in the same transaction and once.

    `before` is the entry whose place this one takes. A step that was agreed on by it and is taken back is withdrawn.
    """
    person = people[one.row.participant_id] if one.row.participant_id else None
    value = one.value
    if isinstance(value, StepLook) and value.look:
        goals.look_at_step(by=by, step_id=value.step, look=Went(value.look), look_id=one.row.id, at=one.row.made_at)
    if isinstance(value, GoalSet) and person:
        goals.say_goal(by=by, participant=person, words=value.words)
    if isinstance(value, NextStep) and before:  # other words for the step, none this week, or written by mistake
        goals.withdraw_step(by=by, step_id=before)
    if isinstance(value, NextStep) and value.what.strip() and person:
        goals.agree_on_step(
            by=by,
            participant=person,
            what=value.what,
            when=value.when,
            where=value.where,
            with_whom=value.with_whom,
            step_id=one.row.id,
        )
