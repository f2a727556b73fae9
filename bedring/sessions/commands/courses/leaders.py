# SPDX-License-Identifier: Apache-2.0
"""Who leads a course, and so works with everybody in it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import check_can_run_programme
from bedring.people.commands import start_working_with, stop_working_with
from bedring.people.models import Participant, site_day
from bedring.people.queries import colleagues
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.courses.which import course_of
from bedring.sessions.models import Course, CourseLeader, Enrolment, Expected, LedBy
from bedring.sessions.rules.places import LAST_NOTES, OPEN


@transaction.atomic
def appoint_leader(*, by: Actor, course: Course | UUID, account_id: UUID) -> CourseLeader:
    """From today this colleague leads the course, and so works with everybody in it. Done twice, they lead once.

    Refused for whoever holds no role at the place.
    """
    course = course_of(by, course)
    check_can_run_programme(by, course.organisation_id)
    known = course.leaders.filter(account=account_id, ends=None).first()
    if known is not None:
        return known
    if account_id not in {one.id for one in colleagues(by, course.organisation_id)}:
        raise Refused(_("This person has no role here."), "no_role_here")
    for enrolment in course.enrolments.filter(state__in=OPEN).select_related("participant"):
        start_working_with(by=by, participant=enrolment.participant, account_id=account_id)
    course.leaders.filter(account=account_id, notes_until__gte=site_day()).update(notes_until=None)
    return CourseLeader.objects.create(
        course=course,
        organisation_id=course.organisation_id,
        account_id=account_id,
        starts=course.organisation.today(),
        by_id=by.account_id,
    )


@transaction.atomic
def end_leading(*, by: Actor, leader_id: UUID) -> None:
    """From this moment this colleague does not lead the course, nor work with those whom they lead nowhere else.

    Of the sessions they led they can write the last notes for two weeks, and see nothing else.
    """
    leader = CourseLeader.objects.select_for_update().select_related("course").filter(id=leader_id).first()
    if leader is None or not access.can_look_at_course(by, leader.course):
        raise NotThere
    check_can_run_programme(by, leader.organisation_id)
    if leader.ends is not None:
        return
    leader.end_now()
    led = LedBy.objects.filter(session__course=leader.course, account=leader.account_id).exclude(came_at=None)
    leader.notes_until = leader.organisation.today() + LAST_NOTES if led.exists() else None
    leader.save(update_fields=["notes_until"])
    met = set(Expected.objects.filter(session__in=led.values("session")).values_list("participant", flat=True))
    for person in Participant.objects.filter(enrolments__course=leader.course):
        part_with(by=by, person=person, account_id=leader.account_id, last_notes=person.id in met)


def part_with(*, by: Actor, person: Participant, account_id: UUID, last_notes: bool) -> None:
    """This colleague works with the person no more, unless they lead them elsewhere."""
    leads = CourseLeader.objects.filter(account=account_id, ends=None).values("course")
    if Enrolment.objects.filter(participant=person, course__in=leads, state__in=OPEN).exists():
        return
    until = person.organisation.today() + LAST_NOTES if last_notes else None
    stop_working_with(by=by, participant=person, account_id=account_id, notes_until=until)


def leaders_now(course: Course) -> list[CourseLeader]:
    """Those who lead the course and have not been told to stop."""
    return list(course.leaders.filter(ends=None))
