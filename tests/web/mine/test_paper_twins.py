# SPDX-License-Identifier: Apache-2.0
"""Every page of mine has a paper twin beside it: the same words in the same order, tagged, and the way back."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.addresses import SHEETS, hold_the_session, routes
from tests.architecture.walls import pages_without_twin
from tests.signed_in import browser
from tests.text_of import is_tagged, pages_of
from tests.world import MODULE, TOPIC, World

WEB = Path(__file__).resolve().parents[3] / "bedring" / "web"
TWINS = {
    "mine": "mine_paper",
    "mine_goal": "mine_goal_paper",
    "mine_step": "mine_step_paper",
    "mine_handouts": "mine_handouts_paper",
    "mine_privacy": "mine_privacy_paper",
    "mine_words": "mine_words_paper",
    "mine_people": "mine_people_paper",
}
"""By the address of a page, the address of its paper."""


@pytest.fixture
def met(world: World) -> World:
    return hold_the_session(world)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


def said(page: str) -> list[str]:
    """The sentences of a page, in its order."""
    marked = re.findall(r"<(h\d|p|span|li|dd|dt)\b[^>]*data-sentence[^>]*>(.*?)</\1>", page, re.S)
    return [plain(unescape(strip_tags(words))).strip() for _tag, words in marked]


def first_missing(sentences: list[str], paper: str) -> str | None:
    """The first sentence that does not stand on the paper after the one before it."""
    at = 0
    for words in sentences:
        found = paper.find(words, at)
        if found < 0:
            return words
        at = found + 1
    return None


def read(pdf: bytes) -> str:
    return plain(" ".join(pages_of(pdf)))


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("page", list(TWINS))
def test_screen_and_paper_say_the_same_in_the_same_order(met: World, page: str, language: str) -> None:
    client = browser(met.ane.account, language=language)
    shown = said(client.get(reverse(page)).content.decode())
    answer = client.get(reverse(TWINS[page]))
    assert answer["Content-Type"] == "application/pdf"
    paper = read(answer.content)
    assert len(shown) >= 2
    assert first_missing(shown, paper) is None
    assert reverse(page) in paper, "the paper leads back"
    assert is_tagged(answer.content)


@pytest.mark.parametrize("page", list(TWINS))
def test_a_page_with_nothing_on_it_prints_too(world: World, page: str) -> None:
    client = browser(world.arne.account)
    shown = said(client.get(reverse(page)).content.decode())
    assert first_missing(shown, read(client.get(reverse(TWINS[page])).content)) is None


def test_a_sentence_in_another_place_is_noticed() -> None:
    assert first_missing(["one", "two"], "two one") == "two"
    assert first_missing(["one", "two"], "one two") is None


def test_every_page_of_mine_has_its_paper_beside_it() -> None:
    assert pages_without_twin(WEB.parent) == []


def test_a_planted_page_without_paper_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "web" / "mine" / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "lonely.html").write_text("")
    (folder / "goal.html").write_text("")
    (folder / "goal.typ").write_text("")
    assert pages_without_twin(tmp_path) == ["mine/lonely.html"]


def test_every_paper_of_mine_is_asked_here() -> None:
    assert {name for name in routes() if name.startswith("mine") and name.endswith("_paper")} == set(TWINS.values())


def test_the_papers_of_a_handout_and_a_sheet_are_in_the_persons_words(met: World) -> None:
    client = browser(met.ane.account)
    assert client.get(reverse("handout_paper", args=[MODULE, TOPIC])).status_code == 200
    assert "The cat, and the choir" in read(client.get(reverse("sheet_paper", args=[SHEETS["together"]])).content)
