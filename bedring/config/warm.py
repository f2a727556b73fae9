# SPDX-License-Identifier: Apache-2.0
"""A web worker gets ready before it answers anybody: the first leader of the evening does not wait for it."""

import gc
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver

from bedring.curriculum import queries as curriculum
from bedring.curriculum.reader import ContentError
from bedring.sessions.queries.titles import topics_of

SELDOM = 50_000
"""New objects between two looks for garbage: some ten pages' worth, and a few megabytes at most."""
WEB = Path(__file__).resolve().parents[1] / "web"


def warm() -> None:
    """Load the views, the templates and the titles of the programme; about two seconds. Tests do without."""
    if settings.BEDRING_MODE == "test":
        return
    get_resolver().url_patterns  # noqa: B018  (a property that loads every view)
    for page in WEB.glob("*/templates/*/*.html"):
        get_template(f"{page.parent.name}/{page.name}")
    for language, _name in settings.LANGUAGES:
        _read_titles(language)
    settle()


def settle() -> None:
    """What is loaded by now is for good: the collector of garbage need not look through it again and again.

    And it need not look after every 700 new objects, a few times a page: a page leaves hardly any circles behind.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM, 20, 20)


def _read_titles(language: str) -> None:
    try:
        for edition in curriculum.editions():
            topics_of(edition.slug, language)
    except ContentError:
        return  # said where the page is asked for, and by the check
