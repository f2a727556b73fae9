# SPDX-License-Identifier: Apache-2.0
"""How long a share may last, and when a second look is the same look. No database, no clock."""

from datetime import date, datetime, timedelta
from enum import StrEnum

LONGEST_SHARE = timedelta(days=183)
"""Six months at most; the participant can always give it anew."""

SAME_LOOK = timedelta(minutes=15)
"""The same person looking at the same kind of thing for the same purpose within this time has looked once."""


class Thing(StrEnum):
    """What kind of thing was looked at. Never its content."""

    SESSION = "session"
    GOAL = "goal"
    STEP = "step"
    NOTE = "note"
    RECORD = "record"
    SIGN_IN = "sign_in"
    PAPER_CODE = "paper_code"
    PLACE = "place"
    WORKSHEET = "worksheet"


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


def is_same_look(earlier: datetime, now: datetime) -> bool:
    """Whether a look now is part of an earlier one."""
    return timedelta(0) <= now - earlier < SAME_LOOK
