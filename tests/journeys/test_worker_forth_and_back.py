# SPDX-License-Identifier: Apache-2.0
"""A release, the next, back to the one before, and the worker switched off, with Siv's words waiting all the while."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.journeys.between import Between, between
from tests.journeys.builds import PRESENT, Build, build
from tests.journeys.conftest import PATIENCE, sign_in
from tests.journeys.offline import choice, drawer, in_english, open_session, pressed, ready, row, says, tap
from tests.running import Demo, wait_for

GROUP = "Fyrgruppa"
STEP = "Rydde i skuffen"
LOOK = "navigator.serviceWorker.getRegistration().then((found) => found?.update()).catch(() => {})"
OF_IT = "navigator.serviceWorker.getRegistration().then((found) => {})"
COMES = OF_IT.format("found?.waiting && !found.installing")
SETTLED = OF_IT.format("!found || !found.installing && !found.waiting && found.active?.state === 'activated'")
KEPT = "caches.keys().then((all) => all.filter((name) => name.startsWith('bedring-')))"


@pytest.fixture
def net(running: Demo) -> Iterator[Between]:
    with between(running.url) as found:
        found.build = PRESENT
        yield found


@pytest.fixture
def releases() -> Iterator[list[Build]]:
    """This build, and two that come after it: another script of the session, so another worker."""
    with ExitStack() as stack:
        later = [build({"session.js": [("const LOOK = 2000", f"const LOOK = {ms}")]}) for ms in (2001, 2002)]
        yield [PRESENT, *(stack.enter_context(one) for one in later)]


@contextmanager
def device(chromium: Browser, net: Between) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 820, "height": 1180}, base_url=net.url)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture
def siv(chromium: Browser, net: Between) -> Iterator[Page]:
    """Her session, with the worker ready and the screen sealed; what she sends from here on is lost on the way."""
    with device(chromium, net) as page:
        sign_in(page, "Siv Siljuløv")
        in_english(page)
        open_session(page, GROUP)
        ready(page)
        net.fault = lambda method, path: "lost on the way" if method == "POST" and "/entries" in path else ""
        yield page


def is_out(net: Between, page: Page, release: Build) -> None:
    """This release is what the service carries, and its worker has taken over, by a page opened in the usual way."""
    net.build = release
    page.reload()
    settled(page)
    assert page.evaluate(f"!!document.querySelector('script[src=\"{release.script('session.js')}\"]')"), "an old page"


def settled(page: Page) -> None:
    """Until the worker that the service carries has taken over, or has ended itself.

    A browser ends a worker that rests, and then the next one comes; one that is watched, as here, it lets run.
    """
    page.evaluate(LOOK)
    workers = page.context.new_cdp_session(page)
    workers.send("ServiceWorker.enable")

    def has_taken_over() -> bool:
        if page.evaluate(COMES):
            workers.send("ServiceWorker.stopAllWorkers")
        return bool(page.evaluate(SETTLED))

    wait_for(has_taken_over)


def still_there(page: Page) -> None:
    """Her tap and her words, laid over the screen."""
    pressed(choice(page, 0))
    expect(row(page, "next_step", 0).get_by_label("What")).to_have_value(STEP)
    assert len(drawer(page)["waiting"]) >= 2


def without_network(page: Page) -> None:
    """The true screen from what is sealed, and on the network again."""
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-drawn", "offline")
    still_there(page)
    page.context.set_offline(False)


@pytest.mark.slow
def test_forth_and_back_and_off_with_words_waiting(siv: Page, net: Between, releases: list[Build]) -> None:
    first, second, _third = releases
    tap(siv, 0)
    row(siv, "next_step", 0).get_by_label("What").fill(STEP)
    says(siv, "kept safely on this device")
    for release in (second, first):
        is_out(net, siv, release)
        still_there(siv)
        ready(siv)
        without_network(siv)

    # Switched off: it has emptied and ended itself, and what waits was not its own.
    net.off = True
    siv.reload()
    wait_for(lambda: siv.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)"))
    wait_for(lambda: siv.evaluate("caches.keys()") == [])
    still_there(siv)
    net.fault = lambda _method, _path: ""
    siv.reload()
    says(siv, "All saved")
    wait_for(lambda: drawer(siv)["waiting"] == [])
    siv.reload()
    pressed(choice(siv, 0))
    expect(row(siv, "next_step", 0).get_by_label("What")).to_have_value(STEP)

    # Switched on again.
    net.off = False
    siv.reload()
    settled(siv)
    wait_for(lambda: siv.evaluate(KEPT) != [])


def test_two_releases_in_an_evening_leave_no_screen_behind(siv: Page, net: Between, releases: list[Build]) -> None:
    """Her tab stays open while another one brings two releases: her screen was sealed by a build that is gone."""
    other = siv.context.new_page()
    for release in releases[1:]:
        net.build = release
        other.goto("/help/")
        settled(other)
    tap(siv, 1, "Sent word")
    says(siv, "kept safely on this device")
    siv.context.new_cdp_session(siv).send("Network.clearBrowserCache")  # no browser keeps it for ever
    siv.context.set_offline(True)
    siv.reload()
    expect(siv.locator("html")).to_have_attribute("data-drawn", "offline")
    pressed(choice(siv, 1, "Sent word"))
    tap(siv, 2, "Not here")
    says(siv, "Not sent yet")
    siv.context.set_offline(False)
    net.fault = lambda _method, _path: ""
    siv.reload()
    says(siv, "All saved")
    pressed(choice(siv, 2, "Not here"))


@pytest.mark.slow
@pytest.mark.parametrize("switched", ["to the next release", "off"])
def test_a_leaving_that_is_owed_is_paid_by_whatever_worker_comes(
    siv: Page, net: Between, releases: list[Build], switched: str
) -> None:
    """She left without network. When it is back it is bad, and the worker changes before the service has heard."""
    url = siv.url
    siv.context.set_offline(True)
    siv.get_by_role("button", name="Sign out").click()
    siv.wait_for_url("**/parts/left")
    net.fault = lambda _method, path: "503" if path == "/parts/leave" else ""
    net.off, net.build = switched == "off", releases[1]
    siv.context.set_offline(False)
    siv.goto("/help/")
    settled(siv)
    other = siv.context.new_page()
    with suppress(Error):  # the worker that ends itself has no page of its own to show
        other.goto(url)
    assert other.locator("#session").count() == 0, "nobody reads on where she has left"
    net.fault = lambda _method, _path: ""
    siv.goto(url)
    siv.wait_for_url("**/account/login/**")
    if switched == "off":
        wait_for(lambda: siv.evaluate("caches.keys()") == [])
