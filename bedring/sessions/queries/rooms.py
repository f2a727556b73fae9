# SPDX-License-Identifier: Apache-2.0
"""Tonight and the session itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from bedring.goals.models import Step
from bedring.goals.queries import WorkingOn, steps_before, work_of
from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.kit.text import order
from bedring.people.models import Account, Participant
from bedring.people.rules import READS_RECORD, Actor
from bedring.sessions import access
from bedring.sessions.models import CourseLeader, Enrolment, Said, Session
from bedring.sessions.queries.said import boards, cursors, who_tapped
from bedring.sessions.rules.board import Board
from bedring.sessions.rules.entries import EntryKind
from bedring.sessions.rules.places import EnrolmentState
from bedring.sessions.rules.states import SessionState
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing


@dataclass(frozen=True)
class Person:
    """One expected person. `last_step` is the step from last time, to be looked at; None when there was none."""

    participant: Participant
    work: WorkingOn
    last_step: Step | None

    @property
    def id(self) -> UUID:
        return self.participant.id


@dataclass(frozen=True)
class LastTime:
    """The session before, in short."""

    session: Session
    board: Board
    here: int
    expected: int


@dataclass(frozen=True)
class Room:
    """A session with everything its screen needs. `leaders` lead the course today; `there` led this session."""

    session: Session
    state: SessionState
    people: tuple[Person, ...]
    paused: int
    board: Board
    cursor: int
    last: LastTime | None
    leaders: dict[UUID, str]
    there: tuple[str, ...]
    writes_notes: bool


def state_of(board: Board) -> SessionState:
    """Planned, open or closed, by what its entries say."""
    opened, closed = board.when(EntryKind.OPENED), board.when(EntryKind.CLOSED)
    if opened is None:
        return SessionState.PLANNED
    return SessionState.CLOSED if closed else SessionState.OPEN


def tonight(actor: Actor) -> list[Room]:
    """For each course the actor leads, the session that is on or comes next, soonest first.

    A session shows until it is closed, or until the end of the next day. A constant number of queries.
    """
    led = CourseLeader.objects.filter(account=actor.account_id, course__in=access.visible_courses(actor))
    since = clock.now() - timedelta(hours=36)
    coming = Session.objects.filter(course__in=led.values("course"), starts_at__gte=since)
    closed = Said.objects.saying(EntryKind.CLOSED).filter(session__in=coming).sessions()
    upcoming = coming.exclude(id__in=closed).order_by("course", "starts_at").distinct("course")
    found = list(upcoming.select_related("course", "organisation"))
    return sorted(_rooms(actor, found), key=lambda room: room.session.starts_at)


def courses_without_plan(actor: Actor, shown: list[Room]) -> list[str]:
    """Names of the courses the actor leads that are not among the rooms `shown`: no session is planned for them."""
    led = CourseLeader.objects.filter(account=actor.account_id, course__in=access.visible_courses(actor))
    planned = {room.session.course_id for room in shown}
    return [leader.course.name for leader in led.select_related("course") if leader.course_id not in planned]


@dataclass(frozen=True)
class Waiting:
    """A session that was held, with notes that are not signed yet."""

    session: Session
    unsigned: int


def waiting_notes(actor: Actor) -> list[Waiting]:
    """Sessions of the last 60 days that the actor writes notes of, with notes not signed, oldest first. Four queries.

    A note is due of the group, and of everybody of whom it was said whether they were here.
    """
    led = CourseLeader.objects.filter(account=actor.account_id, course__in=access.visible_courses(actor))
    held = Session.objects.filter(
        course__in=led.values("course"),
        organisation__in=actor.reach(*READS_RECORD),
        opened_at__gte=clock.now() - timedelta(days=60),
        said__kind=EntryKind.CLOSED,
    )
    sessions = {s.id: s for s in held.select_related("course", "organisation").order_by("opened_at")}
    due: dict[UUID, set[UUID | None]] = {i: {None} for i in sessions}
    signed: dict[UUID, set[UUID | None]] = {i: set() for i in sessions}
    said = Said.objects.filter(session__in=sessions, kind__in=[EntryKind.PRESENCE, EntryKind.SIGNED]).exclude(says="")
    for session, person, kind in said.values_list("session", "participant", "kind"):
        (signed if kind == EntryKind.SIGNED else due)[session].add(person)
    left = {i: len(due[i] - signed[i]) for i in sessions}
    return [Waiting(session, left[i]) for i, session in sessions.items() if left[i]]


def room(actor: Actor, session_id: UUID) -> Room:
    """One session; NotThere when the actor does not lead it. Looking at its people is logged."""
    session = access.visible_sessions(actor).select_related("course", "organisation").filter(id=session_id).first()
    if session is None:
        raise NotThere
    return _rooms(actor, [session])[0]


def board_since(actor: Actor, session_id: UUID, cursor: int) -> tuple[int, Board | None, dict[UUID, str]]:
    """The newest entry's number; the board if there is anything newer than `cursor`; the leaders' names.

    For asking every other second: while nothing is new it is two small queries.
    """
    visible = access.visible_sessions(actor).annotate(newest=Max("entries__number"))
    session = visible.filter(id=session_id).first()
    if session is None:
        raise NotThere
    newest = session.newest or 0
    if newest <= cursor:
        return newest, None, {}
    return newest, boards([session.id])[session.id], _leaders([session]).get(session.course_id, {})


def _rooms(actor: Actor, sessions: list[Session]) -> list[Room]:
    """Rooms for these sessions, the same number of queries however many they are."""
    before = _sessions_before(sessions)
    found = boards([s.id for s in (*sessions, *before.values())])
    newest = cursors([s.id for s in sessions])
    places = list(Enrolment.objects.filter(course__in=[s.course_id for s in sessions]))
    active = [p for p in places if p.state == EnrolmentState.ACTIVE]
    people = trust.participants(actor, {p.participant_id for p in active}, kind=Thing.SESSION, purpose=Purpose.SESSION)
    by_id = {p.id: p for p in people}
    work = work_of(actor, by_id)
    opened = [at for s in sessions if (at := found[s.id].when(EntryKind.OPENED))]
    last_steps = _last_steps(actor, by_id, opened)
    leaders = _leaders(sessions)
    there = who_tapped([s.id for s in sessions])
    rooms = []
    for session in sessions:
        board = found[session.id]
        expected = [p.participant_id for p in active if p.course_id == session.course_id and p.participant_id in by_id]
        ordered = sorted((by_id[i] for i in expected), key=lambda p: (order(p.called), str(p.id)))
        at = board.when(EntryKind.OPENED)
        rooms.append(
            Room(
                session=session,
                state=state_of(board),
                people=tuple(
                    Person(p, work[p.id], last_steps[at].get(p.id) if at else work[p.id].step) for p in ordered
                ),
                paused=sum(1 for p in places if p.course_id == session.course_id and p.state == EnrolmentState.PAUSED),
                board=board,
                cursor=newest.get(session.id, 0),
                last=_last_time(before.get(session.course_id), found),
                leaders=leaders.get(session.course_id, {}),
                there=there.get(session.id, ()),
                writes_notes=access.writes_notes(actor, session),
            )
        )
    return rooms


def _last_steps(actor: Actor, ids: Iterable[UUID], opened: list[datetime]) -> dict[datetime, dict[UUID, Step]]:
    """Steps as they stood when each open session began: there is one such session at a time, hardly ever two."""
    return {at: steps_before(actor, ids, at) for at in opened}


def _sessions_before(sessions: list[Session]) -> dict[UUID, Session]:
    """By course, the last session before the one given that was opened."""
    opened = Said.objects.saying(EntryKind.OPENED).filter(session__course__in=[s.course_id for s in sessions])
    held = Session.objects.filter(id__in=opened.sessions()).order_by("course", "number")
    before: dict[UUID, Session] = {}
    numbers = {s.course_id: s.number for s in sessions}
    for session in held:
        if session.number < numbers[session.course_id]:
            before[session.course_id] = session
    return before


def _leaders(sessions: list[Session]) -> dict[UUID, dict[UUID, str]]:
    """By course, account id to name of those who lead it today."""
    now = CourseLeader.objects.in_force().filter(course__in=[s.course_id for s in sessions])
    found: dict[UUID, dict[UUID, str]] = {}
    for leader in now.select_related("account").order_by("starts"):
        account: Account = leader.account
        found.setdefault(leader.course_id, {})[account.id] = account.name
    return found


def _last_time(session: Session | None, boards: dict[UUID, Board]) -> LastTime | None:
    if session is None:
        return None
    board = boards[session.id]
    said = [seen.value.says for (kind, _, _), seen in board.newest.items() if kind == EntryKind.PRESENCE]
    return LastTime(session, board, said.count("here"), len([one for one in said if one]))
