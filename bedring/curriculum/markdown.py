# SPDX-License-Identifier: Apache-2.0
"""The body of a page: as HTML for the screen, as plain blocks for paper and for reading aloud.

Headings, paragraphs, lists, quotes, emphasis and links. Tags and pictures are shown as the text they are.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "code", "fence", "hr", "lheading"])


class Block(msgspec.Struct, frozen=True):
    """A piece of a page. `level`: of a heading as written (`##` is 2), or how deep a list item lies (1 and up).
    `number`: of an item in a numbered list. `line`: where it begins, counted from 0. Its text may hold line breaks.
    """

    kind: Literal["heading", "paragraph", "item", "quote"]
    text: str
    level: int = 0
    number: int | None = None
    line: int = 0


def html(markdown: str) -> str:
    """HTML, with headings one level further down: the page's own title is h2, `##` becomes h3."""
    tokens = _MARKDOWN.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    made: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return made


def blocks(markdown: str) -> list[Block]:
    """The page as plain blocks in order; emphasis is dropped."""
    return list(_blocks(_MARKDOWN.parse(markdown)))


def links(markdown: str) -> list[tuple[str, int]]:
    """Where the links of a page lead, each with the line its paragraph begins on, counted from 0."""
    found = []
    for token in _MARKDOWN.parse(markdown):
        for one in token.children or []:
            if one.type == "link_open":
                found.append((str(one.attrGet("href") or ""), token.map[0] if token.map else 0))
    return found


def plain(markdown: str) -> str:
    """The words alone, a line for each block."""
    return "\n".join(block.text.replace("\n", " ") for block in blocks(markdown))


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    heading, quotes = 0, 0
    lists: list[int | None] = []  # for each list we are in: the number of its latest item, None where there are none
    for token in tokens:
        kind, _, end = token.type.rpartition("_")
        if kind == "heading":
            heading = int(token.tag[1]) if end == "open" else 0
        elif kind == "blockquote":
            quotes += 1 if end == "open" else -1
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            lists.append(int(token.attrGet("start") or 1) - 1 if kind == "ordered_list" else None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and lists[-1] is not None:
            lists[-1] += 1
        elif token.type == "inline":
            yield _block(token, heading, quotes, lists)


def _block(token: Token, heading: int, quotes: int, lists: list[int | None]) -> Block:
    line = token.map[0] if token.map else 0
    text = "".join("\n" if one.type.endswith("break") else one.content for one in token.children or [])
    if heading:
        return Block("heading", text, heading, line=line)
    if lists:
        return Block("item", text, len(lists), lists[-1], line)
    return Block("quote" if quotes else "paragraph", text, line=line)
