# SPDX-License-Identifier: Apache-2.0
"""The groups of a site, for its programme leader and for those who lead them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.kit.stretch import Stretch, stretch
from bedring.kit.text import in_order, is_like, may_be_one, order
from bedring.people.access import check_can_run_programme, prints_at, visible_participants
from bedring.people.models import CareRelation, site_day
from bedring.people.rules import READS_RECORD, Actor, PersonSeen, Role
from bedring.sessions import access
from bedring.sessions.models import Course, CourseLeader, EnrolmentEvent, Expected, Session
from bedring.sessions.queries.rooms import not_held
from bedring.sessions.queries.titles import PageTitle, page_title
from bedring.sessions.queries.told import SessionTold, sessions_told
from bedring.sessions.rules.places import Change, EnrolmentState, is_recent, standing
from bedring.sessions.rules.states import LARGEST_GROUP, Format
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing

SHOWN = 60
"""Sessions held that a group's page lists."""


@dataclass(frozen=True)
class Group:
    """One course at a glance."""

    id: UUID
    name: str
    site: str
    zone: str
    format: Format
    leaders: tuple[str, ...]
    active: int
    paused: int
    held: int
    last_on: date | None
    next: SessionTold | None
    title: PageTitle | None

    @property
    def is_large(self) -> bool:
        return self.active > LARGEST_GROUP


GROUPS_ON_A_PAGE = 30


def groups(actor: Actor, language: str, page: str | None = None) -> Stretch[Group]:
    """A stretch of the courses the actor may see, by site and name. `page`: its number as typed.

    A constant number of queries; of those on other pages nothing is read but where they are and what they are called.
    """
    names = access.visible_courses(actor).values_list("id", "organisation__name", "name")
    shown = stretch(sorted(names, key=lambda row: (order(row[1]), order(row[2]), str(row[0]))), page, GROUPS_ON_A_PAGE)
    visible = (
        access.visible_courses(actor)
        .filter(id__in=[row[0] for row in shown.rows])
        .select_related("organisation")
        .prefetch_related(Prefetch("leaders", _leads().select_related("account")))
        .annotate(
            active=Count("enrolments", Q(enrolments__state=EnrolmentState.ACTIVE), distinct=True),
            paused=Count("enrolments", Q(enrolments__state=EnrolmentState.PAUSED), distinct=True),
        )
    )
    by_id = {course.id: course for course in visible}
    courses = [by_id[row[0]] for row in shown.rows]
    opened = Session.objects.filter(course__in=[c.id for c in courses]).exclude(opened_at=None)
    held: dict[UUID, dict[str, Any]] = {
        row["course"]: {**row} for row in opened.values("course").annotate(n=Count("id"), last=Max("opened_at"))
    }
    last = opened.filter(opened_at__in=[row["last"] for row in held.values()])
    days = {m.course_id: m.on for m in sessions_told(_full(last)).values()}
    coming = next_sessions([c.id for c in courses])
    return shown.told(
        [_group(course, held.get(course.id, {}), days, coming.get(course.id), language) for course in courses]
    )


def _group(course: Any, held: dict[str, Any], days: dict[UUID, date], next: SessionTold | None, language: str) -> Group:
    return Group(
        id=course.id,
        name=course.name,
        site=course.organisation.name,
        zone=course.organisation.time_zone,
        format=Format(course.format),
        leaders=tuple(leader.account.name for leader in course.leaders.all()),
        active=course.active,
        paused=course.paused,
        held=held.get("n", 0),
        last_on=days.get(course.id),
        next=next,
        title=page_title(next.module, next.topic, language, next.edition) if next else None,
    )


def _leads() -> QuerySet[CourseLeader]:
    return CourseLeader.objects.in_force()


def _full(sessions: QuerySet[Session]) -> QuerySet[Session]:
    return sessions.select_related("course", "organisation", "held")


def next_sessions(courses: Iterable[UUID]) -> dict[UUID, SessionTold]:
    """By course, the earliest session that is not held and not called off, however long ago it was planned for."""
    following = not_held(Session.objects.filter(course__in=list(courses)))
    found = sessions_told(_full(following.order_by("course", "starts_at").distinct("course")))
    return {meeting.course_id: meeting for meeting in found.values()}


