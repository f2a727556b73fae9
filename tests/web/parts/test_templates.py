# SPDX-License-Identifier: Apache-2.0
"""What the Content-Security-Policy forbids stands in no template: no inline script or style, nothing from outside."""

import re
from pathlib import Path

import pytest

from build_assets import ICONS, SOURCE

WEB = Path(__file__).resolve().parents[3] / "bedring" / "web"
TEMPLATES = sorted(WEB.rglob("*.html"))

FORBIDDEN = {
    "a style element": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "an inline script": r"<script\b(?![^>]*\ssrc=)(?![^>]*\stype=\"application/json\")",
    "an event handler": r"<[^>]*\son[a-z]+\s*=",
    "an address outside": r"https?://|(?:href|src|action)\s*=\s*[\"']//",
    "a javascript: address": r"javascript:",
}


def wrong_in(source: str) -> list[str]:
    """What in a template's HTML the policy forbids."""
    html = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "x", source, flags=re.S)
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, html, re.I)]


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 40


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(WEB)))
def test_a_template_keeps_to_the_policy(path: Path) -> None:
    assert wrong_in(path.read_text()) == []


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        ("<style>p{}</style>", "a style element"),
        ('<p class="{% if a > b %}x{% endif %}" style="color:red">', "a style attribute"),
        ("<script>go()</script>", "an inline script"),
        ('<script type="module">go()</script>', "an inline script"),
        ('<button onclick="go()">', "an event handler"),
        ('<a href="https://example.org">', "an address outside"),
        ('<img src="//example.org/x.png">', "an address outside"),
        ('<a href="javascript:go()">', "a javascript: address"),
    ],
)
def test_a_planted_mistake_is_found(planted: str, what: str) -> None:
    assert what in wrong_in(planted)


def test_what_is_allowed_is_not_taken_for_a_mistake() -> None:
    fine = '<script type="module" src="{% static "page.js" %}"></script><script type="application/json">{}</script>'
    assert wrong_in(fine + '<p data-style="x" lang="nb">on = 1</p>') == []


def test_styles_and_scripts_ask_nobody_outside() -> None:
    for path in SOURCE.iterdir():
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import\s+url|eval\(|innerHTML\s*\+?=[^=]", text), path.name


def test_every_icon_that_is_used_is_built_and_no_other() -> None:
    used = {name for path in TEMPLATES for name in re.findall(r"{% icon [\"']([\w-]+)[\"']", path.read_text())}
    assert used == set(ICONS)
