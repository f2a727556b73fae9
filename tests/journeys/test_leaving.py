# SPDX-License-Identifier: Apache-2.0
"""Each way in which somebody leaves a shared device: what could be read is gone, what waits stays, sealed.

The whole disk is searched afterwards for all that was shown and typed, and a copy of it is opened in another browser.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

from tests.journeys.between import Between, between
from tests.journeys.builds import build
from tests.journeys.conftest import sign_in
from tests.journeys.disk import browser, copied, held_by, own_disk
from tests.journeys.offline import choice, drawer, in_english, open_session, pressed, ready, row, says, tap
from tests.running import Demo, wait_for

GROUP, SIV, ANE = "Fyrgruppa", "Siv Siljuløv", "Ane Askeladd"
CODE, PIN = "KQZX-7WVJ-PMRT", "480517"
RESTORE = "--restore-last-session"
EVENING = """new Promise((done) => {
  const asked = indexedDB.open("bedring", 1);
  asked.onsuccess = () => {
    const one = asked.result.transaction("keys").objectStore("keys").get("evening");
    one.onsuccess = () => { asked.result.close(); done(one.result?.owner ?? ""); };
  };
})"""
OPEN = {
    "_vault.js": [
        ("pages.put({ owner, at: Date.now(), ...sealed }", "pages.put({ owner, at: 1, page, ...sealed }"),
        ("  pages.clear();\n", ""),
    ],
    "_outbox.js": [("...sealed };", "...sealed, note: item.body };")],
}
"""A twin: what is sealed lies beside it in the open, and leaving takes no page away."""


MUCH = """new Promise((done) => {
  const asked = indexedDB.open("much", 1);
  asked.onupgradeneeded = () => {
    const of = asked.result.createObjectStore("it");
    for (let n = 0; n < 200; n++) of.put(crypto.getRandomValues(new Uint8Array(40000)), n);
  };
  asked.onsuccess = () => { asked.result.close(); done(); };
})"""
"""So much that the browser moves what stood in its log into a table."""


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture
def net(running: Demo) -> Iterator[Between]:
    with between(running.url) as found:
        yield found


@dataclass(frozen=True)
class Work:
    """What somebody is at: who, on which page, all that must not be found afterwards, and whether it has come."""

    who: str
    page: Page
    url: str
    words: list[str]
    came: Callable[[Page], None]


def unsent(net: Between) -> None:
    net.fault = lambda method, path: (
        "lost on the way" if method == "POST" and path.endswith(("/answers", "/entries")) else ""
    )


def enter(context: BrowserContext, who: str) -> Page:
    """Signed in, after a try with a code on paper that is none."""
    page = context.new_page()
    page.goto("/account/code/")
    for field, words in zip(page.locator("main form input:not([type=hidden])").all(), (CODE, PIN), strict=True):
        field.fill(words)
    page.locator("main form button").first.click()
    sign_in(page, who)
    in_english(page)
    return page


def siv_in_her_session(context: BrowserContext, net: Between) -> Work:
    page, step = enter(context, SIV), f"Kanarifugl{uuid4().hex[:8]}"
    url = open_session(page, GROUP)
    ready(page)
    unsent(net)
    tap(page, 0)
    row(page, "next_step", 0).get_by_label("What").fill(step)
    says(page, "kept safely on this device")
    name = max(page.locator("#welcome .person-name").all_inner_texts(), key=len)  # a short one stands anywhere
    goal = max(page.locator("#goals .goal-words").all_text_contents(), key=len).strip()
    assert len(name) > 4
    assert len(goal) > 10

    def came(page: Page) -> None:
        open_session(page, GROUP)
        pressed(choice(page, 0))
        assert row(page, "next_step", 0).get_by_label("What").input_value() == step

    return Work(SIV, page, url, [step, name, goal, CODE, PIN], came)


def ane_at_her_worksheet(context: BrowserContext, net: Between) -> Work:
    page, line = enter(context, ANE), f"Kanarifugl{uuid4().hex[:8]}"
    page.goto("/worksheets/coping-with-stress/stress-plan/")
    page.get_by_role("button", name="Fill it in").click()
    field = "What I do to keep the load small"
    page.get_by_label(field).wait_for()
    url = page.url
    unsent(net)
    page.get_by_label(field).fill(line)
    says(page, "kept safely on this device")

    def came(page: Page) -> None:
        page.goto(url)
        expect(page.get_by_label(field)).to_have_value(line)

    return Work(ANE, page, url, [line, ANE, CODE, PIN], came)


def sign_out(page: Page, _running: Demo, _net: Between) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: url.endswith(("/parts/left", "/account/login/")))


def leave_at_once(page: Page, _running: Demo, _net: Between) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/parts/left")


def sign_out_without_network(page: Page, running: Demo, net: Between) -> None:
    page.context.set_offline(True)
    sign_out(page, running, net)


def leave_at_once_without_network(page: Page, running: Demo, net: Between) -> None:
    page.context.set_offline(True)
    leave_at_once(page, running, net)


def ended(running: Demo) -> None:
    """By herself from another device, by an hour in which nobody did anything, or by twelve hours: all one here."""
    with psycopg.connect(running.database, autocommit=True) as db:
        hers = "SELECT id FROM people_account WHERE name = %s"
        assert db.execute(f"DELETE FROM people_signin WHERE account_id IN ({hers})", [SIV]).rowcount > 0


def ended_elsewhere(page: Page, running: Demo, net: Between) -> None:
    ended(running)
    net.fault = lambda _method, _path: ""
    says(page, "You are signed out")


def another_signs_in(page: Page, _running: Demo, _net: Between) -> None:
    sign_in(page.context.new_page(), ANE)


WAYS = [
    (siv_in_her_session, sign_out),
    (siv_in_her_session, sign_out_without_network),
    (siv_in_her_session, ended_elsewhere),
    (siv_in_her_session, another_signs_in),
    (ane_at_her_worksheet, leave_at_once),
    (ane_at_her_worksheet, leave_at_once_without_network),
]


@pytest.mark.slow
@pytest.mark.parametrize(("at_work", "way"), WAYS, ids=lambda one: one.__name__)
def test_what_can_be_read_goes_and_what_waits_stays(
    playwright: Playwright,
    net: Between,
    running: Demo,
    at_work: Callable[[BrowserContext, Between], Work],
    way: Callable[[Page, Demo, Between], None],
) -> None:
    with own_disk() as disk:
        with browser(playwright, disk, net.url) as context:
            work = at_work(context, net)
            owner = work.page.locator("body").get_attribute("data-owner")
            assert owner
            way(work.page, running, net)
            other = context.new_page()
            other.goto("/help/")
            nothing_is_open(other, owner)
            assert len(drawer(other)["waiting"]) >= 1
            nothing_to_read(context, work)
        assert held_by(disk, *work.words) == {}

        # Whoever takes the disk away, and tells the browser to go on where it was, reads nothing either.
        with own_disk() as folder, browser(playwright, copied(disk, folder / "copy"), net.url, RESTORE) as context:
            nothing_to_read(context, work)
            net.fault = lambda _method, _path: ""
            page = context.new_page()
            sign_in(page, work.who)
            in_english(page)
            wait_for(lambda: drawer(page)["waiting"] == [])
            work.came(page)


@pytest.mark.parametrize("comes", ["nobody", "another"])
def test_whoever_comes_next_finds_nothing_to_open(
    playwright: Playwright, net: Between, running: Demo, comes: str
) -> None:
    """Nothing waits, and no page of hers is open any more: the device is tidied all the same."""
    with own_disk() as disk, browser(playwright, disk, net.url) as context:
        page = context.new_page()
        sign_in(page, SIV)
        in_english(page)
        url = open_session(page, GROUP)
        ready(page)
        owner = page.locator("body").get_attribute("data-owner")
        assert owner
        page.goto("/help/")
        assert len(drawer(page)["pages"]) >= 2
        if comes == "nobody":
            ended(running)
            page.goto("/tonight/")
            page.wait_for_url("**/account/login/**")
        else:
            sign_in(page, ANE)
        nothing_is_open(page, owner)
        nothing_to_read(context, Work(SIV, page, url, ["All saved"], lambda _page: None))


def nothing_is_open(page: Page, owner: str) -> None:
    """On the device nothing can be opened of hers: no page, and neither half of what opens what waits."""
    wait_for(lambda: drawer(page)["pages"] == [] and page.evaluate(EVENING) != owner, 15)
    if not page.evaluate(EVENING):
        assert set(drawer(page)["keys"]) <= {"device", "lease"}
        assert "bedring_here" not in page.evaluate("document.cookie")


def nothing_to_read(context: BrowserContext, work: Work) -> None:
    """At the address of what was left, without network."""
    page = context.new_page()
    context.set_offline(True)
    page.goto(work.url)
    expect(
        page.get_by_role("heading", name="No network").or_(page.get_by_role("heading", name="Uten nett"))
    ).to_be_visible()
    assert [word for word in work.words if word in page.content()] == []
    page.close()
    context.set_offline(False)


@pytest.mark.slow
def test_the_search_finds_what_a_twin_leaves(playwright: Playwright, net: Between, running: Demo) -> None:
    """A twin that keeps the screen in the open: found after leaving, in the log and, packed, in a table."""
    with build(OPEN) as net.build, own_disk() as disk:
        with browser(playwright, disk, net.url) as context:
            work = siv_in_her_session(context, net)
            sign_out(work.page, running, net)
        words = work.words[:3]
        assert set(held_by(disk, *words)) == set(words)
        with browser(playwright, disk, net.url) as context:
            page = context.new_page()
            page.goto("/help/")
            page.evaluate(MUCH)
            wait_for(lambda: any(path.endswith(".ldb") for path in held_by(disk, words[0])[words[0]]))
