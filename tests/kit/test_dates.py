# SPDX-License-Identifier: Apache-2.0
"""Days and times on the wall of a place: as people write them, and across the nights when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from bedring.kit import clock
from bedring.kit.dates import days_later, moment_at, written

OSLO = "Europe/Oslo"


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2031, 1, 7), time(17, 0), "2031-01-07T16:00:00+00:00"),
        (date(2031, 7, 8), time(17, 0), "2031-07-08T15:00:00+00:00"),
        (date(2031, 3, 30), time(1, 59), "2031-03-30T00:59:00+00:00"),
        (date(2031, 3, 30), time(3, 0), "2031-03-30T01:00:00+00:00"),
    ],
)
def test_the_moment_when_the_wall_shows_it(day: date, at: time, utc: str) -> None:
    moment = moment_at(day, at, OSLO)
    assert moment is not None
    assert moment.astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize("at", [time(2, 0), time(2, 30), time(2, 59, 59)])
def test_an_hour_that_is_skipped_is_none(at: time) -> None:
    assert moment_at(date(2031, 3, 30), at, OSLO) is None
    assert moment_at(date(2031, 3, 30), at, "UTC") is not None, "there the clocks stay"


def test_an_hour_that_comes_twice_is_the_first_of_them() -> None:
    moment = moment_at(date(2031, 10, 26), time(2, 30), OSLO)
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=2)


@given(
    day=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    at=st.times().map(lambda t: t.replace(microsecond=0)),
    days=st.integers(1, 30),
)
def test_days_later_the_wall_shows_the_same_time(day: date, at: time, days: int) -> None:
    moment = moment_at(day, at, OSLO)
    if moment is None:
        return
    later = days_later(moment.astimezone(UTC), days, OSLO)
    assert later.replace(tzinfo=None) == datetime.combine(day, at) + timedelta(days=days)


def test_a_week_later_by_the_clock_of_the_place_and_not_of_the_machine() -> None:
    before = datetime(2031, 3, 25, 16, 0, tzinfo=UTC)  # 17:00 in Oslo, still winter time
    assert days_later(before, 7, OSLO).astimezone(UTC) == datetime(2031, 4, 1, 15, 0, tzinfo=UTC)
    assert days_later(before, 7, "UTC").astimezone(UTC) == datetime(2031, 4, 1, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("how", "en", "nb"),
    [
        ("day", "4 March", "4. mars"),
        ("full_date", "4 March 2031", "4. mars 2031"),
        ("weekday", "Tuesday 4 March", "tirsdag 4. mars"),
        ("moment", "4 March 2031, 17:05", "4. mars 2031, 17:05"),
    ],
)
def test_as_people_write_it(how: str, en: str, nb: str) -> None:
    moment = datetime(2031, 3, 4, 16, 5, tzinfo=UTC)
    with timezone.override(OSLO):
        for language, words in (("en", en), ("nb", nb)):
            with translation.override(language):
                assert written(moment, how) == words


def test_it_is_the_day_of_the_place_one_reads_for() -> None:
    late = datetime(2031, 3, 4, 23, 30, tzinfo=UTC)
    with translation.override("en"):
        with timezone.override(OSLO):
            assert written(late, "day") == "5 March"
        with timezone.override("UTC"):
            assert written(late, "day") == "4 March"
        assert written(date(2031, 3, 4), "day") == "4 March", "a day is a day everywhere"


def test_what_is_said_of_the_time_holds_within_its_block_alone() -> None:
    said = datetime(2031, 3, 4, 23, 30, tzinfo=UTC)
    with clock.stopped_at(said):
        assert clock.now() == said
        assert clock.today(OSLO) == date(2031, 3, 5)
        assert clock.today("UTC") == date(2031, 3, 4)
        with clock.stopped_at(said + timedelta(days=1)):
            assert clock.today("UTC") == date(2031, 3, 5)
        assert clock.now() == said
    assert clock.now() != said
