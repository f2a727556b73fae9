# SPDX-License-Identifier: Apache-2.0
"""How long a share may last, which looks are one, and which have to be explained. No database, no clock."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from bedring.people.rules import in_force

LONGEST_SHARE = timedelta(days=183)
"""Six months at most; the participant can always give it anew."""

SAME_LOOK = timedelta(minutes=15)
"""The same person looking at the same kind of thing for the same purpose within this time has looked once."""


class Thing(StrEnum):
    """What kind of thing was looked at. Never its content.

    A look at one of them bears its id: a session's for a session and for a note, a course's for a place.
    """

    SESSION = "session"
    GOAL = "goal"
    STEP = "step"
    NOTE = "note"
    RECORD = "record"
    SIGN_IN = "sign_in"
    PAPER_CODE = "paper_code"
    PLACE = "place"
    WORKSHEET = "worksheet"
    READ_LOG = "read_log"


SHARED = frozenset({Thing.STEP})
"""What a participant can let a supporter see."""


class Towards(StrEnum):
    """What the one who looked was to the person, at the time."""

    PRACTITIONER = "practitioner"
    PEER_SPECIALIST = "peer_specialist"
    PROGRAMME_LEADER = "programme_leader"
    SUPPORTER = "supporter"


DEEDS = frozenset({Thing.PAPER_CODE})
"""What stands in the log because it was done: never one line for two."""


class Purpose(StrEnum):
    """Why it was looked at."""

    SESSION = "session"
    CARE = "care"
    LEADING = "leading"
    SUPPORT = "support"


def ends_on(given: date, wanted: date | None) -> date:
    """The last day of a share given on a day: the one wanted, but never more than six months on."""
    latest = given + LONGEST_SHARE
    return min(wanted, latest) if wanted else latest


def needs_a_relation(thing: Thing, purpose: Purpose, towards: Towards) -> bool:
    """Whether such a look is for those who work with the person, and has to be explained by anybody else.

    A supporter sees what was shared. Whoever leads the programme sees names and places, and the log itself.
    """
    if towards is Towards.SUPPORTER:
        return False
    return not (purpose is Purpose.LEADING and thing in (Thing.PLACE, Thing.READ_LOG))


def without_relation(at: date, relations: Iterable[tuple[date, date | None]]) -> bool:
    """Whether none of these relations (first day, last day) held on the day of the look."""
    return not any(in_force(starts, ends, at) for starts, ends in relations)
