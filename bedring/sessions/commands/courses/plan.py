# SPDX-License-Identifier: Apache-2.0
"""The plan of a course's sessions: plan, move, call off, and hold after all."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit.dates import days_later
from bedring.kit.refusals import NotThere, Refused
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.courses.which import course_of
from bedring.sessions.commands.ledger import add_made_here
from bedring.sessions.models import Course, Session
from bedring.sessions.rules.entries import EntryKind
from bedring.sessions.rules.states import NotHeld


@transaction.atomic
def plan_session(
    *,
    by: Actor,
    course: Course | UUID,
    starts_at: datetime,
    module: str = "",
    topic: str = "",
    place: str | None = None,
    stands_for: Session | None = None,
) -> Session:
    """Plan the next session of a course. `starts_at` is aware; `place` None: where the course meets.

    `stands_for`: the session that was called off, in whose place this one was planned.
    """
    course = course_of(by, course)
    access.check_can_plan(by, course)
    Course.objects.select_for_update().get(id=course.id)
    last = course.sessions.order_by("-number").first()
    return Session.objects.create(
        course=course,
        organisation_id=course.organisation_id,
        number=(last.number if last else 0) + 1,
        starts_at=starts_at,
        place=course.place if place is None else place.strip(),
        module=module,
        topic=topic,
        stands_for=stands_for,
    )


def _not_started(by: Actor, session_id: UUID) -> Session:
    """The session, held against a second writer. Refused once it is started: held means held."""
    if not access.visible_sessions(by).filter(id=session_id).exists():
        raise NotThere
    locked = Session.objects.select_for_update(of=["self"]).select_related("course", "organisation")
    session = locked.get(id=session_id)
    access.check_can_plan(by, session.course)
    if session.opened_at is not None:
        raise Refused(_("The session has been started, so its time stays as it is."), "started")
    return session


@transaction.atomic
def move_session(
    *, by: Actor, session_id: UUID, starts_at: datetime, place: str, module: str = "", topic: str = ""
) -> Session:
    """Another time, place or topic for a session that has not been started. `starts_at` is aware."""
    session = _not_started(by, session_id)
    session.starts_at, session.place, session.module, session.topic = starts_at, place.strip(), module, topic
    session.save(update_fields=["starts_at", "place", "module", "topic"])
    return session


@transaction.atomic
def call_off(*, by: Actor, session_id: UUID, why: NotHeld) -> Session:
    """A planned session is not held, and why. The one after it is planned where none is, with the same topic.

    Its inverse is `hold_after_all`. Called off twice, it is called off once, for the newer reason.
    """
    session = _not_started(by, session_id)
    _say_not_held(session, by, why)
    later = session.course.sessions.filter(opened_at=None, called_off="", starts_at__gt=session.starts_at)
    if not later.exclude(id=session.id).exists():
        plan_session(
            by=by,
            course=session.course,
            starts_at=days_later(session.starts_at, session.course.every_days, session.organisation.time_zone),
            module=session.module,
            topic=session.topic,
            place=session.place,
            stands_for=session,
        )
    return session


@transaction.atomic
def hold_after_all(*, by: Actor, session_id: UUID) -> Session:
    """Take back that a session was called off. What was planned in its place by that goes, if nobody has begun it."""
    session = _not_started(by, session_id)
    is_on_again(session, by)
    return session


def is_on_again(session: Session, by: Actor) -> None:
    """Where it was called off, it is not any more: also when it is simply begun. The caller holds the session."""
    if session.called_off:
        _say_not_held(session, by, None)
        session.instead.filter(opened_at=None, called_off="", entries=None).delete()


def _say_not_held(session: Session, by: Actor, why: NotHeld | None) -> None:
    """An entry like any other, so that a week that was called off differs from one that nobody wrote of."""
    session.called_off = why or ""
    session.save(update_fields=["called_off"])
    add_made_here(session, by, EntryKind.NOT_HELD, {"reason": why or ""})
