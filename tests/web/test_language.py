# SPDX-License-Identifier: Apache-2.0
"""The language of a page: as the browser wishes, Bokmål for readers of neighbouring languages; names are left alone."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.signed_in import browser
from tests.world import World

WEB = Path(__file__).resolve().parents[2] / "bedring/web"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("nn-NO,nn;q=0.9,en;q=0.8", "nb"),
        ("no,en;q=0.5", "nb"),
        ("nn", "nb"),
        ("no-NO,no;q=0.9,nb;q=0.8,nn;q=0.7,en;q=0.5", "nb"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "nb"),
        ("da, en-gb;q=0.8", "nb"),
        ("se-NO,en;q=0.5", "nb"),
        ("en-GB,en;q=0.9,nb;q=0.5", "en"),
        ("en,nn;q=0.9", "en"),
        ("pl,en;q=0.8", "en"),
        ("pl", "nb"),
        ("", "nb"),
        ("*", "nb"),
        ("no;q=x,\x00,;;;," + "nn," * 3000, "nb"),
        ("nonsense,enno-no", "nb"),
    ],
)
def test_the_language_that_the_browser_wishes(wish: str, language: str) -> None:
    page = Client().get("/help/", headers={"Accept-Language": wish}).content.decode()
    assert f'<html lang="{language}"' in page


@pytest.mark.django_db
def test_what_somebody_has_chosen_counts_before_what_the_browser_wishes() -> None:
    client = Client(headers={"Accept-Language": "nn"})
    client.cookies["django_language"] = "en"
    assert '<html lang="en"' in client.get("/help/").content.decode()


def unguarded(text: str) -> list[str]:
    """Places of a name or of own words that a browser's translator would change."""
    marks = re.findall(r'<\w+ class="(?:own-words|step-what|person-name)"[^>]*>(?:(?!</).)*', text)
    return [mark for mark in marks if 'translate="no"' not in mark and "groups/name.html" not in mark]


def test_names_and_own_words_are_left_alone_by_translators() -> None:
    found = {p.name: lines for p in WEB.rglob("*.html") if (lines := unguarded(p.read_text()))}
    assert found == {}
    assert unguarded('<p class="own-words">{{ goal.words }}</p>')


def test_a_translator_leaves_the_name_and_the_goal_on_every_page_they_stand_on(world: World) -> None:
    pages = {
        browser(world.birger): ["/tonight/", reverse("session", args=[world.session.id])],
        browser(world.ane.account): ["/mine/goal/"],
    }
    for client, addresses in pages.items():
        for address in addresses:
            page = client.get(address).content.decode()
            assert re.search(r'translate="no"[^>]*>(?:Ane|I want to sing)', page), address
