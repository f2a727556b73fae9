# SPDX-License-Identifier: Apache-2.0
"""Opening a session, taking in its entries, and closing it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit import clock
from bedring.kit.dates import days_later
from bedring.kit.fold import really_made_at
from bedring.kit.refusals import Refused
from bedring.kit.trail import taken_in
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.courses import is_on_again, plan_session
from bedring.sessions.commands.held import write_down_end, write_down_leader, write_down_start, write_down_who_came
from bedring.sessions.commands.ledger import Receipt, Sent, add_made_here, locked, write_refusals
from bedring.sessions.commands.taking_in import Arrivals, Standing
from bedring.sessions.models import Course, Session
from bedring.sessions.queries.said import boards
from bedring.sessions.queries.titles import plan_of
from bedring.sessions.rules.entries import EntryKind
from bedring.sessions.rules.refusing import WhyNot
from bedring.sessions.rules.states import next_topic
from bedring.sessions.words import WHY_NOT

__all__ = ["Receipt", "Sent", "close_session", "note_was_signed", "record_entries", "start_session"]


@transaction.atomic
def start_session(*, by: Actor, session_id: UUID, held_on: date | None = None) -> Session:
    """Open a session. Pressed twice, or by two leaders, it is opened once. One that was called off is held after all.

    `held_on`: the day it was held, where it is written in from paper afterwards.
    """
    session = locked(by, session_id)
    if session.opened_at is None:
        if held_on is not None and held_on > clock.today(session.organisation.time_zone):
            raise Refused(_("Choose today, or a day before today."), "not_yet")
        is_on_again(session, by)
        add_made_here(session, by, EntryKind.OPENED, {"held_on": str(held_on)} if held_on else {})
        Course.objects.select_for_update().get(id=session.course_id)
        session.nth = Session.objects.filter(course=session.course_id).exclude(opened_at=None).count() + 1
        session.opened_at, session.held_on = clock.now(), held_on
        session.save(update_fields=["nth", "opened_at", "held_on"])
        write_down_start(session, by)
        if session.topic:
            add_made_here(session, by, EntryKind.TOPIC, {"module": session.module, "topic": session.topic})
    return session


def record_entries(*, by: Actor, session_id: UUID, sent: Iterable[Sent], sent_at: datetime) -> list[Receipt]:
    """Take in entries, each on its own: one that is refused does not hold up the next.

    `sent_at` is the device's clock when it sent them. An entry known already counts as stored. A refusal is written
    down (who, when and why, never what). A parcel costs the same number of statements however many entries are in it,
    but for the steps and goals they move; what PostgreSQL cannot store is found by taking them in one by one.
    """
    return taken_in(
        sent,
        lambda parcel: _take_in(by, session_id, parcel, sent_at),
        lambda entry: _refuse(by, session_id, entry),
    )


@transaction.atomic
def _refuse(by: Actor, session_id: UUID, entry: Sent) -> list[Receipt]:
    words = WHY_NOT[WhyNot.ID_TAKEN]
    refused = [Receipt(entry.id, stored=False, code=WhyNot.ID_TAKEN, reason=words)]
    write_refusals(locked(by, session_id), by, refused)
    return refused


def _take_in(by: Actor, session_id: UUID, sent: Sequence[Sent], sent_at: datetime) -> list[Receipt]:
    session, now = locked(by, session_id), clock.now()
    about = {s.participant_id for s in sent if s.participant_id}
    standing = Standing.of(by, session, [s.id for s in sent], about)
    parcel = Arrivals(by, session, standing)
    for one in (s for s in sent if s.id not in standing.known):
        parcel.read(one, really_made_at(one.made_at, sent_at, now))
    parcel.move_goals()
    numbers = standing.known | parcel.write()
    if parcel.good and not session.led:  # type: ignore[attr-defined]
        write_down_leader(session, by)
    if any(one.row.kind == EntryKind.LEADING for one in parcel.good.values()):
        write_down_who_came(session)
    if parcel.good and session.closed_at:
        write_down_end(session, by, boards([session.id])[session.id])
    return [parcel.refused.get(s.id) or Receipt(s.id, stored=True, number=numbers[s.id]) for s in sent]


def note_was_signed(*, by: Actor, session: Session, participant_id: UUID | None) -> None:
    """From now on nothing more is taken in about this person (None: the group). The caller holds the session."""
    add_made_here(session, by, EntryKind.SIGNED, about=participant_id)


@transaction.atomic
def close_session(*, by: Actor, session_id: UUID) -> Session:
    """Close a session, and plan the next one after it where none is planned. Done twice, it is closed once.

    Who has stopped leading closes what they led, for the last notes; the next is for those who lead now to plan.
    """
    session = locked(by, session_id)
    if session.opened_at is None:
        raise Refused(_("The session has not been started."), "not_open")
    if session.closed_at is None:
        add_made_here(session, by, EntryKind.CLOSED)
        session.closed_at = clock.now()
        session.save(update_fields=["closed_at"])
        write_down_end(session, by, boards([session.id])[session.id])
        if access.can_look_at_course(by, session.course):
            _plan_following(by, session)
    return session


def _plan_following(by: Actor, session: Session) -> None:
    course: Course = session.course
    if course.sessions.filter(number__gt=session.number).exists():
        return
    met = boards([session.id])[session.id].topic
    after = next_topic(plan_of(course.edition), (met.module, met.topic) if met else None)
    module, topic = after or ("", "")
    plan_session(
        by=by,
        course=course,
        starts_at=days_later(session.starts_at, course.every_days, session.organisation.time_zone),
        module=module,
        topic=topic,
    )
