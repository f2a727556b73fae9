# SPDX-License-Identifier: Apache-2.0
"""My words: what illness, symptoms and the rest are called on what I read, in both languages; for me alone."""

import html
import re

import pytest
from django.test import Client

from bedring.curriculum import queries as curriculum
from bedring.kit.refusals import NotThere
from bedring.people.commands import choose_words
from bedring.people.models import Participant
from tests.acting import as_
from tests.signed_in import browser, note_method
from tests.text_of import pages_of
from tests.world import World

URL = "/mine/words/"
TERMS = curriculum.vocabulary().terms
USUAL = {name: term.default for name, term in TERMS.items()}
OTHER = {name: term.choices[-1].slug for name, term in TERMS.items()}
"""The last choice of each: not the one the place uses."""


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


def chosen(world: World, who: str = "ane") -> dict[str, str]:
    as_(getattr(world, who).account)
    return dict(Participant.objects.get(id=getattr(world, who).id).words)


def checked(page: str) -> dict[str, str]:
    """What is marked as chosen on the page."""
    boxes = re.findall(r"<input[^>]*type=\"radio\"[^>]*>", page)
    marked = [box for box in boxes if " checked" in box]
    return {re.search(r'name="([^"]+)"', b)[1]: re.search(r'value="([^"]+)"', b)[1] for b in marked}  # type: ignore[index]


def test_each_term_is_asked_for_in_the_language_of_the_page(ane: Client) -> None:
    for language in ("en", "nb"):
        ane.cookies["django_language"] = language
        page = html.unescape(ane.get(URL).content.decode())
        for term in TERMS.values():
            assert term.about[language] in page
            for choice in term.choices:
                words = choice[language]
                assert (words.singular if language == "en" else words.indefinite) in page  # type: ignore[union-attr]


def test_before_one_has_chosen_the_words_of_the_place_are_marked(world: World, ane: Client) -> None:
    assert chosen(world) == {}
    assert checked(ane.get(URL).content.decode()) == USUAL


def test_what_is_chosen_is_kept_and_marked_on_every_device(world: World, ane: Client) -> None:
    assert ane.post(URL, OTHER)["Location"] == "/mine/"
    assert chosen(world) == OTHER
    assert checked(browser(world.ane.account).get(URL).content.decode()) == OTHER
    ane.post(URL, USUAL)
    assert chosen(world) == USUAL, "and can be chosen anew"


def called(term: str, slug: str, language: str) -> str:
    """A choice in the plural."""
    return str(next(c for c in TERMS[term].choices if c.slug == slug)[language].plural)


def printed(world: World, who: str, language: str = "en") -> str:
    """The workbook of a module as this one prints it."""
    pdf = browser(world.everybody()[who], language=language).get("/programme/recovery-strategies.pdf").content
    return " ".join(" ".join(pages_of(pdf)).replace("\u00ad", "").split())


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_papers_i_print_use_them_and_those_of_others_do_not(world: World, ane: Client, language: str) -> None:
    usual, mine = (called("illness", words["illness"], language) for words in (USUAL, OTHER))
    ane.post(URL, OTHER)
    assert (mine in printed(world, "ane", language), usual in printed(world, "ane", language)) == (True, False)
    assert (mine in printed(world, "arne", language), usual in printed(world, "arne", language)) == (False, True)


def test_no_word_of_a_goal_or_a_step_is_touched(world: World, ane: Client) -> None:
    """What a person wrote is theirs, and no vocabulary changes it."""
    before = [re.search(r'class="own-words"[^>]*>([^<]*)', ane.get("/mine/").content.decode())]
    ane.post(URL, OTHER)
    after = [re.search(r'class="own-words"[^>]*>([^<]*)', ane.get("/mine/").content.decode())]
    assert [m and m[1] for m in before] == [m and m[1] for m in after]
    assert world.goal.words in ane.get("/mine/").content.decode()


def test_my_leader_reads_the_programme_in_the_words_of_the_place(world: World, ane: Client) -> None:
    ane.post(URL, OTHER)
    words = printed(world, "birger")
    assert called("illness", USUAL["illness"], "en") in words
    assert called("illness", OTHER["illness"], "en") not in words


@pytest.mark.parametrize("who", ["birger", "dag", "eva"])
def test_those_who_do_not_take_part_have_no_such_page(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    assert client.get(URL).status_code == 404
    assert client.post(URL, OTHER).status_code == 404
    with pytest.raises(NotThere):
        choose_words(by=as_(world.everybody()[who]), words=OTHER)


def test_arnes_are_arnes(world: World, ane: Client) -> None:
    ane.post(URL, OTHER)
    assert chosen(world, "arne") == {}


def test_not_with_the_printed_pin(world: World, ane: Client) -> None:
    assert world.ane.account
    note_method(ane, world.ane.account.id, "first_paper")
    assert ane.post(URL, OTHER)["Location"] == "/account/pin/"
    assert chosen(world) == {}


@pytest.mark.parametrize("odd", ["", "curse", "health-problem ", "²", "x" * 500])
def test_what_is_no_choice_is_told_and_the_others_stay_marked(world: World, ane: Client, odd: str) -> None:
    answer = ane.post(URL, OTHER | {"illness": odd})
    assert answer.status_code == 422
    kept = checked(answer.content.decode())
    assert {name: slug for name, slug in OTHER.items() if name != "illness"}.items() <= kept.items()
    assert chosen(world) == {}


def test_a_word_the_programme_no_longer_has_is_the_usual_one_on_the_page(world: World, ane: Client) -> None:
    """A choice of an earlier edition breaks no page: the word of the place stands there."""
    choose_words(by=as_(world.ane.account), words=USUAL | {"illness": "a-word-of-yesterday", "gone": "x"})
    for url in ("/mine/", URL, "/worksheets/", "/mine/handouts/"):
        assert ane.get(url).status_code == 200
    assert called("illness", USUAL["illness"], "en") in printed(world, "ane")
