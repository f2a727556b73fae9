# SPDX-License-Identifier: Apache-2.0
"""The programme on the screen, on a projector and on paper: whole, in both languages, and with nobody named in it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bedring.curriculum import queries as curriculum
from bedring.web.parts import reading
from tests.signed_in import browser
from tests.text_of import pages_of
from tests.world import MARKER_F, MODULE, TOPIC, World

AT = {"module": MODULE, "topic": TOPIC}


def words_of(client: Client, url: str) -> tuple[str, int]:
    """The words of a PDF, and its number of pages."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert answer["Content-Type"] == "application/pdf"
    pages = pages_of(answer.content)
    return re.sub(r"\s+", " ", " ".join(pages)), len(pages)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_topic_opens_to_a_leader(world: World, language: str) -> None:
    client = browser(world.birger, language=language)
    listed = client.get(reverse("programme")).content.decode()
    for module, topic in curriculum.plan("norway"):
        url = reverse("topic", args=[module, topic])
        assert url in listed
        page = client.get(f"{url}?edition=norway")
        assert page.status_code == 200
        assert curriculum.guide(module, topic, language, edition="norway").purpose.split()[0] in page.content.decode()


def test_the_edition_decides_what_is_shown(world: World) -> None:
    client = browser(world.birger, language="nb")
    url = reverse("topic", args=["getting-needs-met", curriculum.module("getting-needs-met").topics[0]])
    assert "DPS" in client.get(f"{url}?edition=norway").content.decode()
    assert "DPS" not in client.get(f"{url}?edition=international").content.decode()


def test_a_reader_chooses_a_variant_and_nobody_keeps_it(world: World) -> None:
    client = browser(world.birger)
    topic = "what-it-can-be-like"
    url = reverse("topic", args=["practical-facts", topic])
    plain, chosen = client.get(url).content.decode(), client.get(f"{url}?variant=depression").content.decode()
    assert curriculum.topic("practical-facts", topic, "en", variant="depression").summary in chosen.replace(
        "&#x27;", "'"
    )
    assert plain != chosen
    assert client.get(f"{url}?variant=nonsense").content.decode().count("aria-current") == plain.count("aria-current")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_projector_shows_one_idea_after_the_other_and_no_person(world: World, language: str) -> None:
    client, seen = browser(world.birger, language=language), ""
    url = reverse("topic_show", kwargs=AT)
    first = client.get(url).content.decode()
    count = int(re.findall(r"1 (?:of|av) (\d+)", first)[0])
    assert count > 12
    for view in range(1, count + 1):
        page = client.get(f"{url}?view={view}").content.decode()
        assert MARKER_F not in page
        seen += page
    topic = curriculum.topic(**AT, language=language)
    for words in [topic.summary, *topic.key_points, topic.try_this, topic.check.because]:
        assert words in seen.replace("&#x27;", "'").replace("&quot;", '"')
    for view in ("0", "-3", "999", "x", "²"):
        assert client.get(f"{url}?view={view}").status_code == 200


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_handout_on_paper_has_all_its_words_and_large_print_is_larger(world: World, language: str) -> None:
    client = browser(world.ane.account, language=language)
    words, pages = words_of(client, reverse("handout_paper", kwargs=AT))
    topic = curriculum.topic(**AT, language=language)
    for said in [topic.title, topic.summary, *topic.key_points, *topic.reflection, topic.around_me]:
        assert said in words
    large, more = words_of(client, reverse("handout_paper", kwargs=AT) + "?size=large")
    assert more > pages
    assert topic.summary in large


def test_the_pack_has_the_guide_once_and_a_handout_for_each(world: World) -> None:
    words, pages = words_of(browser(world.birger), reverse("pack_paper", kwargs=AT) + "?people=3")
    topic = curriculum.topic(MODULE, TOPIC, "en")
    assert words.count(topic.summary) == 3 + 2, "one each, and two to spare"
    (_of, sheet), *_more = reading.worksheets(MODULE, topic)
    assert words.count(sheet.intro["en"]) == 3, "the worksheets, too, for everybody"
    assert words.count(curriculum.guide(MODULE, TOPIC, "en").purpose) == 1
    assert "Who is here" in words
    for wrong in ("-1", "x", "1000000"):
        assert words_of(browser(world.birger), reverse("pack_paper", kwargs=AT) + f"?people={wrong}")[1] < pages * 5


@pytest.mark.parametrize("size", ["", "large"])
def test_every_set_of_the_pack_begins_on_the_front_of_a_sheet(world: World, size: str) -> None:
    """Printed on both sides, nobody's set begins on the back of another's."""
    address = reverse("pack_paper", kwargs=AT) + f"?people=2&size={size}"
    pages = pages_of(browser(world.birger).get(address).content)
    summary = curriculum.topic(MODULE, TOPIC, "en").summary[:25]
    begins = [n for n, words in enumerate(pages) if summary in re.sub(r"\s+", " ", words)]
    assert len(begins) == 2 + 2
    assert all(n % 2 == 0 for n in begins), begins
    assert "What is in this pack" in pages[0] and "For 2 people, a set each of:" in re.sub(r"\s+", " ", pages[0])


@pytest.mark.parametrize("edition", ["norway", "international"])
def test_the_whole_workbook_has_every_topic_and_worksheet_with_page_numbers(world: World, edition: str) -> None:
    client = browser(world.ane.account, language="nb")
    words, pages = words_of(client, f"{reverse('workbook_paper')}?edition={edition}")
    assert pages > 150
    contents = re.sub(r"(?: \.)+", "", words)[:20000]
    for module in curriculum.modules(edition):
        assert module.title.nb in contents
        for topic in module.topics:
            title = curriculum.topic(module.slug, topic, "nb", edition=edition).title
            assert words.count(title) >= 2, f"{title} is in the contents and on its page"
        for _of, worksheet in curriculum.worksheets(module.slug, edition=edition):
            assert worksheet.title.nb in contents


def test_a_booklet_and_what_is_not_there(world: World) -> None:
    client = browser(world.ane.account)
    words, _pages = words_of(client, reverse("booklet_paper", args=[MODULE]))
    assert curriculum.module(MODULE).take_away.en[0] in words
    for url in (reverse("booklet_paper", args=["nothing"]), reverse("handout_paper", args=[MODULE, "nothing"])):
        assert client.get(url).status_code == 404
