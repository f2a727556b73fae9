# SPDX-License-Identifier: Apache-2.0
"""The browser is killed, with kill -9, while Siv taps and types; and its disk is searched afterwards.

What a screen said was kept arrives once after the next sign-in; nobody who opens the device, or its disk, reads a word.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect, sync_playwright

from tests.journeys.conftest import sign_in
from tests.journeys.disk import browser, held_by, own_disk
from tests.journeys.offline import choice, drawer, in_english, open_session, pressed, ready, row, says, tap
from tests.running import Demo, wait_for

GROUP = "Fyrgruppa"
STEP = "Kanarifuglsteg"
CONTROLS = ("localStorage", "sessionStorage", "indexedDB")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture
def profile() -> Iterator[Path]:
    with own_disk() as found:
        yield found


def siv_signs_in(page: Page) -> None:
    sign_in(page, "Siv Siljuløv")
    in_english(page)


@pytest.mark.slow
def test_a_killed_browser_loses_nothing_and_tells_nothing(playwright: Playwright, profile: Path, running: Demo) -> None:
    with browser(playwright, profile, running.url) as context:
        page = context.new_page()
        siv_signs_in(page)
        url = open_session(page, GROUP)
        ready(page)
        for kind in CONTROLS[:2]:
            page.evaluate(f"{kind}.setItem('control', 'Kontroll{kind}')")
        page.evaluate("""new Promise((done) => {
          const asked = indexedDB.open("control", 1);
          asked.onupgradeneeded = () => asked.result.createObjectStore("x").put("KontrollindexedDB", 1);
          asked.onsuccess = done;
        })""")
        context.set_offline(True)
        tap(page, 0, "Sent word")
        tap(page, 1, "Here")
        form = page.locator("#next_step .step-form:visible").first
        form.get_by_label("What").press_sequentially(STEP, delay=30)
        says(page, "kept safely on this device")
        wait_for(lambda: len(drawer(page)["waiting"]) >= 3)
        for kind in CONTROLS:  # the search must find these, or it would find nothing
            wait_for(lambda one=f"Kontroll{kind}": held_by(profile, one), seconds=40)
        name = row(page, "welcome", 0).locator(".person-name").inner_text()
        theirs = page.locator("#goals .goal-words").first.inner_text()
        assert len(theirs) > 10

    assert held_by(profile, STEP, theirs) == {}, "nothing of anybody's, though the screen lies on the disk, sealed"

    # Opened again without network: the sign-in is gone with the browser, and nothing can be read.
    with browser(playwright, profile, running.url) as context:
        page = context.new_page()
        context.set_offline(True)
        page.goto(url)
        expect(page.get_by_role("heading", name=re.compile("No network|Uten nett"))).to_be_visible()
        assert name not in page.content()
        assert STEP not in page.content()
        assert len(drawer(page)["waiting"]) >= 3
        # With network and a sign-in it all arrives, once.
        page.goto("/help/")
        context.set_offline(False)
        siv_signs_in(page)
        wait_for(lambda: drawer(page)["waiting"] == [])
        page.goto(url)
        says(page, "All saved")
        pressed(choice(page, 0, "Sent word"))
        pressed(choice(page, 1, "Here"))
        assert STEP in page.locator("#next_step input[name=what]").evaluate_all("all => all.map((one) => one.value)")
