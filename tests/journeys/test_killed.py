# SPDX-License-Identifier: Apache-2.0
"""The browser is killed, with kill -9, while Siv taps and types; and its disk is searched afterwards.

What a screen said was kept arrives once after the next sign-in; nobody who opens the device, or its disk, reads a word.
"""

import os
import random
import re
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from tests.journeys.conftest import CHROMIUM, sign_in
from tests.journeys.offline import choice, drawer, in_english, open_session, pressed, ready, row, says, tap
from tests.running import Demo, wait_for

GROUP = "Fyrgruppa"
STEP = "Kanarifuglsteg"
CONTROLS = ("localStorage", "sessionStorage", "indexedDB")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture
def profile() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bedring-browser-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def browser(playwright: Playwright, profile: Path, running: Demo) -> Iterator[BrowserContext]:
    """A browser with a disk of its own. Killing it is no error."""
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=ARGS, base_url=running.url, viewport={"width": 820, "height": 1180}
    )
    try:
        yield context
    finally:
        kill(profile)


def kill(profile: Path) -> None:
    """kill -9 of every process of the browser that has this folder for its disk."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if f"--user-data-dir={profile}" in words:
                try:
                    os.kill(int(folder.name), signal.SIGKILL)
                except ProcessLookupError:
                    continue


def siv_signs_in(page: Page) -> None:
    sign_in(page, "Siv Siljuløv")
    in_english(page)


def held_by(profile: Path, word: str) -> list[str]:
    """The files on the disk that hold this word, as UTF-8 or UTF-16."""
    wanted = [word.encode(), word.encode("utf-16-le")]
    found = []
    for path in profile.rglob("*"):
        if path.is_file() and any(one in path.read_bytes() for one in wanted):
            found.append(str(path.relative_to(profile)))
    return found


def test_a_killed_browser_loses_nothing_and_tells_nothing(playwright: Playwright, profile: Path, running: Demo) -> None:
    with browser(playwright, profile, running) as context:
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

    assert held_by(profile, STEP) == []
    assert held_by(profile, theirs) == [], "nothing of anybody's, though the screen lies on the disk, sealed"

    # Opened again without network: the sign-in is gone with the browser, and nothing can be read.
    with browser(playwright, profile, running) as context:
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


@pytest.mark.slow
def test_forty_kills(playwright: Playwright, profile: Path, running: Demo) -> None:
    """Whatever a screen said was kept, in forty lives of a browser, arrives once."""
    dice, said = random.Random(8), [""]
    for life in range(40):
        with browser(playwright, profile, running) as context:
            page = context.new_page()
            siv_signs_in(page)
            open_session(page, GROUP)
            line = page.locator("form.remark:not([data-person]) input")
            assert life == 0 or line.input_value() == said[-1], "what the life before said was kept"
            page.route("**/entries?*", lambda route: route.abort() if dice.random() < 0.6 else route.continue_())
            line.evaluate("(one) => { one.closest('details').open = true; }")
            for tap in range(dice.randint(1, 5)):
                line.fill(f"Liv {life} trykk {tap}")
                line.blur()
                until_said(page)
                said.append(f"Liv {life} trykk {tap}")
    with browser(playwright, profile, running) as context:
        page = context.new_page()
        siv_signs_in(page)
        open_session(page, GROUP)
        assert drawer(page)["waiting"] == []
        assert page.locator("form.remark:not([data-person]) input").input_value() == said[-1]
    print(f"40 kills, {len(said) - 1} said to be kept, none lost")


def until_said(page: Page) -> None:
    """Until the screen says what became of it: sent, or kept here."""
    wait_for(lambda: page.locator("[data-kept] [data-status]").get_attribute("data-state") in ("saved", "unsent"))
