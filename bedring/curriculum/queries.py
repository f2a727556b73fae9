# SPDX-License-Identifier: Apache-2.0
"""Reads of the programme's words. They are public: nobody asks who reads."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from markdown_it import MarkdownIt

from bedring.curriculum import reader, rules
from bedring.curriculum.shapes import (
    CrisisLine,
    Edition,
    Guide,
    Handout,
    Head,
    Help,
    Module,
    Practice,
    Vocabulary,
    Worksheet,
)


class Page(msgspec.Struct, frozen=True):
    """A text with its words filled in: the head, the body as HTML, and its sentences for reading aloud."""

    head: Any
    html: str
    sentences: tuple[str, ...]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.head, name)


def _folders() -> tuple[Path, ...]:
    return tuple(settings.CONTENT_DIRS)


def vocabulary() -> Vocabulary:
    """The terms that can be chosen, and their forms."""
    return reader.read(_folders(), "words/vocabulary.yaml", Vocabulary)


def fill(text: str, language: str, choices: Mapping[str, str] | None = None) -> str:
    """A text with its placeholders filled in."""
    return rules.fill(text, vocabulary(), language, choices)


def edition(slug: str) -> Edition:
    """An edition: which modules, in which order."""
    return reader.read(_folders(), f"editions/{slug}.yaml", Edition)


def module(slug: str) -> Module:
    """One module."""
    return _filled_module(_folders(), slug)


@cache
def _filled_module(folders: tuple[Path, ...], slug: str) -> Module:
    plain = msgspec.to_builtins(reader.read(folders, f"modules/{slug}/module.yaml", Module))
    for name, value in plain.items():
        if isinstance(value, dict) and value.keys() == {"en", "nb"}:
            plain[name] = {language: _fill_all(text, language) for language, text in value.items()}
    return msgspec.convert(plain, Module)


def modules(edition_slug: str) -> list[Module]:
    """The modules of an edition, in its order."""
    return [module(slug) for slug in edition(edition_slug).modules]


def plan(edition_slug: str) -> list[tuple[str, str]]:
    """Every (module, topic) of an edition, in order."""
    return [(m.slug, topic) for m in modules(edition_slug) for topic in m.topics]


def topic(module_slug: str, topic_slug: str, language: str) -> Page:
    """A topic's handout: the fields of `shapes.Handout`, its body as HTML."""
    return _page(_folders(), f"modules/{module_slug}/topics/{topic_slug}.{language}.md", Handout, language)


def practice_card(module_slug: str, topic_slug: str, language: str) -> Page:
    """A topic's practice card: the fields of `shapes.Practice`, its body as HTML."""
    return _page(_folders(), f"modules/{module_slug}/practice/{topic_slug}.{language}.md", Practice, language)


def guide(module_slug: str, topic_slug: str, language: str) -> Page:
    """A topic's practitioner guide: the fields of `shapes.Guide`, its body as HTML."""
    return _page(_folders(), f"modules/{module_slug}/guide/{topic_slug}.{language}.md", Guide, language)


def worksheet(module_slug: str, name: str) -> Worksheet:
    """One worksheet of a module."""
    return reader.read(_folders(), f"modules/{module_slug}/worksheets/{name}.yaml", Worksheet)


def crisis_numbers(country: str = "norway") -> list[CrisisLine]:
    """Whom to call, in the order to show them."""
    return reader.read(_folders(), f"help/{country}.yaml", Help).lines


@cache
def _page(folders: tuple[Path, ...], name: str, shape: type[Head], language: str) -> Page:
    head = reader.read(folders, name, shape)
    filled = msgspec.convert(_fill_all(msgspec.to_builtins(head), language), shape)
    body = fill(reader.body(folders, name), language)
    return Page(filled, _html(body), tuple(rules.sentences(rules.plain(body))))


def _fill_all(value: Any, language: str) -> Any:
    if isinstance(value, str):
        return fill(value, language)
    if isinstance(value, list):
        return [_fill_all(one, language) for one in value]
    if isinstance(value, dict):
        return {key: _fill_all(one, language) for key, one in value.items()}
    return value


def _html(body: str) -> str:
    """Markdown as HTML. Tags in it are shown, not obeyed; headings stand one level under the page's own sections."""
    tokens = MarkdownIt("commonmark", {"html": False})
    parsed = tokens.parse(body)
    for token in parsed:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    html: str = tokens.renderer.render(parsed, tokens.options, {})
    return html
