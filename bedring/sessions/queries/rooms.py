# SPDX-License-Identifier: Apache-2.0
"""Tonight and the session itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from bedring.goals.queries import WorkingOn, steps_before, work_of
from bedring.kit import clock
from bedring.kit.asked import Asked
from bedring.kit.refusals import NotThere
from bedring.kit.text import in_order, order
from bedring.people.rules import READS_RECORD, Actor
from bedring.sessions import access
from bedring.sessions.models import CourseLeader, Enrolment, Expected, Held, LedBy, Said, Session
from bedring.sessions.queries.said import boards, cursors, newest_number
from bedring.sessions.queries.told import SessionTold, sessions_told, with_all
from bedring.sessions.rules.board import Board
from bedring.sessions.rules.draft import Numbers, numbers_of
from bedring.sessions.rules.entries import EntryKind
from bedring.sessions.rules.places import EnrolmentState
from bedring.sessions.rules.states import FORGOTTEN, SessionState
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing


@dataclass(frozen=True)
class StepTold:
    """A step in short."""

    id: UUID
    what: str
    when: str


@dataclass(frozen=True)
class Person:
    """One expected person, by what they are called among those here. `last_step`: the one from last time, to look at.

    `work` is what they are working on now. Of a session that is closed it is not told: there `goal` and `last_step` are
    what was said in it.
    """

    id: UUID
    called: str
    name: str
    goal: str
    work: WorkingOn | None
    last_step: StepTold | None


@dataclass(frozen=True)
class LastTime:
    """The session before, in short."""

    session: SessionTold
    board: Board
    titles: Mapping[str, Any]
    here: int
    expected: int


@dataclass(frozen=True)
class Leads:
    """Somebody who was to lead a session or led it; `came`: they were there."""

    account_id: UUID
    name: str
    came: bool


@dataclass(frozen=True)
class Room:
    """A session with everything its screen needs. `led`: who came first stands first.

    `titles`: of its pages, as they were written down when it was closed.
    """

    session: SessionTold
    people: tuple[Person, ...]
    paused: int
    board: Board
    cursor: int
    last: LastTime | None
    led: tuple[Leads, ...]
    numbers: Numbers
    titles: Mapping[str, Any]
    writes_notes: bool

    @property
    def state(self) -> SessionState:
        return self.session.state

    @property
    def leaders(self) -> dict[UUID, str]:
        """Who may be named on it, by account."""
        return {one.account_id: one.name for one in self.led}

    @property
    def there(self) -> tuple[str, ...]:
        """The names of those who led it."""
        return tuple(one.name for one in self.led if one.came)


def tonight(actor: Actor) -> list[Room]:
    """For each course the actor leads, the session that is on, else the next, soonest first.

    The next session is the earliest that is not held and not called off, however long ago it was planned for. One that
    was never closed stays too, beside the next. A constant number of queries.
    """
    ours = with_all(actor).filter(course__in=_led(actor).values("course"), closed_at=None)
    going_on = list(ours.exclude(opened_at=None))
    busy = [s.course_id for s in going_on if s.opened_at and clock.now() - s.opened_at <= FORGOTTEN]
    following = not_held(ours).exclude(course__in=busy).order_by("course", "starts_at").distinct("course")
    return sorted(_rooms(actor, [*going_on, *following]), key=lambda room: room.session.starts_at)


def not_held(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Those that can be the next: not started, and not called off."""
    return sessions.filter(opened_at=None, called_off="")


def _led(actor: Actor) -> QuerySet[CourseLeader]:
    return CourseLeader.objects.filter(account=actor.account_id, course__in=access.visible_courses(actor))


def courses_without_plan(actor: Actor, shown: list[Room]) -> list[str]:
    """Names of the courses the actor leads that are not among the rooms `shown`: no session is planned for them."""
    planned = {room.session.course_id for room in shown}
    led = _led(actor).exclude(course__in=planned)
    return in_order(set(led.values_list("course__name", flat=True)), str)


@dataclass(frozen=True)
class Waiting:
    """A session that was held, with notes that are not signed yet."""

    session: SessionTold
    unsigned: int


def waiting_notes(actor: Actor) -> list[Waiting]:
    """Sessions of the last 60 days that the actor writes notes of, with notes not signed, oldest first.

    A note is due of the group, and of everybody of whom it was said whether they were here. Who has stopped leading
    is shown the sessions they led, for as long as they can write those notes.
    """
    ours = _led(actor).values("course")
    led = LedBy.objects.filter(session=OuterRef("id"), account=actor.account_id).exclude(came_at=None)
    held = with_all(actor).filter(
        organisation__in=actor.reach(*READS_RECORD), opened_at__gte=clock.now() - timedelta(days=60)
    )
    held = held.exclude(closed_at=None).filter(Exists(led)) | held.exclude(closed_at=None).filter(course__in=ours)
    found = sessions_told(held.distinct().order_by("opened_at"))
    due: dict[UUID, set[UUID | None]] = {i: {None} for i in found}
    signed: dict[UUID, set[UUID | None]] = {i: set() for i in found}
    said = Said.objects.filter(session__in=found, kind__in=[EntryKind.PRESENCE, EntryKind.SIGNED]).exclude(says="")
    for session, person, kind in said.values_list("session", "participant", "kind"):
        (signed if kind == EntryKind.SIGNED else due)[session].add(person)
    left = {i: len(due[i] - signed[i]) for i in found}
    return [Waiting(meeting, left[i]) for i, meeting in found.items() if left[i]]


