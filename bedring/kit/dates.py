# SPDX-License-Identifier: Apache-2.0
"""Dates as people write them, in the language of the page: «23. november», “23 November”."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

FORMATS = {
    "day": {"en": "j F", "nb": "j. F"},
    "full_date": {"en": "j F Y", "nb": "j. F Y"},
    "weekday": {"en": "l j F", "nb": "l j. F"},
    "moment": {"en": "j F Y, H:i", "nb": "j. F Y, H:i"},
}


def written(when: date | datetime, how: str) -> str:
    """A date or moment in words: `how` is day, full_date, weekday or moment. Aware moments in the current zone."""
    if isinstance(when, datetime) and timezone.is_aware(when):
        when = timezone.localtime(when)
    return date_format(when, FORMATS[how]["nb" if get_language() == "nb" else "en"])
