# SPDX-License-Identifier: Apache-2.0
"""Opening a session, taking in its entries, and closing it."""

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bedring.curriculum import queries as curriculum
from bedring.goals import commands as goals
from bedring.kit import clock
from bedring.kit.dates import days_later
from bedring.kit.refusals import NotThere, Refused
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.courses import plan_session
from bedring.sessions.models import Course, Entry, RefusedEntry, Session
from bedring.sessions.rules.board import Board, board_of, key_of
from bedring.sessions.rules.entries import (
    MADE_BY_COMMAND,
    EntryKind,
    GoalSet,
    NextStep,
    StepLook,
    Value,
    fits_person,
    read_value,
    really_made_at,
)
from bedring.sessions.rules.states import next_topic

log = logging.getLogger("bedring.sessions")


@dataclass(frozen=True)
class Sent:
    """An entry as a device sends it. `made_at` is by the device's own clock."""

    id: UUID
    kind: str
    value: Any
    participant_id: UUID | None
    made_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What became of one entry: stored (or stored before), or refused with a reason in words."""

    id: UUID
    stored: bool
    reason: str = ""


class _No(Exception):
    """This entry is not taken in; `code` says why."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code)
        self.code, self.words = code, words


def _locked(by: Actor, session_id: UUID) -> Session:
    """The session, held so that entries from two devices get their numbers one after the other."""
    session = access.visible_sessions(by).select_related("course").filter(id=session_id).first()
    if session is None:
        log.warning("entries_from_stranger", extra={"reason": "not_there"})
        raise NotThere
    Session.objects.select_for_update().get(id=session_id)
    return session


@transaction.atomic
def start_session(*, by: Actor, session_id: UUID) -> Session:
    """Open a session. Pressed twice, or by two leaders, it is opened once."""
    session = _locked(by, session_id)
    if not session.entries.exists():
        _store(session, by, _made_here(EntryKind.OPENED), clock.now(), 1)
        session.opened_at = clock.now()
        session.save(update_fields=["opened_at"])
        if session.topic:
            topic = {"module": session.module, "topic": session.topic}
            _store(session, by, _made_here(EntryKind.TOPIC, topic), clock.now(), 2)
    return session


def _made_here(kind: EntryKind, value: dict[str, Any] | None = None) -> Sent:
    return Sent(uuid.uuid4(), kind, value or {}, None, clock.now())


@transaction.atomic
def record_entries(*, by: Actor, session_id: UUID, sent: Iterable[Sent], sent_at: datetime) -> list[Receipt]:
    """Take in entries, each on its own: one that is refused does not hold up the next.

    `sent_at` is the device's clock when it sent them. An entry known already counts as stored. A refusal is written
    down (who, when and why, never what).
    """
    session = _locked(by, session_id)
    taken = list(session.entries.all())
    people = {p.id: p for p in access.visible_people(by, session)}
    answers = []
    for entry in sent:
        try:
            with transaction.atomic():
                _take_in(session, by, entry, sent_at, taken, people)
            answers.append(Receipt(entry.id, stored=True))
        except _No as no:
            _write_refusal(session, by, entry.id, no.code)
            answers.append(Receipt(entry.id, stored=False, reason=no.words))
    return answers


def _take_in(
    session: Session,
    by: Actor,
    entry: Sent,
    sent_at: datetime,
    taken: list[Entry],
    people: dict[UUID, Participant],
) -> None:
    """Store one entry and move the person's step by it. `taken` are the session's entries so far, and grows by it."""
    if any(known.id == entry.id for known in taken):
        return
    board = board_of(taken)
    value = _check(entry, board, people)
    made_at = really_made_at(entry.made_at, sent_at, clock.now())
    before = board.newest.get(key_of(entry.kind, entry.participant_id, value))
    if before is None or before.made_at <= made_at:
        _move_goals(by, entry, value, people, made_at, before.id if before else None)
    taken.append(_store(session, by, entry, made_at, len(taken) + 1))


