# SPDX-License-Identifier: Apache-2.0
"""Reading the programme: which ways a module can be read in, and the worksheets of a topic."""

from collections.abc import Mapping

from bedring.curriculum import queries as curriculum
from bedring.curriculum.queries import Page
from bedring.curriculum.shapes import Worksheet

Words = Mapping[str, str]


def variants(module: str, language: str, words: Words | None = None) -> list[tuple[str, str, str]]:
    """(slug, title, about) of the ways in which whoever reads can have the pages of a module."""
    found = curriculum.module(module, words).variants
    return [(v.slug, v.title[language], v.about[language]) for v in found if v.chosen_by == "reader"]


def chosen(found: list[tuple[str, str, str]], slug: str) -> str:
    """The variant of this slug, if it is one a reader may choose; otherwise none. Nobody stores it."""
    return slug if slug in [one[0] for one in found] else ""


def worksheets(module: str, page: Page, words: Words | None = None) -> list[tuple[str, Worksheet]]:
    """The worksheets a handout names, each with the module it belongs to."""
    places = [(name.rpartition("/")[0] or module, name.rpartition("/")[2]) for name in page.worksheets]
    return [(of, curriculum.worksheet(of, name, words)) for of, name in places]
