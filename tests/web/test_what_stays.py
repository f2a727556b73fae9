# SPDX-License-Identifier: Apache-2.0
"""What stays on a shared device: nothing anybody wrote in its form memory, nothing about anybody in its history."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import transaction
from django.utils.translation import gettext, override

from bedring.kit.rows import set_actor
from tests.addresses import PEOPLE, ROWS, answer_to, hold_the_session
from tests.running import ROOT
from tests.world import MARKER_F, World

WORDS = {"text", "search", "email", "tel", "url", "number", "date", "time", ""}
OF_ONESELF = {"username", "current-password", "new-password", "one-time-code", "email", "webauthn"}
"""What a browser may remember: one's own way of signing in, which its password keeper looks after."""


OF_A_GROUP = {"session", "groups_group"}
"""Pages called by their group, which is named after no person."""
NAME = " · Bedring"
OWN = (
    "Help now|My page|My goal|My steps|Change the words|My words|My people|My handouts|Handout|My worksheets|Worksheet|"
    "What was written before|This is what they will see|Shared with me|Who has looked|Written about me|Record|"
    "Ways to sign in|Show that it is you|Change my password|Choose my own PIN|Your second factor|Take the app away|"
    "Recovery codes|New recovery codes|Add a passkey|Name of the passkey|Remove the passkey|You are asked to work here"
)
"""All that the history of somebody's own browser may say: which kind of page, and nothing of what it is about."""
NEUTRAL = set(OWN.split("|"))
TEMPLATES = sorted((ROOT / "bedring" / "web").rglob("templates/**/*.html"))
MINE = re.compile(r"""{% extends (shell_page|"parts/mine.html"|"account/own.html")""")
TITLE = re.compile(r"{% block title %}(.*?){% endblock %}")


class Forms(HTMLParser):
    """Fields that take words, with what they and their form say of the browser's memory."""

    def __init__(self) -> None:
        super().__init__()
        self.form: dict[str, str | None] = {}
        self.remembered: list[str] = []
        self.asked = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = dict(attrs)
        if tag == "form":
            self.form = one
        secret = tag == "input" and one.get("type") == "password"
        takes_words = tag == "textarea" or (tag == "input" and (one.get("type") or "") in WORDS)
        if not takes_words and not secret:
            return
        self.asked += 1
        said = set((one.get("autocomplete") or self.form.get("autocomplete") or "").split())
        if (secret or "off" not in said) and not said & OF_ONESELF:  # a password keeper does not heed "off"
            self.remembered.append(f"{tag} {one.get('name')} in {self.form.get('action') or self.form.get('id')}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = {}


def in_language(language: str) -> set[str]:
    with override(language):
        return {gettext(words) for words in NEUTRAL}


@pytest.fixture
def held(world: World) -> World:
    return hold_the_session(world)


def test_no_form_with_words_about_anybody_is_remembered(held: World) -> None:
    found: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    mine: set[str] = set()
    asked = 0
    for row in [one for one in ROWS if one.startswith("GET ") and not one.endswith("paper")]:
        for who in ("nobody", "ane", "birger", "eva", "dag"):
            assert who in PEOPLE
            set_actor(held.ane.account_id)
            with transaction.atomic():
                response = answer_to(held, row, who)
                transaction.set_rollback(True)
            if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
                continue
            forms, page = Forms(), response.content.decode()
            forms.feed(page)
            titles[f"{row} {who}"] = page.partition("<title>")[2].partition("</title>")[0]
            if '<body class="mine"' in page or row == "GET help":
                mine.add(f"{row} {who}")
            asked += forms.asked
            if forms.remembered:
                found.setdefault(row, set()).update(forms.remembered)
    assert asked > 60, "the crawl has stopped finding fields"
    assert found == {}
    assert [at for at, title in titles.items() if MARKER_F in title and at.split()[1] not in OF_A_GROUP] == []
    nameless = [at for at, title in titles.items() if title.removesuffix(NAME) in ("", "Bedring")]
    assert nameless == [], "a title says what the page is"
    own = {at: title.removesuffix(NAME) for at, title in titles.items() if at in mine}
    assert len(own) > 20, "the crawl has stopped finding anybody's own pages"
    neutral = {words for language in ("en", "nb") for words in in_language(language)}
    assert {at: title for at, title in own.items() if title not in neutral} == {}


def test_a_form_that_would_be_remembered_is_found() -> None:
    forms = Forms()
    forms.feed('<form action="/x"><textarea name="note"></textarea><input name="q" autocomplete="off"></form>')
    forms.feed('<form action="/y"><input name="pin" type="password" autocomplete="off"></form>')
    assert forms.remembered == ["textarea note in /x", "input pin in /y"]


@pytest.mark.parametrize("path", [one for one in TEMPLATES if MINE.search(one.read_text())], ids=lambda path: path.name)
def test_a_title_of_ones_own_page_is_made_of_fixed_words(path: Path) -> None:
    title = TITLE.search(path.read_text())
    assert title, "a page of one's own says what kind of page it is"
    assert "{{" not in title[1], "what it is about would stand in the history"
    assert set(re.findall(r'{% translate "(.*?)" %}', title[1])) <= NEUTRAL
