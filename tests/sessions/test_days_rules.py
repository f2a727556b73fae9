# SPDX-License-Identifier: Apache-2.0
"""Days, minutes and states of a session, by the clock on the wall."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from bedring.sessions.rules.states import (
    LONGEST_SESSION,
    NoteKind,
    SessionState,
    about,
    day_held,
    minutes_held,
    state_of,
)

OSLO, UTC, TOKYO = ZoneInfo("Europe/Oslo"), ZoneInfo("UTC"), ZoneInfo("Asia/Tokyo")
EVENING = datetime(2031, 3, 4, 17, 0, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("begun", "on"),
    [
        (None, date(2031, 3, 4)),
        (EVENING, date(2031, 3, 4)),
        (EVENING + timedelta(hours=16), date(2031, 3, 4)),  # typed in the next morning
        (EVENING - timedelta(hours=10), date(2031, 3, 4)),
        (EVENING - timedelta(hours=12), date(2031, 3, 4)),
        (EVENING - timedelta(hours=13), date(2031, 3, 4)),  # four in the morning: the same day on the wall all the same
        (EVENING + timedelta(hours=36), date(2031, 3, 4)),
        (EVENING + timedelta(hours=37), date(2031, 3, 6)),  # it really met on another day
        (EVENING + timedelta(days=7), date(2031, 3, 11)),
        (EVENING - timedelta(days=1), date(2031, 3, 3)),
    ],
)
def test_the_day_of_a_session(begun: datetime | None, on: date) -> None:
    assert day_held(EVENING, begun, None, "Europe/Oslo") == on


def test_the_day_that_was_said_counts_whatever_the_clock() -> None:
    said = date(2031, 2, 27)
    assert day_held(EVENING, EVENING + timedelta(days=3), said, "Europe/Oslo") == said


@pytest.mark.parametrize(("hours", "on"), [(11, date(2031, 3, 4)), (12, date(2031, 3, 4)), (13, date(2031, 3, 3))])
def test_begun_the_evening_before_it_keeps_the_morning_it_was_planned_for(hours: int, on: date) -> None:
    morning = datetime(2031, 3, 4, 9, 0, tzinfo=OSLO)
    assert day_held(morning, morning - timedelta(hours=hours), None, "Europe/Oslo") == on


def test_it_is_the_day_at_the_place() -> None:
    late = datetime(2031, 3, 4, 23, 30, tzinfo=UTC)
    assert day_held(late, late, None, "Europe/Oslo") == date(2031, 3, 5)
    assert day_held(late, late, None, "UTC") == date(2031, 3, 4)
    assert day_held(EVENING.astimezone(TOKYO), EVENING, None, "Europe/Oslo") == date(2031, 3, 4)


@pytest.mark.parametrize(
    ("lasted", "minutes"),
    [
        (timedelta(0), 0),
        (timedelta(seconds=29), 0),
        (timedelta(minutes=89, seconds=40), 90),
        (LONGEST_SESSION, 300),
        (LONGEST_SESSION + timedelta(seconds=1), None),
    ],
)
def test_how_long_it_lasted(lasted: timedelta, minutes: int | None) -> None:
    assert minutes_held(EVENING, EVENING + lasted, written_later=False) == minutes
    assert minutes_held(EVENING, EVENING + lasted, written_later=True) is None


def test_nothing_is_known_of_one_that_was_not_begun_or_closed() -> None:
    assert minutes_held(None, EVENING, written_later=False) is None
    assert minutes_held(EVENING, None, written_later=False) is None


def test_across_the_change_of_clocks_an_hour_is_an_hour() -> None:
    before = datetime(2031, 3, 30, 1, 30, tzinfo=OSLO).astimezone(UTC)
    after = datetime(2031, 3, 30, 3, 30, tzinfo=OSLO).astimezone(UTC)
    assert minutes_held(before, after, written_later=False) == 60


@pytest.mark.parametrize(
    ("opened", "closed", "off", "state"),
    [
        (None, None, False, SessionState.PLANNED),
        (None, None, True, SessionState.CALLED_OFF),
        (EVENING, None, False, SessionState.OPEN),
        (EVENING, None, True, SessionState.OPEN),  # held after all
        (EVENING, EVENING, False, SessionState.CLOSED),
        (EVENING, EVENING, True, SessionState.CLOSED),
    ],
)
def test_what_state_it_is_in(opened: datetime | None, closed: datetime | None, off: bool, state: SessionState) -> None:
    found = state_of(opened, closed, off)
    assert found is state
    assert found.is_planned is (state is SessionState.PLANNED)
    assert found.is_closed is (state is SessionState.CLOSED)


def test_versions_of_a_note_that_are_one_text_have_one_key() -> None:
    one, other = uuid4(), uuid4()
    assert about(NoteKind.DRAFT, one) == about(NoteKind.SIGNED, other) == "text"
    assert about(NoteKind.BEGUN, one) != about(NoteKind.BEGUN, other), "each their own beginning"
    assert about(NoteKind.ADDENDUM, one) == ""