def room(actor: Actor, session_id: UUID, of: frozenset[UUID] | None = None) -> Room:
    """One session; NotThere when the actor does not lead it. Looking at its people is logged.

    `of`: the people in it who are looked at; None for all of them.
    """
    found = _with_all(actor=actor, session=session_id)
    if not found:
        raise NotThere
    return _rooms(actor, found, of)[0]


@Asked
def _with_all(actor: Actor, session: UUID) -> QuerySet[Session, Any]:
    return with_all(actor).filter(id=session)


@Asked
def _newest(actor: Actor, session: UUID) -> QuerySet[Session, Any]:
    visible = access.visible_sessions(actor).filter(id=session)
    return visible.annotate(newest=newest_number()).values_list("newest", flat=True)


def board_since(actor: Actor, session_id: UUID, cursor: int) -> tuple[int, Board | None, dict[UUID, str]]:
    """The newest entry's number; the board if there is anything newer than `cursor`; the leaders' names.

    For asking every other second: while nothing is new it is one statement. A board that is handed out is a
    look at those on it.
    """
    found = _newest(actor=actor, session=session_id)
    if not found:
        raise NotThere
    newest = found[0] or 0
    if newest <= cursor:
        return newest, None, {}
    names = {one.account_id: one.name for one in _leaders([session_id])[session_id]}
    board = boards([session_id])[session_id]
    _look(actor, {person: {session_id} for _, person, _ in board.newest if person}, notes=True)
    return newest, board, names


def _rooms(actor: Actor, sessions: list[Session], of: frozenset[UUID] | None = None) -> list[Room]:
    """Rooms for these sessions, the same number of queries however many they are."""
    before = _sessions_before(sessions)
    every = [*sessions, *before.values()]
    found, newest, told = boards(s.id for s in every), cursors(s.id for s in sessions), sessions_told(every)
    led = _leaders([s.id for s in sessions])
    expected, everybody = _expected(actor, sessions, of)
    work = work_of(actor, {one.id for s in sessions if not s.closed_at for one in expected[s.id]})
    steps = _last_steps(actor, sessions, expected)
    paused = _paused(sessions)
    rooms = []
    for session in sessions:
        board, kept = found[session.id], getattr(session, "held", None)
        rooms.append(
            Room(
                session=told[session.id],
                people=tuple(_person(one, session, board, work, steps[session.id]) for one in expected[session.id]),
                paused=paused.get(session.course_id, 0),
                board=board,
                cursor=newest.get(session.id, 0),
                last=_last_time(before.get(session.id), told, found),
                led=tuple(Leads(one.account_id, one.name, one.came_at is not None) for one in led[session.id]),
                numbers=_numbers(kept, board, everybody[session.id]),
                titles=kept.titles if kept else {},
                writes_notes=access.writes_notes(actor, session),
            )
        )
    return rooms


def _numbers(kept: Held | None, board: Board, expected: list[UUID]) -> Numbers:
    return Numbers(**kept.numbers) if kept and kept.numbers else numbers_of(board, expected)


@dataclass(frozen=True)
class _One:
    """Somebody expected, before anything is told of them. `steps`: of a closed session, those looked at."""

    id: UUID
    called: str
    name: str
    steps: Mapping[str, dict[str, str]]


def _expected(
    actor: Actor, sessions: list[Session], of: frozenset[UUID] | None
) -> tuple[dict[UUID, list[_One]], dict[UUID, list[UUID]]]:
    """By session, those expected in it whom the actor may see (of them those in `of`), in order of name; looking at
    them is logged. And all who are expected, to be counted.

    Once it is started they are those who were written down then. Those who write its last notes see who was there.
    """
    planned = {s.course_id: s.id for s in sessions if not s.opened_at}
    coming = [
        (planned[course], person) for course, person in _places(courses=set(planned), state=EnrolmentState.ACTIVE)
    ]
    written = _written(sessions={s.id for s in sessions if s.opened_at})
    closed = {s.id for s in sessions if s.closed_at}
    live, over = defaultdict[UUID, set[UUID]](set), defaultdict[UUID, set[UUID]](set)
    for at, person in [*coming, *((one.session_id, one.participant_id) for one in written)]:
        if of is None or person in of:
            (over if at in closed else live)[person].add(at)
    by_id = {p.id: p for p in [*_look(actor, live, notes=False), *_look(actor, over, notes=True)]}
    found: dict[UUID, list[_One]] = {s.id: [] for s in sessions}
    for session in planned.values():
        people = [by_id[person] for at, person in coming if at == session and person in by_id]
        found[session] += [_One(p.id, p.called, p.name, {}) for p in people]
    for one in written:
        if one.participant_id in by_id:
            person = by_id[one.participant_id]
            found[one.session_id].append(_One(person.id, one.called, person.name, one.steps))
    everybody: dict[UUID, list[UUID]] = {s.id: [] for s in sessions}
    for at, person in [*coming, *((one.session_id, one.participant_id) for one in written)]:
        everybody[at].append(person)
    by_name = {at: sorted(people, key=lambda p: (order(p.called), str(p.id))) for at, people in found.items()}
    return by_name, everybody


