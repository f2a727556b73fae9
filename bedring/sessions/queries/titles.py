# SPDX-License-Identifier: Apache-2.0
"""What the pages of a session are called: as was written down when it was held, else as they are called now.

A page that is no longer there keeps its title where it was held; where it never was, its slug stands for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from bedring.curriculum import queries as curriculum
from bedring.curriculum.reader import ContentError, kept_while_unchanged
from bedring.sessions.rules.board import Board

Kept = Mapping[str, Any]
"""Titles that were written down, by `module/topic`."""


@dataclass(frozen=True)
class PageTitle:
    """A topic and its module by title. `there`: whether the page can be opened; else it is no longer here."""

    module: str
    topic: str
    there: bool


def kept_titles(board: Board, edition: str) -> dict[str, Any]:
    """The titles of every topic that was chosen, handed out or practised, of those pages that are there."""
    met = {*board.handouts, *board.practised}
    met |= {(board.topic.module, board.topic.topic)} if board.topic else set()
    found = {f"{m}/{t}": curriculum.titles(m, t, edition=edition) for m, t in sorted(met)}
    return {key: msgspec.to_builtins(titles) for key, titles in found.items() if titles}


def _titles(module: str, topic: str, edition: str, kept: Kept) -> tuple[Mapping[str, Any], bool]:
    now = curriculum.titles(module, topic, edition=edition)
    known = kept.get(f"{module}/{topic}") or (msgspec.to_builtins(now) if now else {})
    return known, now is not None


def page_title(module: str, topic: str, language: str, edition: str, kept: Kept | None = None) -> PageTitle | None:
    """What a topic is called; None where none is chosen."""
    if not module:
        return None
    known, there = _titles(module, topic, edition, kept or {})
    if not known:
        return PageTitle(_as_words(module), _as_words(topic), there=False)
    return PageTitle(known["module"][language], known["topic"][language], there)


def card_title(module: str, topic: str, language: str, edition: str, kept: Kept | None = None) -> str:
    """What the practice card of a topic is called."""
    known, _there = _titles(module, topic, edition, kept or {})
    title: str = known["card"][language] if known else _as_words(topic)
    return title


def option_title(module: str, topic: str, option: str, language: str, edition: str, kept: Kept | None = None) -> str:
    """What one of the topic's home practices is called."""
    known, _there = _titles(module, topic, edition, kept or {})
    title: str = known.get("options", {}).get(option, {}).get(language, "") or _as_words(option)
    return title


def _as_words(slug: str) -> str:
    """A slug as one can say it, for a page that is gone and was never held."""
    return slug.replace("-", " ").capitalize()


def plan_of(edition: str) -> list[tuple[str, str]]:
    """Every (module, topic) of an edition in its order; none where the edition is no longer there."""
    try:
        return curriculum.plan(edition)
    except ContentError:
        return []


@kept_while_unchanged
def topics_of(edition: str, language: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The topics of an edition to choose from: by the title of their module, (module, topic, title)."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for module, topic in plan_of(edition):
        titles = curriculum.titles(module, topic, edition=edition)
        if titles:
            found.setdefault(titles.module[language], []).append((module, topic, titles.topic[language]))
    return list(found.items())
