# SPDX-License-Identifier: Apache-2.0
"""One parcel on its way into a session: what of it can be taken in, and what that moves."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet, TextField, Value

from bedring.curriculum import queries as curriculum
from bedring.goals import commands as goals
from bedring.goals.rules import Went
from bedring.kit import clock
from bedring.kit.asked import Asked
from bedring.kit.text import kept
from bedring.kit.trail import added
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.ledger import Receipt, Sent, entry, write_refusals
from bedring.sessions.models import Entry, LedBy, Said, Session
from bedring.sessions.rules.board import Key, key_of
from bedring.sessions.rules.entries import EntryKind, GoalSet, NextStep, StepLook
from bedring.sessions.rules.entries import Value as EntryValue
from bedring.sessions.rules.refusing import NotAnEntry, WhyNot, checked
from bedring.sessions.words import WHY_NOT


@dataclass(frozen=True)
class Counts:
    """Of the entry that counts: when it was made, and by whom."""

    made_at: datetime
    by_id: UUID


SAID, KNOWN, PERSON = "said", "known", "person"
"""What a row of the answer is: what is said now, an entry of the parcel that is known, somebody it may be about."""


@Asked
def _standing(
    actor: Actor, session: UUID, course: UUID, begun: bool, over: bool, sent: list[UUID], about: list[UUID]
) -> QuerySet[Said, Any]:
    columns = ("participant_id", "kind", "key", "made_at", "by_id", "number")
    said = Said.objects.filter(session=session).values_list(Value(SAID), "entry_id", *columns)
    known = Entry.objects.filter(session=session, id__in=sent).values_list(Value(KNOWN), "id", *columns)
    at = {"opened_at": clock.now() if begun else None, "closed_at": clock.now() if over else None}
    meant = Session(id=session, course_id=course, **at)
    people = access.visible_people(actor, meant).filter(id__in=about)
    nothing = [Value(None, TextField()) for _column in columns]
    return said.union(known, people.values_list(Value(PERSON), "id", *nothing), all=True)


@dataclass(frozen=True)
class Standing:
    """What a parcel meets: what is said in the session, by key; the numbers of those of the parcel that were known;
    and those whom it is about and the actor may write of.
    """

    newest: dict[Key, "Counts"]
    known: dict[UUID, int]
    people: set[UUID]

    @classmethod
    def of(cls, by: Actor, session: Session, sent: list[UUID], about: set[UUID]) -> "Standing":
        of = {"session": session.id, "course": session.course_id}
        at = {"begun": session.opened_at is not None, "over": session.closed_at is not None}
        found = cls({}, {}, set())
        for what, row, person, kind, key, made_at, by_id, number in _standing(
            actor=by, **of, **at, sent=sent, about=about
        ):
            if what == PERSON:
                found.people.add(row)
            elif what == KNOWN:
                found.known[row] = number
            else:
                found.newest[kind, person, key] = Counts(made_at, by_id)
        return found

    @property
    def is_open(self) -> bool:
        return (EntryKind.OPENED, None, "") in self.newest

    @property
    def is_closed(self) -> bool:
        return (EntryKind.CLOSED, None, "") in self.newest

    def is_signed(self, participant_id: UUID | None) -> bool:
        return (EntryKind.SIGNED, participant_id, "") in self.newest


@dataclass
class Arriving:
    """One entry that can be taken in."""

    key: Key
    value: EntryValue
    row: Entry


@dataclass
class Arrivals:
    """A parcel being taken in: what can be, and what is refused."""

    by: Actor
    session: Session
    standing: Standing
    good: dict[UUID, Arriving] = field(default_factory=dict)
    refused: dict[UUID, Receipt] = field(default_factory=dict)

    @cached_property
    def leaders(self) -> set[UUID]:
        """Those of whom it may be said that they were there to lead."""
        return set(LedBy.objects.filter(session=self.session).values_list("account", flat=True))

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
                people=self.standing.people,
                leaders=self.leaders if sent.kind == EntryKind.LEADING else (),
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
            if before is None or before.made_at <= one.row.made_at:
                newer.setdefault(one.key, []).append(one)
        counting = {key: max(some, key=lambda a: a.row.made_at) for key, some in newer.items()}
        said = [s for s in (self._said(one) for one in counting.values()) if s is not None]
        refused = goals.follow(by=self.by, said=said) if said else set()
        for key in [key for key, one in counting.items() if one.row.id in refused]:
            for one in newer[key]:
                self.refuse(one.row.id, WhyNot.STEP_NOT_THERE)

    def _said(self, one: Arriving) -> goals.SaidOfMine | None:
        """What an entry says of the person's own goal or step; None when it says nothing of them."""
        value, person = one.value, one.row.participant_id
        if isinstance(value, StepLook):
            went = Went(value.look) if value.look else None
            return goals.Looked(one.row.id, value.step, went, one.row.made_at)
        if isinstance(value, GoalSet) and person:
            return goals.GoalSaid(one.row.id, person, value.words, f"{self.session.id}:{self.by.account_id}")
        if isinstance(value, NextStep) and person:
            step = uuid5(self.session.id, str(person))  # one next step of a person in a session, whatever its words
            if not kept(value.what):
                return goals.TakenBack(one.row.id, step)
            words = {name: kept(getattr(value, name)) for name in ("what", "when", "where", "with_whom")}
            before = self.standing.newest.get(one.key)
            same = before is not None and before.by_id == self.by.account_id and not self.standing.is_closed
            return goals.Agreed(one.row.id, step, person, words, draft=same)
        return None

    def write(self) -> dict[UUID, int]:
        """Add what can be taken in, and write down what was refused. The numbers of what was added."""
        write_refusals(self.session, self.by, self.refused.values())
        return added([one.row for one in self.good.values()])
