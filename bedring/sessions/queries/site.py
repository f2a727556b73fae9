# SPDX-License-Identifier: Apache-2.0
"""The groups of a site, for its programme leader and for those who lead them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.kit.text import in_order, is_like, may_be_one, order
from bedring.people.access import check_can_run_programme, visible_participants
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Course, CourseLeader, Enrolment, Session
from bedring.sessions.rules.places import EnrolmentState
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing


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
    now = clock.now()
    leaders = CourseLeader.objects.in_force().select_related("account")
    courses = (
        access.visible_courses(actor)
        .select_related("organisation")
        .prefetch_related(Prefetch("leaders", leaders))
        .annotate(
            active=Count("enrolments", Q(enrolments__state=EnrolmentState.ACTIVE), distinct=True),
            paused=Count("enrolments", Q(enrolments__state=EnrolmentState.PAUSED), distinct=True),
        )
    )
    opened = Session.objects.filter(course__in=courses.values("id"), said__kind="opened")
    held = {
        row["course"]: row
        for row in opened.values("course").annotate(n=Count("id", distinct=True), last=Max("opened_at"))
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
        for course in sorted(courses, key=lambda course: (order(course.organisation.name), order(course.name)))
    ]


@dataclass(frozen=True)
class GroupPage:
    """One course with those who lead it and those who have a place in it. `next` has not been started."""

    course: Course
    leaders: tuple[CourseLeader, ...]
    places: tuple[tuple[Enrolment, Participant], ...]
    next: Session | None
    held: tuple[Session, ...]


def group(actor: Actor, course_id: UUID) -> GroupPage:
    """One course for those who lead it or run the programme. Looking at its people is logged."""
    course = access.visible_courses(actor).select_related("organisation").filter(id=course_id).first()
    if course is None:
        raise NotThere
    leads = course.leaders.in_force()
    places = {e.participant_id: e for e in course.enrolments.all()}
    purpose = Purpose.SESSION if leads.filter(account=actor.account_id).exists() else Purpose.LEADING
    people = trust.participants(actor, places, kind=Thing.PLACE, purpose=purpose)
    return GroupPage(
        course=course,
        leaders=tuple(in_order(leads.select_related("account"), lambda leader: leader.account.name)),
        places=tuple((places[person.id], person) for person in people),
        next=_coming([course.id], clock.now(), begun="opened").get(course.id),
        held=tuple(course.sessions.exclude(opened_at=None).order_by("-number")[:60]),
    )


def people_called(actor: Actor, course: Course, typed: str) -> list[Participant]:
    """Up to ten participants of the course's site whom these words may mean, with no place in it. Looking is logged."""
    taken = set(course.enrolments.values_list("participant", flat=True))
    like = [one for one in _names_here(actor, course) if one.id not in taken and is_like(typed, one.both)]
    return _looked_at(actor, in_order(like, lambda one: one.name)[:10])


@dataclass(frozen=True)
class Known:
    """Somebody registered at a site already. `has_place`: in the course in question."""

    participant: Participant
    has_place: bool


def registered_like(actor: Actor, course: Course, name: str) -> list[Known]:
    """Participants of the course's site who may be somebody of this full name. Looking is logged."""
    found = _looked_at(actor, [one for one in _names_here(actor, course) if may_be_one(name, one.name)])
    taken = set(course.enrolments.values_list("participant", flat=True))
    return [Known(person, person.id in taken) for person in found]


class _Named(NamedTuple):
    id: UUID
    name: str
    called: str

    @property
    def both(self) -> str:
        return f"{self.name} {self.called}"


def _names_here(actor: Actor, course: Course) -> list[_Named]:
    check_can_run_programme(actor, course.organisation_id)
    here = visible_participants(actor).filter(organisation=course.organisation_id)
    return [_Named(*row) for row in here.values_list("id", "name", "called_alone")]


def _looked_at(actor: Actor, people: list[_Named]) -> list[Participant]:
    return trust.participants(actor, [one.id for one in people], kind=Thing.PLACE, purpose=Purpose.LEADING)


def _coming(courses: Any, now: datetime, begun: str = "closed") -> dict[UUID, Session]:
    planned = Session.objects.filter(course__in=courses, starts_at__gte=now).exclude(said__kind=begun)
    return {s.course_id: s for s in planned.order_by("course", "starts_at").distinct("course")}
