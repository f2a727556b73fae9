# SPDX-License-Identifier: Apache-2.0
"""What stays on a shared device: nothing anybody wrote in its form memory, nothing about anybody in its history."""

from html.parser import HTMLParser

import pytest
from django.db import transaction

from bedring.kit.rows import set_actor
from tests.addresses import PEOPLE, ROWS, answer_to, hold_the_session
from tests.world import MARKER_F, World

WORDS = {"text", "search", "email", "tel", "url", "number", "date", "time", ""}
OF_ONESELF = {"username", "current-password", "new-password", "one-time-code", "email", "webauthn"}
"""What a browser may remember: one's own way of signing in, which its password keeper looks after."""


OF_A_GROUP = {"session", "groups_group"}
"""Pages called by their group, which is named after no person."""


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
        takes_words = tag == "textarea" or (tag == "input" and (one.get("type") or "") in WORDS)
        if not takes_words:
            return
        self.asked += 1
        said = set((one.get("autocomplete") or self.form.get("autocomplete") or "").split())
        if "off" not in said and not said & OF_ONESELF:
            self.remembered.append(f"{tag} {one.get('name')} in {self.form.get('action') or self.form.get('id')}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = {}


@pytest.fixture
def held(world: World) -> World:
    return hold_the_session(world)


def test_no_form_with_words_about_anybody_is_remembered(held: World) -> None:
    found: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    asked = 0
    for row in [one for one in ROWS if one.startswith("GET ")]:
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
            asked += forms.asked
            if forms.remembered:
                found.setdefault(row, set()).update(forms.remembered)
    assert asked > 60, "the crawl has stopped finding fields"
    assert found == {}
    assert [at for at, title in titles.items() if MARKER_F in title and at.split()[1] not in OF_A_GROUP] == []
    own = {title for at, title in titles.items() if at.endswith(" ane") and at.split()[1].startswith(("mine", "sheet"))}
    assert own == {"Bedring"}, "the heading says where one is; the history says nothing"


def test_a_form_that_would_be_remembered_is_found() -> None:
    forms = Forms()
    forms.feed('<form action="/x"><textarea name="note"></textarea><input name="q" autocomplete="off"></form>')
    assert forms.remembered == ["textarea note in /x"]