def groups_to_have(actor: Actor, page: tuple[str, str] | None) -> list[str]:
    """Names of the groups whose next session is on this (module, topic), of those the actor may see."""
    courses = access.visible_courses(actor).values_list("id", flat=True) if page else []
    following = next_sessions(courses).values()
    return sorted({m.course for m in following if (m.module, m.topic) == page}, key=order)


@dataclass(frozen=True)
class Place:
    """Somebody's place in a course. `newest`: what happened to it last, `seen` names it. `may_take_back`: it was a
    moment ago, and may have been a slip; a place given is taken back by who runs the programme, until they have met.

    `seen_until`: the day up to which those who led see somebody who has left or completed.
    """

    id: UUID
    person: UUID
    name: str
    full_name: str
    called: str
    called_alone: str
    state: EnrolmentState
    newest: Change
    seen: UUID | None
    since: datetime
    may_take_back: bool
    seen_until: date | None


@dataclass(frozen=True)
class Leader:
    """Somebody who leads a course; or, with `notes_until`, led it, and writes the last notes of it until then."""

    id: UUID
    account_id: UUID
    name: str
    notes_until: date | None


@dataclass(frozen=True)
class GroupPage:
    """One course with those who lead it and those who have a place in it. `next` has not been started.

    `here` take part, `earlier` have left or completed. `off`: called off, and could be held after all. `runs`: the
    actor runs the programme there; `reads`: reads its notes; `prints`: prints ways in on paper.
    """

    id: UUID
    name: str
    site: str
    organisation_id: UUID
    zone: str
    format: Format
    edition: str
    place: str
    every_days: int
    minutes: int
    leaders: tuple[Leader, ...]
    led: tuple[Leader, ...]
    here: tuple[Place, ...]
    earlier: tuple[Place, ...]
    next: SessionTold | None
    off: tuple[SessionTold, ...]
    held: tuple[SessionTold, ...]
    runs: bool
    reads: bool
    prints: bool

    @property
    def is_large(self) -> bool:
        return len(self.here) > LARGEST_GROUP


def group(actor: Actor, course_id: UUID) -> GroupPage:
    """One course for those who lead it or run the programme. Looking at its people is logged."""
    course = access.visible_courses(actor).select_related("organisation").filter(id=course_id).first()
    if course is None:
        raise NotThere
    leaders = [_leader(one) for one in _leads().filter(course=course).select_related("account")]
    places = _places(actor, course, leads=actor.account_id in {leader.account_id for leader in leaders})
    writing = course.leaders.filter(notes_until__gte=site_day()).select_related("account")
    until = in_order(writing, lambda leader: leader.account.name)
    sessions = _full(course.sessions.all())
    lately = clock.now() - timedelta(days=14)
    return GroupPage(
        id=course.id,
        name=course.name,
        site=course.organisation.name,
        organisation_id=course.organisation_id,
        zone=course.organisation.time_zone,
        format=Format(course.format),
        edition=course.edition,
        place=course.place,
        every_days=course.every_days,
        minutes=course.minutes,
        leaders=tuple(in_order(leaders, lambda leader: leader.name)),
        led=tuple(_leader(one) for one in until),
        here=tuple(p for p in places if p.state.is_open),
        earlier=tuple(p for p in places if p.state.is_over),
        next=next_sessions([course.id]).get(course.id),
        off=_told(sessions.exclude(called_off="").filter(opened_at=None, starts_at__gte=lately).order_by("starts_at")),
        held=_told(sessions.exclude(opened_at=None).order_by("-opened_at")[:SHOWN]),
        runs=course.organisation_id in actor.reach(Role.PROGRAMME_LEADER),
        reads=course.organisation_id in actor.reach(*READS_RECORD),
        prints=prints_at(actor, course.organisation),
    )


def _told(sessions: Iterable[Session]) -> tuple[SessionTold, ...]:
    return tuple(sessions_told(sessions).values())


def _leader(row: CourseLeader) -> Leader:
    return Leader(row.id, row.account_id, row.account.name, row.notes_until)


def place(actor: Actor, course_id: UUID, enrolment_id: UUID) -> tuple[GroupPage, Place]:
    """One place of a group, to be changed; NotThere where there is none for the actor."""
    page = group(actor, course_id)
    for one in (*page.here, *page.earlier):
        if one.id == enrolment_id:
            return page, one
    raise NotThere


