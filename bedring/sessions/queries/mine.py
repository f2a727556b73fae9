# SPDX-License-Identifier: Apache-2.0
"""What a participant sees of the sessions: when we meet next, and the handout from last time."""

from dataclasses import dataclass
from datetime import timedelta

from bedring.kit import clock
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Course, Entry, Session
from bedring.sessions.rules.board import board_of
from bedring.sessions.rules.entries import EntryKind, HomePractice


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
    coming = access.own_sessions(actor).filter(starts_at__gte=since).exclude(entries__kind=EntryKind.CLOSED)
    return coming.select_related("course", "organisation").order_by("starts_at").first()


def my_last_session(actor: Actor) -> LastSession | None:
    """The newest session in which the handout of its topic was given while the participant was there."""
    came = Entry.objects.filter(participant=actor.participant_id, kind=EntryKind.PRESENCE, value__here="here")
    sessions = access.own_sessions(actor).filter(id__in=came.values("session")).order_by("-starts_at")
    for session in sessions.select_related("course").prefetch_related("entries")[:5]:
        board = board_of(session.entries.all())
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
    came = Entry.objects.filter(participant=actor.participant_id, kind=EntryKind.PRESENCE, value__here="here")
    sessions = access.own_sessions(actor).filter(id__in=came.values("session"))
    given = Entry.objects.filter(kind=EntryKind.HANDOUT, value__on=True, session__in=sessions)
    return list(dict.fromkeys((e.value["module"], e.value["topic"]) for e in given.order_by("made_at")))
