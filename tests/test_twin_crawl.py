# SPDX-License-Identifier: Apache-2.0
"""Two sites full of marker words: whatever anybody of one site opens, no byte of the other's is in it."""

import re
from collections import Counter
from uuid import UUID

import pytest
from django.urls import Resolver404, resolve, reverse

from bedring.kit.rows import set_actor
from bedring.sessions.commands.entries import start_session
from tests.signed_in import browser
from tests.text_of import text_of
from tests.world import MARKER_F, MARKER_H, World

FJELLVIK = ["eva", "birger", "gro", "bodil", "dag", "ane", "arne"]
HAVNESET = ["cathrine", "carl"]
ENOUGH = 8
"""So many topics, worksheets and modules a kind of page; of what is about people, each."""


def addresses(world: World) -> list[str]:
    """Pages about the things of both sites, whoever asks."""
    found = [reverse(name) for name in ("front", "tonight", "groups", "mine", "mine_paper", "mine_goal", "mine_step")]
    found += [reverse(name) for name in ("mine_people", "mine_privacy", "mine_handouts", "invited", "help", "gallery")]
    for session in (world.session, world.other_session):
        found += [reverse(name, args=[session.id]) for name in ("session", "entries", "notes")]
        for person in (world.ane, world.arne, world.carl):
            found += [reverse(name, args=[session.id, person.id]) for name in ("note_text", "note_paper")]
    found += [reverse("groups_group", args=[g.id]) for g in (world.group, world.other_group)]
    found += [reverse("groups_colleagues", args=[o.id]) for o in (world.fjellvik, world.havneset)]
    found += [reverse("groups_new_group")]
    return found + [reverse("record", args=[p.id]) for p in (world.ane, world.arne, world.aud, world.carl)]


def is_one_more_of_the_programme(url: str, alike: Counter[str]) -> bool:
    """Whether enough pages like this one were opened: what is about nobody, by the kind of page."""
    try:
        found = resolve(url.partition("?")[0])
    except Resolver404:
        return False
    about_somebody = any(isinstance(arg, UUID) for arg in found.kwargs.values())
    if about_somebody or not found.kwargs:
        return False
    alike[found.view_name] += 1
    return alike[found.view_name] > ENOUGH


def crawl(world: World, who: str) -> dict[str, str]:
    """Every page this person gets, by address: those known to exist, and all that any of them links to."""
    client = browser(world.everybody()[who])
    queue, pages = addresses(world), {}
    alike: Counter[str] = Counter()
    while queue:
        url = queue.pop()
        if url in pages or is_one_more_of_the_programme(url, alike):
            continue
        response = client.get(url, follow=True)
        pages[url] = text_of(response)
        for link in re.findall(r'(?:href|action)="(/[^"#]*)', pages[url]):
            if link not in pages and not re.match(r"/(static|account|parts)/", link) and "logout" not in link:
                queue.append(link)
    return pages


@pytest.fixture
def both_begun(world: World) -> World:
    for account, session in ((world.birger, world.session), (world.cathrine, world.other_session)):
        set_actor(account.id)
        start_session(by=world.actor(account), session_id=session.id)
    return world


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [(w, MARKER_F, MARKER_H) for w in FJELLVIK] + [(w, MARKER_H, MARKER_F) for w in HAVNESET],
)
def test_nothing_of_the_other_site(both_begun: World, who: str, own: str, other: str) -> None:
    pages = crawl(both_begun, who)
    assert len(pages) > 25
    assert [url for url, text in pages.items() if other in text] == []
    if who != "bodil":  # she works with nobody, and so sees nobody
        assert any(own in text for text in pages.values()), "the crawl must see something, or it proves nothing"


def test_the_crawl_would_see_a_leak(both_begun: World) -> None:
    pages = crawl(both_begun, "birger")
    assert any(MARKER_F in text for url, text in pages.items() if "entries" not in url)
    assert any("%PDF" not in text and MARKER_F in text for url, text in pages.items() if url.endswith(".pdf"))
