# SPDX-License-Identifier: Apache-2.0
"""What the session screen shows: the parts in order, the topic's pages, the controls and the keys of their entries."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from bedring.curriculum import queries as curriculum
from bedring.curriculum.reader import one_look
from bedring.goals.rules import Went
from bedring.goals.words import WENT_BUTTON
from bedring.kit.words import called
from bedring.sessions.queries.rooms import LastTime, Leads, Room
from bedring.sessions.queries.titles import PageTitle, option_title, page_title, topics_of
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


@dataclass(frozen=True)
class HomeChoice:
    """One home practice to choose."""

    slug: str
    title: str
    what: str


def _choice(label: str, icon: str = "", **value: object) -> Choice:
    return Choice(label, json.dumps(value), icon)


@dataclass(frozen=True)
class Card:
    """One session on Tonight."""

    room: Room
    title: PageTitle | None
    last: "Last | None"

    @property
    def open(self) -> bool:
        return self.room.state is SessionState.OPEN


@dataclass(frozen=True)
class Last:
    """Last time, in words."""

    on: date
    topic: str
    here: int
    expected: int
    home_practice: str


def _topic(room: Room) -> tuple[str, str]:
    """The (module, topic) that was chosen, or is planned; empty where there is none."""
    met = room.board.topic
    return (met.module, met.topic) if met else (room.session.module, room.session.topic)


def card(room: Room, language: str) -> Card:
    """A session on Tonight, with titles in `language`."""
    title = page_title(*_topic(room), language, room.session.edition, room.titles)
    return Card(room, title, last(room.last, language))


def last(time: LastTime | None, language: str) -> Last | None:
    """The session before, in words; None when there was none."""
    if time is None:
        return None
    topic, agreed, edition = time.board.topic, time.board.home_practice, time.session.edition
    words = agreed.words if agreed else ""
    if agreed and agreed.option and topic:
        words = option_title(topic.module, topic.topic, agreed.option, language, edition, time.titles)
    title = page_title(topic.module, topic.topic, language, edition, time.titles) if topic else None
    return Last(time.session.on, title.topic if title else "", time.here, time.expected, words)


@one_look()
def session_context(room: Room, language: str, account_id: UUID) -> dict[str, Any]:
    """Context of the session screen in `language`, for the leader with this account.

    Once it is closed it shows what was, and no pages to teach from.
    """
    module, slug = _topic(room)
    edition = room.session.edition
    title = page_title(module, slug, language, edition, room.titles)
    opens = title is not None and title.there and not room.state.is_closed
    topic = curriculum.topic(module, slug, language, edition=edition) if opens else None
    here = {"module": module, "topic": slug}
    return {
        "room": room,
        "session": room.session,
        "parts": [(part, called(part), MINUTES[part]) for part in SessionPart],
        "last": last(room.last, language),
        "module": curriculum.module(module) if topic else None,
        "title": title,
        "topic": topic,
        "topic_slug": slug,
        "topic_key": f"{module}/{slug}",
        "practice": curriculum.practice_card(module, slug, language, edition=edition) if topic else None,
        "guide": curriculum.guide(module, slug, language, edition=edition) if topic else None,
        "plan": [] if room.state.is_closed else topics_of(edition, language),
        "leads_too": [(one, _leading(room, one)) for one in room.led if one.account_id != account_id],
        "presence": [
            _choice(_("Here"), "check", here="here"),
            _choice(_("Sent word"), "mail", here="sent_word"),
            _choice(_("Not here"), "minus", here="not_here"),
        ],
        "home_looks": [_choice(str(label), look=look) for look, label in WENT_BUTTON.choices(*HOME_WENT)],
        "step_looks": [(label, look) for look, label in WENT_BUTTON.choices()],
        "handout": json.dumps(here),
        "techniques": _techniques(language),
        "no_step": json.dumps({"not_this_week": True}),
        "worksheets": reading.worksheets(module, topic, edition=edition) if topic else [],
        "options": _options(room, topic, language),
        "start": {"cursor": room.cursor} | board_json(room.board, room.leaders),
        "remark_key": f"{EntryKind.REMARK}::",
    }


def _leading(room: Room, one: Leads) -> str:
    """The value of a tap that says they are here; empty where they have tapped themselves, and need not be told of."""
    key = (EntryKind.LEADING, None, str(one.account_id))
    said = key in room.board.newest
    return json.dumps({"leader": str(one.account_id)}) if said or not one.came else ""


def _options(room: Room, topic: Any, language: str) -> list[tuple[HomeChoice, str]]:
    """The home practices to choose from; of a closed session those there were."""
    module, slug = _topic(room)
    kept = room.titles.get(f"{module}/{slug}", {}).get("options", {})
    found = [HomeChoice(o.slug, o.title, o.what) for o in topic.home_practice] if topic else []
    found = found or [HomeChoice(name, title[language], "") for name, title in kept.items()]
    return [(option, json.dumps({"option": option.slug})) for option in found]


@cache
def _techniques(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The ways of working to tap, by family."""
    return [(called(family), [(t, name_of(t, language)) for t in slugs]) for family, slugs in TECHNIQUES.items()]