def _check(entry: Sent, board: Board, people: dict[UUID, Participant]) -> Value:
    """The entry's value, if it may be taken in."""
    try:
        value, kind = read_value(entry.kind, entry.value), EntryKind(entry.kind)
    except ValueError:
        raise _No("not_understood", _("This could not be understood.")) from None
    if kind in MADE_BY_COMMAND or not fits_person(kind, entry.participant_id is not None):
        raise _No("not_understood", _("This could not be understood."))
    if entry.participant_id is not None and entry.participant_id not in people:
        raise _No("not_in_group", _("This person is not in the group."))
    if board.is_signed(entry.participant_id):
        raise _No("signed", _("The note is signed. Add to the note instead."))
    if board.when(EntryKind.OPENED) is None:
        raise _No("not_open", _("The session has not been started."))
    return value


def _store(session: Session, by: Actor, entry: Sent, made_at: datetime, number: int) -> Entry:
    try:
        with transaction.atomic():
            return Entry.objects.create(
                id=entry.id,
                session=session,
                organisation_id=session.organisation_id,
                participant_id=entry.participant_id,
                kind=entry.kind,
                value=entry.value,
                by_id=by.account_id,
                made_at=made_at,
                received_at=clock.now(),
                number=number,
            )
    except IntegrityError:  # the id stands in another session
        raise _No("id_taken", _("This was already used for something else.")) from None


def _move_goals(
    by: Actor,
    entry: Sent,
    value: Value,
    people: dict[UUID, Participant],
    made_at: datetime,
    before: UUID | None,
) -> None:
    """What was said of a goal or step moves the person's own, in the same transaction and once.

    `before` is the entry whose place this one takes. A step that was agreed on by it and is taken back is withdrawn.
    """
    person = people[entry.participant_id] if entry.participant_id else None
    try:
        if isinstance(value, StepLook):
            goals.look_at_step(by=by, step_id=value.step, look=value.look, look_id=entry.id, at=made_at)
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
                step_id=entry.id,
            )
    except (Refused, NotThere):
        raise _No("step_not_there", _("This step has changed in the meantime. Load the page again.")) from None


def note_was_signed(*, by: Actor, session: Session, participant_id: UUID | None) -> None:
    """From now on nothing more is taken in about this person (None: the group). The caller holds the session."""
    signed = Sent(uuid.uuid4(), EntryKind.SIGNED, {}, participant_id, clock.now())
    _store(session, by, signed, clock.now(), session.entries.count() + 1)


def _write_refusal(session: Session, by: Actor, entry_id: UUID, code: str) -> None:
    log.warning("entry_refused", extra={"reason": code})
    RefusedEntry.objects.create(
        entry=entry_id,
        session=session,
        organisation_id=session.organisation_id,
        reason=code,
        by_id=by.account_id,
        at=clock.now(),
    )


@transaction.atomic
def close_session(*, by: Actor, session_id: UUID) -> Session:
    """Close a session, and plan the next one after it where none is planned. Done twice, it is closed once."""
    session = _locked(by, session_id)
    if not session.entries.filter(kind=EntryKind.OPENED).exists():
        raise Refused(_("The session has not been started."), "not_open")
    if not session.entries.filter(kind=EntryKind.CLOSED).exists():
        _store(session, by, _made_here(EntryKind.CLOSED), clock.now(), session.entries.count() + 1)
        _plan_following(by, session)
    return session


def _plan_following(by: Actor, session: Session) -> None:
    course: Course = session.course
    if course.sessions.filter(number__gt=session.number).exists():
        return
    met = board_of(session.entries.all()).topic
    after = next_topic(curriculum.plan(course.edition), (met.module, met.topic) if met else None)
    module, topic = after or ("", "")
    plan_session(
        by=by,
        course=course,
        starts_at=days_later(session.starts_at, course.every_days, session.organisation.time_zone),
        module=module,
        topic=topic,
    )
