# SPDX-License-Identifier: Apache-2.0
"""Reading the programme: which ways a module can be read in, and the worksheets of a topic."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from bedring.curriculum import queries as curriculum
from bedring.curriculum.queries import Page
from bedring.curriculum.reader import ContentError
from bedring.curriculum.shapes import CrisisLine, Worksheet
from bedring.people.queries import crisis_lines_of
from bedring.people.rules import Actor
from bedring.sessions.queries.mine import my_edition
from bedring.trust import queries as trust

Words = Mapping[str, str]


@dataclass(frozen=True)
class Reading:
    """How somebody reads the programme: the language, the words they have chosen, the edition of their course, and the
    variant they ask for on this page (see `chosen`). `name`: what a participant wants to be called."""

    language: str
    words: Words = field(default_factory=dict)
    edition: str = "norway"
    variant: str = ""
    name: str = ""

    def topic(self, module: str, topic: str, *, variant: str = "") -> Page:
        """A handout as it is read so."""
        return curriculum.topic(module, topic, self.language, self.words, variant=variant, edition=self.edition)


def language() -> str:
    """The language of this request."""
    return get_language() or settings.LANGUAGE_CODE


def reading_of(request: HttpRequest) -> Reading:
    """How whoever asks reads, found out once a request."""
    known: Reading | None = getattr(request, "reading", None)
    if known is None:
        known = request.reading = _reading(request)  # type: ignore[attr-defined]
    return known


def _reading(request: HttpRequest) -> Reading:
    actor = request.actor  # type: ignore[attr-defined]
    variant = request.GET.get("variant", "")
    if not actor.participant_id:
        return Reading(language(), variant=variant)
    me = trust.myself(actor)
    return Reading(language(), me.words, my_edition(actor), variant, me.called_alone)


def variants(module: str, language: str, words: Words | None = None) -> list[tuple[str, str, str]]:
    """(slug, title, about) of the ways in which whoever reads can have the pages of a module."""
    found = curriculum.module(module, words).variants
    return [(v.slug, v.title[language], v.about[language]) for v in found if v.chosen_by == "reader"]


def chosen(found: list[tuple[str, str, str]], slug: str) -> str:
    """The variant of this slug, if it is one a reader may choose; otherwise none. Nobody stores it."""
    return slug if slug in [one[0] for one in found] else ""


def worksheets(
    module: str, page: Page, words: Words | None = None, *, edition: str = ""
) -> list[tuple[str, Worksheet]]:
    """The worksheets a handout names, each with the module it belongs to."""
    places = [(name.rpartition("/")[0] or module, name.rpartition("/")[2]) for name in page.worksheets]
    return [(of, curriculum.worksheet(of, name, words, edition=edition)) for of, name in places]


def help_lines(actor: Actor) -> list[CrisisLine]:
    """Whom to call at the reader's place: the installation's lines for nobody's place, or where its own are gone."""
    place = crisis_lines_of(actor)
    try:
        return curriculum.crisis_numbers(place or None)
    except ContentError:
        return curriculum.crisis_numbers()
