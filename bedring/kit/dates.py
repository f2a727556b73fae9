# SPDX-License-Identifier: Apache-2.0
"""Dates as people write them, in the language of the page: «23. november», “23 November”."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

FORMATS = {
    "day": {"en": "j F", "nb": "j. F"},
    "full_date": {"en": "j F Y", "nb": "j. F Y"},
    "weekday": {"en": "l j F", "nb": "l j. F"},
    "moment": {"en": "j F Y, H:i", "nb": "j. F Y, H:i"},
}


def moment_at(day: date, clock: time, zone: str) -> datetime | None:
    """The moment when the wall clock in `zone` shows this time on this day; None in the hour that summer time skips."""
    moment = datetime.combine(day, clock, ZoneInfo(zone))
    there_and_back = moment.astimezone(UTC).astimezone(ZoneInfo(zone))
    return moment if there_and_back.replace(tzinfo=None) == moment.replace(tzinfo=None) else None


def days_later(moment: datetime, days: int, zone: str) -> datetime:
    """The same time on the wall in `zone`, so many days on: also across a change to or from summer time."""
    return moment.astimezone(ZoneInfo(zone)) + timedelta(days=days)


def written(when: date | datetime, how: str) -> str:
    """A date or moment in words: `how` is day, full_date, weekday or moment. Aware moments in the current zone."""
    if isinstance(when, datetime) and timezone.is_aware(when):
        when = timezone.localtime(when)
    return date_format(when, FORMATS[how]["nb" if get_language() == "nb" else "en"])
