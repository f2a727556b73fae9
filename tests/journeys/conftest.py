# SPDX-License-Identifier: Apache-2.0
"""Journeys run in Debian's Chromium against the demo. Where there is no Chromium they are left out, and say so."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.running import ROOT, Demo, demo, own_folder

CHROMIUM = shutil.which("chromium")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 60_000
"""Milliseconds: a condition is asked for until it is true, on a busy machine late, and never where it is broken."""
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None:
        no_browser = pytest.mark.skip(reason="no Chromium here; an administrator runs: apt-get install chromium")
        for item in items:
            if "journeys" in str(item.path):
                item.add_marker(no_browser)


@pytest.fixture(scope="session")
def running() -> Iterator[Demo]:
    with own_folder() as folder, demo(folder / "data") as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ended with its file: as long as it runs, Django takes the thread for asynchronous and shuts the database."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


Visit = Callable[..., Page]


def sign_in(page: Page, who: str) -> None:
    """Until the page after the sign-in is here: whoever goes on before that breaks it off."""
    page.goto("/account/demo/")
    page.get_by_role("button", name=who).click()
    page.wait_for_url(lambda url: "/account/demo/" not in url)


@pytest.fixture
def visit(running: Demo, chromium: Browser) -> Iterator[Visit]:
    """A page of somebody's own: `visit("Ane Askeladd", width=390)`. Messages on the console fail the journey."""
    contexts, trouble = [], []

    def enter(
        who: str | None,
        width: int = 1280,
        height: int = 900,
        language: str = "en",
        scheme: str = "light",
        expect_missing: bool = False,
    ) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, base_url=running.url)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if not expect_missing:
            page.on("console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        if who:
            sign_in(page, who)
        cookies = {"django_language": language, "colour_scheme": scheme}
        context.add_cookies([{"name": k, "value": v, "url": running.url} for k, v in cookies.items()])
        return page

    yield enter
    for context in contexts:
        context.close()
    assert [words for words in trouble if "net::ERR_FAILED" not in words] == []  # a journey's own lost network


def accessible(page: Page) -> None:
    """No violation that axe can find."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
    )
    assert found == [], f"{page.url}: {found}"
