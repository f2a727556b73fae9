# SPDX-License-Identifier: Apache-2.0
"""The body of a page as HTML and as plain blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.curriculum.markdown import Block, blocks, html, plain

PAGE = """\
## A heading

Some **strong** words
on two lines.

- One
- Two, with *more*
  1. Inside

3. Three
4. Four

> “Say this.”

[A link](https://example.org)
"""


def test_headings_stand_below_the_title_of_the_page() -> None:
    assert html("## Two\n\n### Three\n\n###### Six") == "<h3>Two</h3>\n<h4>Three</h4>\n<h6>Six</h6>\n"


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "a <b onclick=x>b</b>", "![x](https://example.org/x.png)", "[x](javascript:alert)"],
)
def test_no_tag_picture_or_script_comes_through(text: str) -> None:
    made = html(text)
    assert made.startswith("<p>")
    assert not any(f"<{tag}" in made for tag in ("script", "b", "img"))
    assert "href=" not in made or "javascript" not in made


def test_blocks_carry_all_that_paper_needs() -> None:
    assert blocks(PAGE) == [
        Block("heading", "A heading", 2, line=0),
        Block("paragraph", "Some strong words\non two lines.", line=2),
        Block("item", "One", 1, line=5),
        Block("item", "Two, with more", 1, line=6),
        Block("item", "Inside", 2, 1, line=7),
        Block("item", "Three", 1, 3, line=9),
        Block("item", "Four", 1, 4, line=10),
        Block("quote", "“Say this.”", line=12),
        Block("paragraph", "A link", line=14),
    ]


def test_plain_is_a_line_for_each_block() -> None:
    assert plain(PAGE).splitlines()[:3] == ["A heading", "Some strong words on two lines.", "One"]


@given(st.text(alphabet="ab ÆØÅ[]()!`'\"", min_size=1))
def test_no_word_is_lost(text: str) -> None:
    assert [c for c in plain(text) if c.isalpha()] == [c for c in text if c.isalpha()] or "](" in text


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert "<script" not in html(f"{text}<script>{text}")
    assert all(block.line < text.count("\n") + 1 for block in blocks(text.replace("\r", "")))
