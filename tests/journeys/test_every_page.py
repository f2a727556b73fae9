# SPDX-License-Identifier: Apache-2.0
"""Every page in both languages and both colour schemes: axe finds nothing, nothing scrolls sideways."""

import re

import pytest

from tests.journeys.conftest import Visit, accessible

PAGES = {
    None: ["/account/login/", "/account/link/", "/account/code/", "/help/", "/account/demo/", "/parts/", "/parts/left"],
    "Birger Bjørkeblad": ["/tonight/"],
    "Eva Elvesus": ["/tonight/", "/board/"],
    "Ane Askeladd": ["/mine/", "/mine/goal/", "/mine/step/", "/mine/people/", "/mine/privacy/", "/mine/handouts/"],
    "Dag Duggregn": ["/invited/"],
}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_page(visit: Visit, language: str, scheme: str, width: int) -> None:
    for who, pages in PAGES.items():
        page = visit(who, width=width, language=language, scheme=scheme)
        for url in pages:
            page.goto(url)
            assert page.locator("html").get_attribute("lang") == language
            assert page.locator("html").get_attribute("data-color-scheme") in (scheme, "auto")
            accessible(page)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{url} is {wide} px too wide at {width}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_session_and_its_notes(visit: Visit, language: str, scheme: str) -> None:
    page = visit("Eva Elvesus", width=820, language=language, scheme=scheme)
    page.goto("/board/")
    page.get_by_role("link", name=re.compile("^(Open|Åpne)")).last.click()
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
