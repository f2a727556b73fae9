# SPDX-License-Identifier: Apache-2.0
"""A worksheet on the screen and on paper: every kind of field, without a script too, and nothing typed is lost."""

import re
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bedring.curriculum import queries as curriculum
from bedring.kit.rows import set_actor
from bedring.people.models import Participant
from bedring.web.parts import printing
from bedring.workbook.models import Answer, Sheet
from tests.addresses import parcel_of
from tests.signed_in import browser
from tests.text_of import pages_of
from tests.world import World

EVERY = [
    (m.slug, w.slug)
    for m in curriculum.modules("norway")
    for of, w in curriculum.worksheets(m.slug, edition="norway")
    if of == m.slug
]


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


def begun(world: World, client: Client, module: str = "social-support", worksheet: str = "support-map") -> Sheet:
    client.post(reverse("worksheet_begin", args=[module, worksheet]))
    set_actor(world.ane.account_id)
    return Sheet.objects.latest("begun_at")


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "nb"])
def test_every_worksheet_opens_to_fill_in_and_prints(
    world: World, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(world.ane.account, language=language)
    monkeypatch.setattr(printing, "MOST_THE_SAME", len(EVERY))
    for module, worksheet in EVERY:
        title = curriculum.worksheet(module, worksheet).title[language]
        about = client.get(reverse("worksheet", args=[module, worksheet])).content.decode()
        assert title in about.replace("&#x27;", "'")
        pdf = client.get(reverse("worksheet_paper", args=[module, worksheet]))
        assert pdf.status_code == 200, worksheet
        sheet = begun(world, client, module, worksheet)
        page = client.get(reverse("sheet", args=[sheet.id])).content.decode()
        for field in curriculum.worksheet(module, worksheet).fields:
            assert f'data-field="{field.name}"' in page


def test_without_a_script_the_whole_sheet_is_saved_and_shown_again(world: World, ane: Client) -> None:
    sheet = begun(world, ane)
    url = reverse("sheet", args=[sheet.id])
    sent = {
        "base": "0",
        "map.closest": "My brother\nGran Åse",
        "around_me.0.who": "K., cousin",
        "around_me.3.who": "P.",
    }
    page = ane.post(url, sent, follow=True).content.decode()
    assert "My brother\nGran Åse" in page
    assert 'value="K., cousin"' in page
    words = "".join(pages_of(ane.get(f"{url[:-1]}.pdf").content))
    assert "Gran Åse" in words
    assert "P." in words


def newest_in(page: Any) -> str:
    """The number of the newest answer that a page has seen."""
    found = re.search(r'name="base" value="(\d+)"', page.content.decode())
    assert found
    return found[1]


def test_an_old_page_puts_back_nothing_that_was_changed_since(world: World, ane: Client) -> None:
    sheet = begun(world, ane, "recovery-strategies", "life-areas")
    url = reverse("sheet", args=[sheet.id])
    old = newest_in(ane.post(url, {"base": "0", "keep": "The cat", "money": "so-so"}, follow=True))
    ane.post(url, {"base": old, "keep": "The cat and the sea", "money": "so-so"})
    page = ane.post(url, {"base": old, "keep": "The cat", "money": "pleased"}, follow=True).content.decode()
    assert "The cat and the sea" in page, "the old page did not touch this field"
    set_actor(world.ane.account_id)
    shown = {a.key: a.value for a in Answer.objects.order_by("number")}
    assert shown == {"keep": "The cat and the sea", "money": "pleased"}


def test_what_was_written_over_is_shown_beside_the_field(world: World, ane: Client) -> None:
    sheet = begun(world, ane, "recovery-strategies", "life-areas")
    url = reverse("sheet", args=[sheet.id])
    ane.post(url, {"base": "0", "keep": "First tab"})
    page = ane.post(url, {"base": "0", "keep": "Second tab"}).content.decode()
    assert "Both are kept; yours shows." in page
    assert re.search(r"Ane, .*: First tab", page)
    history = ane.get(reverse("sheet_history", args=[sheet.id])).content.decode()
    assert history.index("Second tab") < history.index("First tab")


def test_nonsense_is_told_by_the_field_and_the_rest_is_saved(world: World, ane: Client) -> None:
    sheet = begun(world, ane, "recovery-strategies", "life-areas")
    answer = ane.post(
        reverse("sheet", args=[sheet.id]), {"base": "x", "money": "splendid", "keep": "x" * 600, "work": "so-so"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose one of those that are there." in page
    assert "This is longer than there is room for." in page
    assert "x" * 600 in page, "what was typed is still there"
    set_actor(world.ane.account_id)
    assert [(a.key, a.value) for a in Answer.objects.all()] == [("work", "so-so")]


def send(client: Client, sheet: Sheet, *answers: dict[str, Any]) -> list[dict[str, Any]]:
    url = reverse("sheet_answers", args=[sheet.id])
    response = client.post(url, parcel_of(list(answers)), content_type="application/json")
    assert response.status_code == 200
    told: list[dict[str, Any]] = response.json()["answers"]
    return told


def keep(words: str, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "field": "keep", "said": urlencode({"keep": words}), "base": 0} | more


def test_a_field_saved_as_it_is_typed(world: World, ane: Client) -> None:
    sheet, cat = begun(world, ane, "recovery-strategies", "life-areas"), keep("The cat")
    once = send(ane, sheet, cat)
    assert once == [{"id": cat["id"], "stored": True, "number": once[0]["number"]}]
    assert send(ane, sheet, cat) == once
    (told,) = send(ane, sheet, keep("The sea"))
    assert told["number"] > once[0]["number"]
    assert told["earlier"]["words"] == "The cat"
    assert told["earlier"]["own"], "she has written it herself, in another window"


def test_one_answer_that_cannot_stand_holds_up_no_other(world: World, ane: Client) -> None:
    sheet = begun(world, ane, "recovery-strategies", "life-areas")
    odd = [
        {},
        {"field": "nowhere"},
        {"field": "keep", "id": "1"},
        {"field": "keep", "after": "x"},
        {"field": "keep", "said": ["x"]},
        {"field": {}},
        keep("x" * 60_000),
        keep("half") | {"said": "keep=half \ud83d"},
    ]
    good = keep("The cat")
    told = send(ane, sheet, *odd, good)
    assert [one["stored"] for one in told if one["id"] == good["id"]] == [True]
    refused = [one for one in told if one["id"] != good["id"]]
    assert len(refused) == len(odd)
    assert not any(one["stored"] for one in refused)
    assert all(one["reason"] for one in refused)


def test_nobody_is_told_of_a_conflict_with_what_they_sent_a_moment_ago(world: World, ane: Client) -> None:
    sheet = begun(world, ane, "recovery-strategies", "life-areas")
    first = keep("The c")
    second = keep("The cat", after=first["id"])
    told = send(ane, sheet, first, second)
    assert [one.get("earlier") for one in told] == [None, None]
    (told_of_a_stranger_id,) = send(ane, sheet, keep("The dog", after=str(uuid4())))
    assert told_of_a_stranger_id["earlier"]["words"] == "The cat"


def test_the_goal_has_a_page_of_its_own(ane: Client) -> None:
    page = ane.get(reverse("worksheet", args=["recovery-strategies", "goal-and-steps"])).content.decode()
    assert reverse("mine_goal") in page
    assert "Fill it in" not in page


@pytest.mark.parametrize("url", ["/worksheets/recovery-strategies/nothing/", "/worksheets/nothing/at-all/"])
def test_what_is_not_there(ane: Client, url: str) -> None:
    assert ane.get(url).status_code == 404
    assert ane.post(url + "begin").status_code == 404
    assert ane.get(url[:-1] + ".pdf").status_code == 404


def test_the_words_one_has_chosen_are_used(world: World, ane: Client) -> None:
    page = ane.get("/mine/words/").content.decode()
    assert 'value="vulnerability"' in page
    chosen = {n: t.default for n, t in curriculum.vocabulary().terms.items()} | {"practitioner": "helper"}
    assert ane.post("/mine/words/", chosen).status_code == 302
    set_actor(world.ane.account_id)
    assert Participant.objects.get(id=world.ane.id).words["practitioner"] == "helper"
    words = "".join(pages_of(ane.get("/programme/recovery-strategies.pdf").content))
    assert "helper" in words
    assert ane.post("/mine/words/", chosen | {"illness": "curse"}).status_code == 422


def test_a_person_is_picked_from_ones_own_people(world: World, ane: Client) -> None:
    sheet = begun(world, ane)
    page = ane.get(reverse("sheet", args=[sheet.id])).content.decode()
    assert '<option value="my brother">' in page
    assert 'list="people"' in page
