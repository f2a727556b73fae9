# SPDX-License-Identifier: Apache-2.0
"""What a participant sees of the sessions: when we meet next, and the handout from last time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bedring.kit import clock
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Course, Said, Session
from bedring.sessions.queries.said import boards
from bedring.sessions.rules.entries import EntryKind, HomePractice, as_topic


@dataclass(frozen=True)
class LastSession:
    """The last session the participant was at: its topic, and the home practice agreed on."""

    session: Session
    module: str
    topic: str
    home_practice: HomePractice | None


def my_next_session(actor: Actor) -> Session | None:
    """The next meeting (one that began less than three hours ago still counts); None when none is planned."""
    since = clock.now() - timedelta(hours=3)
    coming = access.own_sessions(actor).filter(starts_at__gte=since).exclude(said__kind=EntryKind.CLOSED)
    return coming.select_related("course", "organisation").order_by("starts_at").first()


def my_last_session(actor: Actor) -> LastSession | None:
    """The newest session in which the handout of its topic was given while the participant was there."""
    handed_out = Said.objects.saying(EntryKind.HANDOUT).sessions()
    sessions = list(
        access.own_sessions(actor)
        .filter(id__in=_came(actor))
        .filter(id__in=handed_out)
        .select_related("course")
        .order_by("-starts_at")[:5]
    )
    found = boards(s.id for s in sessions)
    for session in sessions:
        board = found[session.id]
        person = board.person(actor.participant_id) if actor.participant_id else None
        if person and person.here and board.topic and (board.topic.module, board.topic.topic) in board.handouts:
            return LastSession(session, board.topic.module, board.topic.topic, person.home_practice)
    return None


def my_edition(actor: Actor) -> str:
    """The edition of the programme that the actor's newest course follows; the Norwegian one where there is none."""
    courses = Course.objects.filter(enrolments__participant=actor.participant_id)
    newest = courses.order_by("-enrolments__trail__at").first() if actor.participant_id else None
    return newest.edition if newest else "norway"


def topics_met(actor: Actor) -> list[tuple[str, str]]:
    """(module, topic) of every handout given while the participant was there, oldest first."""
    sessions = access.own_sessions(actor).filter(id__in=_came(actor))
    given = Said.objects.saying(EntryKind.HANDOUT).filter(session__in=sessions).order_by("made_at")
    return list(dict.fromkeys(as_topic(key) for key in given.values_list("key", flat=True)))


def _came(actor: Actor) -> Any:
    """The sessions the participant was at, by what is said of it now."""
    return Said.objects.saying(EntryKind.PRESENCE, "here").filter(participant=actor.participant_id).sessions()