@Asked
def _places(courses: set[UUID], state: EnrolmentState) -> QuerySet[Enrolment, Any]:
    return Enrolment.objects.filter(course__in=courses, state=state).values_list("course", "participant")


@Asked
def _written(sessions: set[UUID]) -> QuerySet[Expected, Any]:
    return Expected.objects.filter(session__in=sessions)


def _look(actor: Actor, where: Mapping[UUID, set[UUID]], *, notes: bool) -> list[Any]:
    """`where`: the sessions in which each of these people is looked at, in a list of them too."""
    if not where:
        return []
    return trust.participants(actor, where, kind=Thing.SESSION, purpose=Purpose.SESSION, things=where, notes=notes)


def _person(one: _One, session: Session, board: Board, work: dict[UUID, WorkingOn], steps: dict[UUID, Any]) -> Person:
    if session.closed_at:
        looked = next(((UUID(i), words) for i, words in one.steps.items()), None)
        told = StepTold(looked[0], looked[1]["what"], looked[1]["when"]) if looked else None
        return Person(one.id, one.called, one.name, board.person(one.id).goal, None, told)
    now = work[one.id]
    step = steps.get(one.id) if session.opened_at else now.step
    last = StepTold(step.id, step.what, step.when) if step else None
    return Person(one.id, one.called, one.name, now.goal.words if now.goal else "", now, last)


def _last_steps(
    actor: Actor, sessions: list[Session], expected: Mapping[UUID, list[_One]]
) -> dict[UUID, dict[UUID, Any]]:
    """Steps as they stood when each session that is on began: there is one such session at a time, hardly ever two."""
    return {
        s.id: steps_before(actor, [one.id for one in expected[s.id]], s.opened_at)
        if s.opened_at and not s.closed_at
        else {}
        for s in sessions
    }


def _paused(sessions: list[Session]) -> dict[UUID, int]:
    """By course, how many take a break now; asked for sessions that are still to come."""
    coming = {s.course_id for s in sessions if not s.opened_at}
    return Counter(course for course, _person in _places(courses=coming, state=EnrolmentState.PAUSED))


def _sessions_before(sessions: list[Session]) -> dict[UUID, Session]:
    """By session, the one of its course that was begun last before it."""
    found = _begun_last(sessions={s.id for s in sessions})
    return {after: one for one in found for after in one.befores}


@Asked
def _begun_last(sessions: set[UUID]) -> QuerySet[Session, Any]:
    """For each of these one session; `befores`: which of them it comes before."""
    begun = Coalesce(OuterRef("opened_at"), Value(clock.now()))
    earlier = Session.objects.filter(course=OuterRef("course"), opened_at__lt=begun).exclude(id=OuterRef("id"))
    before = Subquery(earlier.order_by("-opened_at").values("id")[:1])
    these = Session.objects.filter(id__in=sessions).annotate(before=before)
    which = these.filter(before=OuterRef("id")).values("id")
    found = Session.objects.filter(id__in=these.values("before")).annotate(befores=ArraySubquery(which))
    return found.select_related("course", "organisation", "held")


def _leaders(session_ids: Iterable[UUID]) -> dict[UUID, list[LedBy]]:
    """By session, those who were to lead it and those who did; who came first stands first."""
    found: dict[UUID, list[LedBy]] = {i: [] for i in session_ids}
    for one in _led_by(sessions=set(found)):
        found[one.session_id].append(one)
    return found


@Asked
def _led_by(sessions: set[UUID]) -> QuerySet[LedBy, Any]:
    return LedBy.objects.filter(session__in=sessions).order_by(F("came_at").asc(nulls_last=True), "name")


def _last_time(
    session: Session | None, told: Mapping[UUID, SessionTold], found: Mapping[UUID, Board]
) -> LastTime | None:
    if session is None:
        return None
    board, kept = found[session.id], getattr(session, "held", None)
    said = [p for (kind, p, _), seen in board.newest.items() if kind == EntryKind.PRESENCE and p and seen.value.says]
    numbers = _numbers(kept, board, said)
    return LastTime(told[session.id], board, kept.titles if kept else {}, numbers.here, numbers.expected)
