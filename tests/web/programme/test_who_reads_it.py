# SPDX-License-Identifier: Apache-2.0
"""The programme's pages: the guide for those who work here, the handout for all; told without anybody's name."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from bedring.curriculum import queries as curriculum
from bedring.curriculum import reader
from bedring.web.programme.slides import slides
from tests.evenings import words
from tests.signed_in import browser
from tests.text_of import pages_of
from tests.world import MARKER_F, MODULE, TOPIC, World

AT = {"module": MODULE, "topic": TOPIC}
PAGE, SHOW = reverse("topic", kwargs=AT), reverse("topic_show", kwargs=AT)
PACK, HANDOUT = reverse("pack_paper", kwargs=AT), reverse("handout_paper", kwargs=AT)


@pytest.mark.parametrize("who", ["birger", "gro", "bodil", "eva", "cathrine"])
def test_whoever_works_here_reads_the_handout_the_card_and_the_guide(world: World, who: str) -> None:
    page = words(browser(world.everybody()[who]).get(PAGE).content.decode())
    assert curriculum.topic(MODULE, TOPIC, "en").summary in page
    assert curriculum.practice_card(MODULE, TOPIC, "en").title in page
    assert curriculum.guide(MODULE, TOPIC, "en").purpose in page


@pytest.mark.parametrize("who", ["ane", "arne", "dag"])
def test_who_takes_part_reads_the_handout_and_not_the_guide(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    for at in (PAGE, PACK, reverse("programme")):
        assert client.get(at).status_code == 404, at
    assert client.get(SHOW).status_code == 200
    assert client.get(HANDOUT)["Content-Type"] == "application/pdf"


def test_signed_out_one_is_asked_to_sign_in_and_then_led_there(world: World) -> None:
    for at in (PAGE, SHOW, PACK, HANDOUT):
        answer = browser(None).get(at)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"?next={at}")


def test_nobody_is_named_on_any_of_them(world: World) -> None:
    for at in (PAGE, SHOW):
        page = words(browser(world.birger).get(at).content.decode())
        assert MARKER_F not in page
    text = " ".join(pages_of(browser(world.birger).get(f"{PACK}?people=2").content))
    assert MARKER_F not in text


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_projector_leads_from_the_first_idea_to_the_last_and_back(world: World, language: str) -> None:
    client, made = browser(world.birger, language=language), slides(curriculum.topic(MODULE, TOPIC, language))
    first, last = client.get(SHOW).content.decode(), client.get(f"{SHOW}?view={len(made)}").content.decode()
    assert made[0].lead in words(first)
    assert made[-1].lead in words(last)
    assert "view=2" in first
    assert f"view={len(made) - 1}" in last
    assert f"view={len(made) + 1}" not in last


@pytest.mark.parametrize(("view", "shown"), [("0", 1), ("-5", 1), ("x", 1), ("", 1), ("²", 1), ("9" * 400, -1)])
def test_an_odd_number_of_a_view_is_the_first_or_the_last(world: World, view: str, shown: int) -> None:
    made = slides(curriculum.topic(MODULE, TOPIC, "en"))
    page = words(browser(world.birger).get(SHOW, {"view": view}).content.decode())
    assert made[0 if shown == 1 else -1].lead in page


@pytest.mark.parametrize(("people", "sets"), [("1", 1), ("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("99", 12)])
def test_a_pack_is_for_so_many_and_no_more_than_twelve(world: World, people: str, sets: int) -> None:
    pages = pages_of(browser(world.birger).get(PACK, {"people": people}).content)
    each = "For one person, a set of" if sets == 1 else f"For {sets} people, a set each of"
    assert each in re.sub(r"\s+", " ", pages[0])


def test_another_edition_and_one_that_there_is_not(world: World) -> None:
    client = browser(world.birger)
    whole = client.get(reverse("programme")).content
    assert client.get(reverse("programme"), {"edition": "mars"}).content.count(b"<h2") == whole.count(b"<h2")
    assert client.get(PAGE, {"edition": "../../etc"}).status_code == 200


@pytest.mark.parametrize(
    "at", ["/programme/no-such/first-steps/", f"/programme/{MODULE}/no-such/", f"/programme/{MODULE}/no-such/show/"]
)
def test_a_page_that_there_is_not(world: World, at: str) -> None:
    assert browser(world.birger).get(at).status_code == 404
    assert browser(world.birger).post(PAGE).status_code == 405


def test_the_way_to_change_pages_is_for_who_leads_it_everywhere(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.SITE_CONTENT = tmp_path
    for who, offered in ((world.rita, True), (world.eva, False), (world.birger, False)):
        page = browser(who).get(reverse("programme")).content.decode()
        assert (reverse("site") in page) is offered
    settings.SITE_CONTENT = None
    assert reverse("site") not in browser(world.rita).get(reverse("programme")).content.decode()


STORY = """---
SPDX-License-Identifier: LicenseRef-by-consent
title: The boat
told_by: Somebody who has been there
module: recovery-strategies
content_note: Nothing that is hard to read.
consent: {given: 2026-01-01, until: %s}
---

I went out on the water again.
"""


@pytest.fixture
def boat(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Where a site lays a story of its own beside the first module."""
    reader.forget()
    (tmp_path / "stories").mkdir()
    settings.CONTENT_DIRS = [tmp_path, *settings.CONTENT_DIRS]
    yield tmp_path / "stories" / "boat.en.md"
    reader.forget()


@pytest.mark.parametrize(("until", "told"), [("2999-01-01", True), ("2026-01-02", False)])
def test_a_story_is_told_while_its_teller_agrees(world: World, boat: Path, until: str, told: bool) -> None:
    boat.write_text(STORY % until)
    page = words(browser(world.birger).get(PAGE).content.decode())
    assert ("I went out on the water again." in page) is told
    assert "water again" not in browser(world.birger, language="nb").get(PAGE).content.decode(), "told in one language"


@pytest.mark.parametrize("text", ["no head", "---\n---\n", "---\ntitle: [\n---\n", STORY % "never"])
def test_a_story_that_cannot_be_read_holds_up_no_page(world: World, boat: Path, text: str) -> None:
    boat.write_text(text)
    assert browser(world.birger).get(PAGE).status_code == 200
