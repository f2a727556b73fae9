# SPDX-License-Identifier: Apache-2.0
"""Every page in both languages and both colour schemes: axe finds nothing, nothing scrolls sideways."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit, accessible

START = {
    None: ["/account/login/", "/account/demo/", "/help/", "/parts/", "/parts/left", "/nothing/here"],
    "Birger Bjørkeblad": ["/tonight/", "/account/ways-in/", "/account/second-factor/app/", "/account/password/change/"],
    "Eva Elvesus": ["/groups/"],
    "Rita Regnbue": ["/programme/", "/site/edit/?name=modules/social-support/topics/why-support-matters.nb.md"],
    "Gro Granbar": ["/tonight/"],
    "Ane Askeladd": ["/mine/"],
    "Dag Duggregn": ["/invited/"],
}
"""Where each person begins. From there every link is followed, one of each kind."""

ALL = [("en", "light", 320), ("en", "dark", 1280), ("nb", "light", 1280), ("nb", "dark", 320)]
"""The four walks take ten minutes. A short one is for every day: each kind of page once, and without axe."""

LEAST = 38
"""Kinds of pages there are at the least, so that a crawl that has stopped finding them fails."""


def kind_of(url: str) -> str:
    """An address without what differs from one person, session or topic to the next."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", url.split("?")[0].split("#")[0])
    return re.sub(r"(handouts|worksheets|programme)/[^/*]+/[^/]+", r"\1/*", path)


def every_page(page: Page, urls: list[str], seen: set[str]) -> Iterator[str]:
    """Open every page this person can reach by links, one of each kind that is not among those `seen`."""
    queue = list(urls)
    while queue:
        url = queue.pop(0)
        if kind_of(url) in seen:
            continue
        seen.add(kind_of(url))
        page.goto(url)
        yield url
        links = page.locator("a[href^='/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        queue += [link for link in links if not re.search(r"\.(pdf|txt)(\?|$)|/static/", link)]


@pytest.mark.parametrize(
    ("language", "scheme", "width", "again"),
    [
        ("nb", "dark", 320, False),
        *(pytest.param(*one, True, marks=pytest.mark.slow) for one in ALL),
    ],
)
def test_every_page(visit: Visit, language: str, scheme: str, width: int, again: bool) -> None:
    """`again`: a kind of page is opened for each who comes to it, not for the first alone; and axe looks at it."""
    kinds: set[str] = set()
    for who, urls in START.items():
        page = visit(who, width=width, language=language, scheme=scheme, expect_missing=who is None)
        for url in every_page(page, urls, set() if again else kinds):
            kinds.add(kind_of(url))
            assert page.locator("html").get_attribute("lang") == language
            assert page.locator("html").get_attribute("data-color-scheme") in (scheme, "auto")
            page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
            if again:
                accessible(page)
            for wide in (320, 1280):
                page.set_viewport_size({"width": wide, "height": 900})
                over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert over <= 0, f"{url} is {over} px too wide at {wide}"
            page.set_viewport_size({"width": width, "height": 900})
    print(f"{len(kinds)} kinds of pages, {language}, {scheme}: no violation")
    assert len(kinds) >= LEAST, " ".join(sorted(kinds))


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("nb", "light"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in (("nb", "dark"), ("en", "light"), ("en", "dark"))),
    ],
)
def test_the_session_and_its_notes(visit: Visit, language: str, scheme: str) -> None:
    page = visit("Eva Elvesus", width=820, language=language, scheme=scheme)
    page.goto("/groups/")
    page.locator(".group-list h2 a").first.click()
    session = page.locator("a[href^='/tonight/']").last.get_attribute("href")
    assert session is not None
    page.goto(session.removesuffix("notes/"))
    accessible(page)
    page.goto(page.url + "notes/")
    accessible(page)


def test_ane_shares_and_leaves(visit: Visit) -> None:
    page = visit("Ane Askeladd", width=390)
    page.goto("/mine/")
    page.get_by_role("link", name="Read the whole handout").click()
    accessible(page)
    page.goto("/mine/")
    page.get_by_role("link", name="My record").click()
    accessible(page)
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("**/parts/left")
    page.goto("/mine/")
    page.wait_for_url("**/account/login/**")


def test_escape_three_times_leaves(visit: Visit) -> None:
    page = visit("Ane Askeladd", width=390)
    page.goto("/mine/")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/parts/left")


def test_nothing_from_outside_and_a_light_first_view(visit: Visit) -> None:
    page = visit(None, width=390)
    asked, sizes = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto("/account/login/")
    page.wait_for_load_state("networkidle")
    assert all(url.startswith(("http://127.0.0.1", "data:")) for url in asked)
    print(f"first view: {sum(sizes)} bytes in {len(sizes)} answers")
    assert sum(sizes) < 100_000