def _places(actor: Actor, course: Course, *, leads: bool) -> list[Place]:
    """The places of those the actor may see, by name; who has left or completed is seen for a while."""
    trail = Prefetch("trail", EnrolmentEvent.objects.order_by("made_at", "number"))
    met = Expected.objects.filter(session__course=course.id, participant=OuterRef("participant"))
    rows = {e.participant_id: e for e in course.enrolments.annotate(met=Exists(met)).prefetch_related(trail)}
    runs = course.organisation_id in actor.reach(Role.PROGRAMME_LEADER)
    purpose = Purpose.SESSION if leads else Purpose.LEADING
    people = trust.participants(actor, rows, kind=Thing.PLACE, purpose=purpose, thing_id=course.id, notes=True)
    until = _seen_until(course)
    return [_place(rows[p.id], p, until.get(p.id), runs=runs) for p in people]


def _place(row: Any, person: PersonSeen, until: date | None, *, runs: bool) -> Place:
    """`row`: with its trail, and whether the person was `met` in a session. `runs`: who asks runs the programme."""
    last = standing(list(row.trail.all()), lambda event: event.change)[-1:]
    real = bool(last) and last[0].change == Change.ENROL and (row.met or not runs)
    return Place(
        id=row.id,
        person=person.id,
        name=person.name,
        full_name=person.full_name,
        called=person.called,
        called_alone=person.called_alone,
        state=EnrolmentState(row.state),
        newest=Change(last[0].change) if last else Change.TAKE_BACK,
        seen=last[0].id if last else None,
        since=last[0].made_at if last else clock.now(),
        may_take_back=bool(last) and not real and is_recent(last[0].made_at, clock.now()),
        seen_until=until,
    )


def _seen_until(course: Course) -> dict[UUID, date]:
    last = CareRelation.objects.in_force().filter(
        notes_only=True, participant__in=course.enrolments.values("participant")
    )
    return dict(last.values_list("participant").annotate(until=Max("ends")))


@dataclass(frozen=True)
class Registered:
    """Somebody who is registered at a place."""

    id: UUID
    name: str
    full_name: str
    called: str
    called_alone: str


@dataclass(frozen=True)
class Known:
    """Somebody registered at a site already. `has_place`: in the course in question."""

    person: Registered
    has_place: bool


def people_called(actor: Actor, course_id: UUID, typed: str) -> list[Registered]:
    """Up to ten participants of the course's site whom these words may mean, with no place in it. Looking is logged."""
    names, taken = _names_here(actor, course_id)
    like = [one for one in names if one.id not in taken and is_like(typed, one.both)]
    return _looked_at(actor, in_order(like, lambda one: one.name)[:10])


def registered_like(actor: Actor, course_id: UUID, name: str) -> list[Known]:
    """Participants of the course's site who may be somebody of this full name. Looking is logged."""
    names, taken = _names_here(actor, course_id)
    found = _looked_at(actor, [one for one in names if may_be_one(name, one.name)])
    return [Known(person, person.id in taken) for person in found]


class _Named(NamedTuple):
    id: UUID
    name: str
    called: str

    @property
    def both(self) -> str:
        return f"{self.name} {self.called}"


def _names_here(actor: Actor, course_id: UUID) -> tuple[list[_Named], set[UUID]]:
    """The names of everybody at the course's site, and who has a place in it."""
    course = access.visible_courses(actor).filter(id=course_id).first()
    if course is None:
        raise NotThere
    check_can_run_programme(actor, course.organisation_id)
    here = visible_participants(actor).filter(organisation=course.organisation_id)
    taken = course.enrolments.exclude(state=EnrolmentState.NONE).values_list("participant", flat=True)
    return [_Named(*row) for row in here.values_list("id", "name", "called_alone")], set(taken)


def _looked_at(actor: Actor, people: list[_Named]) -> list[Registered]:
    found = trust.participants(actor, [one.id for one in people], kind=Thing.PLACE, purpose=Purpose.LEADING)
    return [Registered(p.id, p.name, p.full_name, p.called, p.called_alone) for p in found]
