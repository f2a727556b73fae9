# SPDX-License-Identifier: Apache-2.0
"""Reading the programme: which ways a module can be read in, and the worksheets of a topic."""

from collections.abc import Mapping

from bedring.curriculum import queries as curriculum
from bedring.curriculum.queries import Page
from bedring.curriculum.reader import ContentError
from bedring.curriculum.shapes import CrisisLine, Worksheet
from bedring.people.queries import crisis_lines_of
from bedring.people.rules import Actor

Words = Mapping[str, str]


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
