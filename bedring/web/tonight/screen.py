# SPDX-License-Identifier: Apache-2.0
"""What the session screen shows: the parts in order, the topic's pages, the controls and the keys of their entries."""

import json
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bedring.curriculum import queries as curriculum
from bedring.goals.rules import Went
from bedring.goals.words import WENT_BUTTON
from bedring.kit import clock
from bedring.kit.words import called
from bedring.sessions.queries.rooms import LastTime, Room
from bedring.sessions.rules.entries import MINUTES, TECHNIQUES, EntryKind, SessionPart
from bedring.sessions.rules.states import SessionState
from bedring.sessions.rules.techniques import name_of
from bedring.web.parts import reading
from bedring.web.tonight.wire import board_json

HOME_WENT = (Went.DONE, Went.PARTLY, Went.NOT_THIS_TIME)


@dataclass(frozen=True)
class Choice:
    """One button: its words and the value of the entry it makes."""

    label: str
    value: str
    icon: str = ""


def _choice(label: str, icon: str = "", **value: object) -> Choice:
    return Choice(label, json.dumps(value), icon)


@dataclass(frozen=True)
class Card:
    """One session on Tonight."""

    room: Room
    module: str
    topic: str
    last: "Last | None"

    @property
    def open(self) -> bool:
        return self.room.state is SessionState.OPEN

    @property
    def today(self) -> bool:
        """Whether it is planned for today, on the site's wall."""
        session = self.room.session
        zone = session.organisation.time_zone
        return session.starts_at.astimezone(ZoneInfo(zone)).date() == clock.today(zone)


@dataclass(frozen=True)
class Last:
    """Last time, in words."""

    number: int
    at: object
    topic: str
    here: int
    expected: int
    home_practice: str


def _titles(module: str, topic: str, language: str, edition: str) -> tuple[str, str]:
    if not module:
        return "", ""
    return curriculum.module(module).title[language], curriculum.topic(module, topic, language, edition=edition).title


def card(room: Room, language: str) -> Card:
    """A session on Tonight, with titles in `language`."""
    met = room.board.topic
    module, topic = (met.module, met.topic) if met else (room.session.module, room.session.topic)
    edition = room.session.course.edition
    titles = _titles(module, topic, language, edition)
    return Card(room, titles[0], titles[1], last(room.last, language, edition))


def last(time: LastTime | None, language: str, edition: str) -> Last | None:
    """The session before, in words; None when there was none."""
    if time is None:
        return None
    topic = time.board.topic
    agreed = time.board.home_practice
    words = agreed.words if agreed else ""
    if agreed and agreed.option and topic:
        options = curriculum.topic(topic.module, topic.topic, language, edition=edition).home_practice
        words = next((o.title for o in options if o.slug == agreed.option), "")
    title = _titles(topic.module, topic.topic, language, edition)[1] if topic else ""
    return Last(time.session.number, time.session.met_at, title, time.here, time.expected, words)


def session_context(room: Room, language: str) -> dict[str, Any]:
    """Context of the session screen in `language`."""
    met = room.board.topic
    module, slug = (met.module, met.topic) if met else (room.session.module, room.session.topic)
    edition = room.session.course.edition
    topic = curriculum.topic(module, slug, language, edition=edition) if module else None
    here = {"module": module, "topic": slug}
    return {
        "room": room,
        "session": room.session,
        "parts": [(part, called(part), MINUTES[part]) for part in SessionPart],
        "last": last(room.last, language, edition),
        "module": curriculum.module(module) if module else None,
        "module_title": _titles(module, slug, language, edition)[0] if module else "",
        "topic": topic,
        "topic_slug": slug,
        "topic_key": f"{module}/{slug}",
        "practice": curriculum.practice_card(module, slug, language, edition=edition) if module else None,
        "guide": curriculum.guide(module, slug, language, edition=edition) if module else None,
        "plan": _plan(room, language),
        "presence": [
            _choice(_("Here"), "check", here="here"),
            _choice(_("Sent word"), "mail", here="sent_word"),
            _choice(_("Not here"), "minus", here="not_here"),
        ],
        "home_looks": [_choice(str(label), look=look) for look, label in WENT_BUTTON.choices(*HOME_WENT)],
        "step_looks": [(label, look) for look, label in WENT_BUTTON.choices()],
        "handout": json.dumps(here),
        "techniques": [
            (called(family), [(t, name_of(t, language)) for t in slugs]) for family, slugs in TECHNIQUES.items()
        ],
        "no_step": json.dumps({"not_this_week": True}),
        "worksheets": reading.worksheets(module, topic) if topic else [],
        "options": [(o, json.dumps({"option": o.slug})) for o in topic.home_practice] if topic else [],
        "start": {"cursor": room.cursor} | board_json(room.board, room.leaders),
        "remark_key": f"{EntryKind.REMARK}::",
    }


def _plan(room: Room, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The topics of the edition to choose from: by module title, (value of the entry, title)."""
    found = []
    edition = room.session.course.edition
    for module in curriculum.modules(edition):
        topics = [
            (
                json.dumps({"module": module.slug, "topic": slug}),
                curriculum.topic(module.slug, slug, language, edition=edition).title,
            )
            for slug in module.topics
        ]
        found.append((module.title[language], topics))
    return found
