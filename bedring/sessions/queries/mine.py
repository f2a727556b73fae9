# SPDX-License-Identifier: Apache-2.0
"""What a participant sees of the sessions: when we meet next, and the handouts they got, which stay theirs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.kit.asked import Asked
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Course, Held, Said, Session
from bedring.sessions.queries.said import boards
from bedring.sessions.queries.titles import page_title
from bedring.sessions.queries.told import STILL_COMING, SessionTold, sessions_told
from bedring.sessions.rules.entries import EntryKind, HomePractice, as_topic
from bedring.sessions.rules.states import day_held


@dataclass(frozen=True)
class LastSession:
    """The last session the participant was at: its topic, and the home practice agreed on.

    `title`: of the topic, also when its page is no longer there (`there`).
    """

    module: str
    topic: str
    edition: str
    title: str
    there: bool
    home_practice: HomePractice | None


@dataclass(frozen=True)
class MySessions:
    """The next meeting, None when none is planned; and those before it that are called off."""

    next: SessionTold | None
    off: tuple[SessionTold, ...]


def my_sessions(actor: Actor) -> MySessions:
    """When the participant meets next: the earliest that is still to come, not held and not called off."""
    told = list(sessions_told(_coming(actor=actor, since=clock.now() - STILL_COMING)).values())
    following = next((one for one in told if one.called_off is None), None)
    off = tuple(one for one in told if one.called_off and (following is None or one.starts_at < following.starts_at))
    return MySessions(following, off)


@Asked
def _coming(actor: Actor, since: datetime) -> QuerySet[Session, Any]:
    coming = access.own_sessions(actor).filter(starts_at__gte=since, closed_at=None)
    return _full(coming).order_by("starts_at")[:10]


def days_of_sessions(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, date]:
    """Of these sessions, the days of those the participant belongs or belonged to, at their site. One query."""
    mine = access.own_sessions(actor) | access.sessions_so_far(actor)
    found = mine.filter(id__in=list(ids)).select_related("organisation")
    return {s.id: day_held(s.starts_at, s.opened_at, s.held_on, s.organisation.time_zone) for s in found}


def names_of_courses(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Of these courses, the names of those the participant has or had a place in. One query."""
    mine = Course.objects.filter(id__in=list(ids), enrolments__participant=actor.participant_id)
    return dict(mine.values_list("id", "name"))


def _full(sessions: QuerySet[Session]) -> QuerySet[Session]:
    return sessions.select_related("course", "organisation", "held")


def my_last_session(actor: Actor, language: str) -> LastSession | None:
    """The newest session in which the handout of its topic was given while the participant was there."""
    if actor.participant_id is None:
        return None
    sessions = _handed_out(actor=actor)
    found = boards(s.id for s in sessions)
    for session in sessions:
        board = found[session.id]
        topic, person = board.topic, board.person(actor.participant_id)
        if person.here and topic and (topic.module, topic.topic) in board.handouts:
            edition, kept = session.course.edition, getattr(session, "held", None)
            title = page_title(topic.module, topic.topic, language, edition, kept.titles if kept else {})
            if title:
                agreed = person.home_practice
                return LastSession(topic.module, topic.topic, edition, title.topic, title.there, agreed)
    return None


@Asked
def _handed_out(actor: Actor) -> QuerySet[Session, Any]:
    given = Said.objects.saying(EntryKind.HANDOUT).sessions()
    return _so_far(actor).filter(id__in=given).order_by("-opened_at")[:5]


def my_edition(actor: Actor) -> str:
    """The edition of the programme that the actor's newest course follows; the Norwegian one where there is none.

    So it is, too, where a site has taken its own edition away.
    """
    newest = _editions(participant=actor.participant_id) if actor.participant_id else []
    there = {one.slug for one in curriculum.editions()}
    return newest[0] if newest and newest[0] in there else "norway"


@Asked
def _editions(participant: UUID) -> QuerySet[Course, Any]:
    courses = Course.objects.filter(enrolments__participant=participant)
    return courses.order_by("-enrolments__trail__made_at").values_list("edition", flat=True)[:1]


def topics_met(actor: Actor) -> list[tuple[str, str]]:
    """(module, topic) of every handout given while the participant was there, oldest first.

    Of every course they have or had a place in; and as it stands now: what is taken back was not given.
    """
    given = Said.objects.saying(EntryKind.HANDOUT).filter(session__in=_so_far(actor)).order_by("made_at")
    return list(dict.fromkeys(as_topic(key) for key in given.values_list("key", flat=True)))


@dataclass(frozen=True)
class Met:
    """A topic whose handout the participant got, by title. `there`: its page can be opened."""

    module: str
    topic: str
    title: str
    there: bool


def handouts_met(actor: Actor, language: str) -> list[Met]:
    """The handouts the participant got; one whose page is no longer there keeps the title it had."""
    kept: dict[str, Mapping[str, Any]] = {}
    for titles in Held.objects.filter(session__in=_so_far(actor)).values_list("titles", flat=True):
        kept |= titles
    edition = my_edition(actor)
    found = [(m, t, page_title(m, t, language, edition, _if_gone(m, t, edition, kept))) for m, t in topics_met(actor)]
    return [Met(module, topic, title.topic, title.there) for module, topic, title in found if title]


def _if_gone(module: str, topic: str, edition: str, kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """A handout that can be opened is called as it is now, which is what stands on it."""
    now = page_title(module, topic, "en", edition)
    return {} if now and now.there else kept


def _so_far(actor: Actor) -> QuerySet[Session]:
    """The sessions the participant was at, by what is said of it now."""
    came = Said.objects.saying(EntryKind.PRESENCE, "here").filter(participant=actor.participant_id)
    return _full(access.sessions_so_far(actor).filter(id__in=came.sessions()))
