# SPDX-License-Identifier: Apache-2.0
"""The groups of a site, for its programme leader. No participant is named here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q

from bedring.kit import clock
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Course, CourseLeader, Session
from bedring.sessions.rules.states import EnrolmentState


@dataclass(frozen=True)
class Group:
    """One course at a glance."""

    course: Course
    leaders: tuple[str, ...]
    active: int
    paused: int
    held: int
    last_at: datetime | None
    next: Session | None


def groups(actor: Actor) -> list[Group]:
    """All courses the actor may see, by site and name. A constant number of queries."""
    today, now = clock.today(), clock.now()
    leaders = CourseLeader.objects.filter(starts__lte=today).exclude(ends__lt=today).select_related("account")
    courses = (
        access.visible_courses(actor)
        .select_related("organisation")
        .prefetch_related(Prefetch("leaders", leaders))
        .annotate(
            active=Count("enrolments", Q(enrolments__state=EnrolmentState.ACTIVE), distinct=True),
            paused=Count("enrolments", Q(enrolments__state=EnrolmentState.PAUSED), distinct=True),
        )
        .order_by("organisation__name", "name")
    )
    opened = Session.objects.filter(course__in=courses.values("id"), entries__kind="opened")
    held = {
        row["course"]: row
        for row in opened.values("course").annotate(n=Count("id", distinct=True), last=Max("starts_at"))
    }
    coming = _coming(courses.values("id"), now)
    return [
        Group(
            course=course,
            leaders=tuple(leader.account.name for leader in course.leaders.all()),
            active=course.active,
            paused=course.paused,
            held=held[course.id]["n"] if course.id in held else 0,
            last_at=held[course.id]["last"] if course.id in held else None,
            next=coming.get(course.id),
        )
        for course in courses
    ]


def _coming(courses: Any, now: datetime) -> dict[UUID, Session]:
    planned = Session.objects.filter(course__in=courses, starts_at__gte=now).exclude(entries__kind="closed")
    return {s.course_id: s for s in planned.order_by("course", "starts_at").distinct("course")}
