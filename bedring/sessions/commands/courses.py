# SPDX-License-Identifier: Apache-2.0
"""Courses, who leads them, who takes part, and the plan of sessions."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit import clock, text
from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import check_can_run_programme
from bedring.people.commands import start_working_with, stop_working_with
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.names import tell_namesakes_apart
from bedring.sessions.models import Course, CourseLeader, Enrolment, EnrolmentEvent, Session
from bedring.sessions.rules.places import Change, EnrolmentState, may_change
from bedring.sessions.rules.states import Format


@transaction.atomic
def open_course(
    *,
    by: Actor,
    organisation_id: UUID,
    name: str,
    edition: str = "norway",
    format: Format = Format.GROUP,
    place: str = "",
    every_days: int = 7,
    minutes: int = 90,
) -> Course:
    """Open a group or an individual course at an organisation."""
    check_can_run_programme(by, organisation_id)
    if not name.strip():
        raise Refused(_("Give the group a name."), "no_name")
    return Course.objects.create(
        organisation_id=organisation_id,
        name=text.one_line(name),
        edition=edition,
        format=format,
        place=text.one_line(place),
        every_days=every_days,
        minutes=minutes,
    )


@transaction.atomic
def appoint_leader(*, by: Actor, course: Course, account_id: UUID) -> CourseLeader:
    """From today this colleague leads the course, and so works with everybody in it. Done twice, they lead once."""
    check_can_run_programme(by, course.organisation_id)
    known = course.leaders.filter(account=account_id, ends=None).first()
    if known is not None:
        return known
    for enrolment in course.enrolments.exclude(state=EnrolmentState.LEFT).select_related("participant"):
        start_working_with(by=by, participant=enrolment.participant, account_id=account_id)
    return CourseLeader.objects.create(
        course=course,
        organisation_id=course.organisation_id,
        account_id=account_id,
        starts=course.organisation.today(),
        by_id=by.account_id,
    )


@transaction.atomic
def change_course(*, by: Actor, course_id: UUID, name: str, place: str, every_days: int, minutes: int) -> Course:
    """Another name, place, pace or length. Sessions planned already stay where they are."""
    course = Course.objects.select_for_update().filter(id=course_id).first()
    if course is None or not access.can_look_at_course(by, course):
        raise NotThere
    check_can_run_programme(by, course.organisation_id)
    course.name, course.place = text.one_line(name), text.one_line(place)
    course.every_days, course.minutes = every_days, minutes
    course.save(update_fields=["name", "place", "every_days", "minutes"])
    return course


@transaction.atomic
def end_leading(*, by: Actor, leader_id: UUID) -> None:
    """After today this colleague does not lead the course, nor work with those in it whom they lead nowhere else."""
    leader = (
        CourseLeader.objects.select_for_update().select_related("course__organisation").filter(id=leader_id).first()
    )
    if leader is None or not access.can_look_at_course(by, leader.course):
        raise NotThere
    check_can_run_programme(by, leader.organisation_id)
    leader.ends = leader.course.organisation.today()
    leader.save(update_fields=["ends"])
    leads = CourseLeader.objects.filter(account=leader.account_id, ends=None)
    elsewhere = Enrolment.objects.filter(course__in=leads.values("course")).values("participant")
    for enrolment in leader.course.enrolments.exclude(participant__in=elsewhere).select_related("participant"):
        stop_working_with(by=by, participant=enrolment.participant, account_id=leader.account_id)


@transaction.atomic
def enrol(*, by: Actor, course: Course, participant: Participant) -> Enrolment:
    """Give somebody a place in a course; its leaders work with them from today."""
    check_can_run_programme(by, course.organisation_id)
    check_can_run_programme(by, participant.organisation_id)
    if Enrolment.objects.filter(course=course, participant=participant).exists():
        raise Refused(_("%(name)s has a place here already.") % {"name": participant.called}, "has_place")
    enrolment = Enrolment(participant=participant, organisation_id=course.organisation_id, course=course)
    enrolment.save(force_insert=True)
    _add_event(enrolment, Change.ENROL, by)
    for leader in course.leaders.filter(ends=None):
        start_working_with(by=by, participant=participant, account_id=leader.account_id)
    tell_namesakes_apart(by=by, participant=participant)
    return enrolment


@transaction.atomic
def change_enrolment(*, by: Actor, enrolment_id: UUID, change: Change) -> Enrolment:
    """Pause, resume, leave or complete. Pausing and coming back are ordinary."""
    enrolment = Enrolment.objects.select_for_update().select_related("course").filter(id=enrolment_id).first()
    if enrolment is None or not access.can_look_at_course(by, enrolment.course):
        raise NotThere
    after = may_change(list(enrolment.trail.order_by("at", "id").values_list("change", flat=True)), change)
    if after is None:
        raise Refused(_("This cannot be done now. Somebody may have changed it just before you."), "not_now")
    enrolment.state = after
    enrolment.save(update_fields=["state"])
    _add_event(enrolment, change, by)
    return enrolment


def _add_event(enrolment: Enrolment, change: Change, by: Actor) -> None:
    EnrolmentEvent.objects.create(
        participant_id=enrolment.participant_id,
        organisation_id=enrolment.organisation_id,
        enrolment=enrolment,
        change=change,
        at=clock.now(),
        by_id=by.account_id,
    )


@transaction.atomic
def plan_session(
    *, by: Actor, course: Course, starts_at: datetime, module: str = "", topic: str = "", place: str | None = None
) -> Session:
    """Plan the next session of a course. `starts_at` is aware; `place` None: where the course meets."""
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
    )


@transaction.atomic
def move_session(
    *, by: Actor, session_id: UUID, starts_at: datetime, place: str, module: str = "", topic: str = ""
) -> Session:
    """Another time, place or topic for a session that has not been started. `starts_at` is aware."""
    session = access.visible_sessions(by).filter(id=session_id).first()
    if session is None:
        raise NotThere
    Session.objects.select_for_update().get(id=session_id)
    if session.entries.exists():
        raise Refused(_("The session has been started, so its time stays as it is."), "started")
    session.starts_at, session.place, session.module, session.topic = starts_at, place.strip(), module, topic
    session.save(update_fields=["starts_at", "place", "module", "topic"])
    return session
