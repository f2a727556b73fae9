# SPDX-License-Identifier: Apache-2.0
"""Siv's evening on a bad network: nothing tapped or typed is lost, and nothing readable stays."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit, accessible, sign_in
from tests.journeys.offline import choice, drawer, in_english, open_session, pressed, ready, row, says, tap
from tests.running import wait_for

GROUP = "Fyrgruppa"
MISSING = """
delete Navigator.prototype.locks; delete window.BroadcastChannel; delete AbortSignal.timeout; delete window.cookieStore;
delete Crypto.prototype.randomUUID;
"""


@pytest.fixture
def siv(visit: Visit) -> Iterator[Page]:
    page = visit("Siv Siljuløv", width=820, height=1180, expect_missing=True)
    open_session(page, GROUP)
    yield page
    page.context.set_offline(False)


def typed(page: Page, n: int = 0) -> str:
    return row(page, "next_step", n).get_by_label("What").input_value()


def test_a_reload_without_network_draws_the_true_screen(siv: Page) -> None:
    ready(siv)
    online = siv.locator("#session").inner_text()
    siv.context.set_offline(True)
    tap(siv, 0)
    row(siv, "next_step", 0).get_by_label("What").fill("Gå en tur til vannet")
    says(siv, "kept safely on this device")
    wait_for(lambda: len(drawer(siv)["waiting"]) >= 2)  # the tap and the words
    siv.reload()
    expect(siv.locator("html")).to_have_attribute("data-drawn", "offline")
    pressed(choice(siv, 0))
    assert typed(siv) == "Gå en tur til vannet"
    says(siv, "Not sent yet")
    assert siv.locator("#welcome h2").inner_text() in online
    assert siv.locator("#welcome [data-row]").count() > 3
    accessible(siv)

    # In another tab the same; the first is closed with all that waits.
    other = siv.context.new_page()
    other.goto(siv.url)
    siv.close()
    pressed(choice(other, 0))
    tap(other, 1, "Sent word")

    # When the network is back, it is all sent, from whatever page of hers is open.
    other.context.set_offline(False)
    other.goto("/tonight/")
    wait_for(lambda: drawer(other)["waiting"] == [])
    open_session(other, GROUP)
    pressed(choice(other, 0))
    pressed(choice(other, 1, "Sent word"))
    assert typed(other) == "Gå en tur til vannet"
    assert drawer(other)["waiting"] == []
    choice(other, 0).click()  # a second tap takes it back: not asked
    says(other, "All saved")
    other.reload()
    pressed(choice(other, 0), yes=False)
    says(other, "All saved")


def test_half_an_hour_of_taps_arrives_and_one_bad_entry_is_set_aside(siv: Page) -> None:
    ready(siv)
    siv.context.set_offline(True)
    siv.evaluate("""() => {
      const buttons = [...document.querySelectorAll("#welcome button[data-kind=presence]")];
      for (let i = 0; i < 320; i++) buttons[(i * 7) % buttons.length].click();
      const line = document.querySelector("form.remark[data-person] input");
      line.form.dataset.kind = "weather"; // as a script of another build may call it
      line.value = "halv sol";
      line.dispatchEvent(new Event("input", { bubbles: true }));
      line.dispatchEvent(new Event("change", { bubbles: true }));
    }""")
    tap(siv, 2)
    says(siv, "kept safely on this device")
    assert len(drawer(siv)["waiting"]) > 300
    siv.context.set_offline(False)
    says(siv, "Not taken in: 1")
    assert len(drawer(siv)["waiting"]) == 1
    aside = siv.locator("[data-aside]")
    aside.locator("summary").click()
    expect(aside).to_contain_text("halv sol")
    expect(aside).to_contain_text("This could not be understood.")
    accessible(siv)
    aside.get_by_role("button", name="Throw away").click()
    says(siv, "All saved")
    assert drawer(siv)["waiting"] == []


def test_a_new_token_another_account_and_signed_out(siv: Page) -> None:
    other = siv.context.new_page()

    def become(who: str) -> None:
        sign_in(other, who)
        in_english(other)

    # Signed in once more in another tab: the token here is old, and she notices nothing.
    become("Siv Siljuløv")
    tap(siv, 3)
    says(siv, "All saved")

    # Somebody else signs in: nothing goes out under their name.
    become("Ane Askeladd")
    tap(siv, 2, "Not here")
    says(siv, "Somebody else is signed in.")
    expect(siv.locator("[data-kept]").get_by_role("link", name=re.compile("Sign in"))).to_be_visible()
    assert len(drawer(siv)["waiting"]) in (1, 2)

    # Nobody is signed in: what waits stays sealed, and the sign-in page says so to everybody, without a name.
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("dialog")).to_contain_text("It stays sealed on this device")
    other.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/account/login/**")
    expect(other.get_by_text("Something written on this device is not sent yet.")).to_be_visible()
    assert drawer(other)["pages"] == []
    assert set(drawer(other)["keys"]) <= {"device", "lease"}
    tap(siv, 1, "Sent word")
    says(siv, "You are signed out")

    # She signs in again, in the other tab: this one goes on by itself.
    become("Siv Siljuløv")
    siv.bring_to_front()
    siv.evaluate("dispatchEvent(new Event('focus'))")
    says(siv, "All saved")
    siv.reload()
    pressed(choice(siv, 2, "Not here"))
    pressed(choice(siv, 1, "Sent word"))


def test_an_old_browser_keeps_and_sends_too(siv: Page) -> None:
    siv.add_init_script(MISSING)
    siv.reload()
    says(siv, "All saved")
    assert siv.evaluate("[!!navigator.locks, 'BroadcastChannel' in window, !!crypto.randomUUID]") == [False] * 3
    siv.context.set_offline(True)
    tap(siv, 1, "Not here")
    says(siv, "kept safely on this device")
    siv.reload()
    pressed(choice(siv, 1, "Not here"))
    siv.context.set_offline(False)
    siv.reload()
    says(siv, "All saved")
    pressed(choice(siv, 1, "Not here"))


def test_no_drawer_at_all_and_it_says_so(siv: Page) -> None:
    siv.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    siv.reload()
    says(siv, "All saved")
    siv.route("**/entries*", lambda route: route.abort())
    tap(siv, 2, "Sent word")
    says(siv, "It cannot be kept here: leave this page open.")
    pressed(choice(siv, 2, "Sent word"))
    siv.unroute("**/entries*")
    says(siv, "All saved")


def test_help_and_leaving_without_network(visit: Visit) -> None:
    page = visit("Ane Askeladd", width=390, expect_missing=True)
    page.goto("/mine/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_for(lambda: page.evaluate("caches.match('/help/', { ignoreVary: true }).then(Boolean)"))
    kept = page.evaluate(
        "caches.keys().then((all) => Promise.all(all.map((n) => caches.open(n).then((c) => c.keys()))))"
        ".then((all) => all.flat().map((one) => new URL(one.url).pathname))"
    )
    pages = {path for path in kept if not path.startswith("/static/")}
    assert pages <= {"/help/", "/parts/left", "/parts/shell", "/-language"}, "no page about anybody"
    page.context.set_offline(True)
    page.goto("/help/")
    expect(page.get_by_role("link", name="116 117")).to_be_visible()
    accessible(page)
    page.goto("/worksheets/")
    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    accessible(page)

    # Leaving: blank from the tap, an ordinary page, and owed to the service until the network is back.
    page.goto("/help/")
    page.context.set_offline(False)
    page.goto("/mine/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("**/parts/left")
    assert "Bedring" not in page.content()
    page.goto("/help/")
    expect(page.get_by_role("link", name="116 117")).to_be_visible()
    page.context.set_offline(False)
    page.goto("/mine/")
    page.wait_for_url("**/account/login/**")


def test_the_other_leader_changes_the_page_and_i_go_on_reading(siv: Page, visit: Visit) -> None:
    birger = visit("Birger Bjørkeblad", width=820, height=1180)
    birger.goto(siv.url)
    says(birger, "All saved")
    birger.locator("#agenda summary").click()
    topics = birger.locator("#agenda [data-kind=topic][aria-pressed=false]")

    # He chooses a topic: her screen shows it, without a reload.
    siv.evaluate("window.sameDocument = true")
    first = topics.first.inner_text()
    topics.first.click()
    expect(birger.locator("#agenda > p").first).to_contain_text(first)
    expect(siv.locator("#agenda > p").first).to_contain_text(first)
    assert siv.evaluate("window.sameDocument")

    # She reads the handout when he chooses another: hers stays, and she is told.
    siv.locator("#teach summary").get_by_text("Handout").first.click()
    read = siv.locator("#teach .reading").first.inner_text()
    second = topics.nth(1).inner_text()
    topics.nth(1).click()
    expect(siv.locator("[data-messages]")).to_contain_text("What you are reading has changed")
    assert siv.locator("#teach .reading").first.inner_text() == read
    siv.get_by_role("button", name="Show it").click()
    expect(siv.locator("#teach")).to_contain_text(second)
    assert siv.evaluate("window.sameDocument")

    # What is being typed is not called saved.
    siv.route("**/entries*", lambda route: route.abort())
    form = siv.locator("#next_step .step-form:visible").first
    form.get_by_label("What").press_sequentially("Ba", delay=10)
    expect(siv.locator("[data-kept] [data-status]")).not_to_have_text("All saved")
    expect(form).to_contain_text("Not sent yet")
    siv.unroute("**/entries*")
    says(siv, "All saved")


def test_before_the_start_nothing_is_called_saved(visit: Visit) -> None:
    page = visit("Cathrine Kornblomst", width=820, height=1180)
    page.goto("/groups/")
    page.goto("/tonight/")
    href = page.locator("form[action$='/start']").first.get_attribute("action")
    assert href
    page.goto(href.removesuffix("start"))
    says(page, "The session has not been started. Nothing is saved before it is.")
    choice(page, 0).click()
    pressed(choice(page, 0), yes=False)
    messages = page.locator("[data-messages]")
    expect(messages).to_contain_text("The session has not been started.")
    messages.evaluate("(one) => one.replaceChildren()")
    row(page, "next_step", 0).get_by_label("What").fill("Ringe")
    expect(messages).to_contain_text("The session has not been started.")  # said again: by now it would be kept
    assert "All saved" not in page.locator("[data-kept] [data-status]").inner_text()
    assert drawer(page)["waiting"] == []
