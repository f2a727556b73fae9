# SPDX-License-Identifier: Apache-2.0
"""The texts of a file, each with the lines it stands on, so that a finding has its own line and not just its file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bedring.curriculum import markdown, reader

BODY = "(body)"
_NO_TEXT = {
    *(
        "SPDX-License-Identifier",
        "slug",
        "worksheets",
        "kind",
        "minutes",
        "right",
        "name",
        "owned_by",
        "shape",
        "steps",
    ),
    *("licence", "version", "reviewed", "sessions", "suggested_split", "topics", "sources"),
}
"""Keys whose values nobody reads as text."""


@dataclass(frozen=True)
class Passage:
    """A text: under which keys it stands, its language, its words with the line breaks of the file, its first line."""

    keys: tuple[str, ...]
    language: str
    text: str
    line: int
    heading: bool = False

    @property
    def flat(self) -> str:
        """The text on one line, every letter in the same place."""
        return self.text.replace("\n", " ")

    def line_at(self, place: int) -> int:
        """The line of the file on which the letter at `place` stands."""
        return self.line + self.text.count("\n", 0, place)


def of_page(path: Path, language: str) -> list[Passage]:
    """The texts of a page in one language: its head's, then its body's."""
    text = reader.split(path)
    head = _walk(reader.nodes(text.head), (), language, text.head, 2)
    body = (
        Passage((BODY,), language, block.text, text.first + block.line, block.kind == "heading")
        for block in markdown.blocks(text.body)
    )
    return [*head, *body]


def of_both(path: Path) -> list[Passage]:
    """The texts of a file that holds both languages."""
    text = reader.source(path)
    return list(_walk(reader.nodes(text), (), "en", text, 1))


def _walk(node: Any, keys: tuple[str, ...], language: str, source: str, first: int) -> Iterator[Passage]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in _NO_TEXT:
                below = key.value if key.value in ("en", "nb") else language
                yield from _walk(value, (*keys, key.value), below, source, first)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _walk(value, keys, language, source, first)
    elif isinstance(node, yaml.ScalarNode):
        yield _scalar(node, keys, language, source, first)


def _scalar(node: Any, keys: tuple[str, ...], language: str, source: str, first: int) -> Passage:
    """YAML folds lines into one; the same breaks are put back, if the words are as many as in the file."""
    raw, line = source[node.start_mark.index : node.end_mark.index].rstrip(), first + node.start_mark.line
    if node.style in (">", "|"):
        raw, line = raw.partition("\n")[2].lstrip(), line + 1
    words, breaks = node.value.split(), re.findall(r"\s+", raw)
    if len(words) != len(breaks) + 1:
        return Passage(keys, language, node.value, line)
    between = ["\n" * one.count("\n") or " " for one in breaks] + [""]
    return Passage(keys, language, "".join(word + gap for word, gap in zip(words, between, strict=True)), line)
