# SPDX-License-Identifier: Apache-2.0
"""Reading aloud, in Chromium with a voice of our making: sentence by sentence, on the device alone."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.built import built

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here; an administrator runs: apt-get install chromium"
)
HOST = "http://reading.test/"
VOICES = """
window.spoken = []; window.turn = null;
const voices = [{lang: "nb-NO", localService: LOCAL, name: "A"}, {lang: "en-GB", localService: true, name: "B"}];
class Fake extends EventTarget {
  getVoices() { return voices; }
  speak(words) { window.spoken.push([words.text, words.lang]); window.turn = words; }
  cancel() { window.turn = null; }
}
Object.defineProperty(window, "speechSynthesis", {value: new Fake()});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
TEXT = """<!doctype html><html lang="nb"><script type="module" src="/page.js"></script><main data-read-aloud>
<h1>Steg</h1>
<button data-read-button data-read="Les" data-stop="Stopp" hidden><span data-label>Les</span></button>
<ul><li><p>Ett steg. Så ett til!</p></li></ul><p>Med <strong>vekt</strong>. Og mer.</p><p lang="en">In English.</p>
<details><summary>Mer</summary><p>Lukket.</p></details></main></html>"""
SENTENCES = [["Steg", "nb-NO"], ["Ett steg.", "nb-NO"], ["Så ett til!", "nb-NO"], ["Med vekt. Og mer.", "nb-NO"]]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def opened(chromium: Browser, *, local: str = "true", text: str = TEXT) -> Page:
    """A page with `text`, on a device whose Norwegian voice is (or is not) its own."""
    page = chromium.new_page()
    page.add_init_script(VOICES.replace("LOCAL", local))
    page.route("**/*", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    script = built("page.js").read_text()
    page.route("**/page.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.goto(HOST)
    return page


def ends(page: Page) -> None:
    page.evaluate("window.turn.onend()")


def test_it_reads_each_sentence_once_in_its_language_and_shows_where_it_is(chromium: Browser) -> None:
    page = opened(chromium)
    page.get_by_role("button", name="Les").click()
    expect(page.get_by_role("button", name="Stopp")).to_be_visible()
    for text, _language in SENTENCES:
        assert page.locator(".reading-now").inner_text().strip() == text
        ends(page)
    ends(page)
    assert page.evaluate("window.spoken") == [*SENTENCES, ["In English.", "en-GB"]]
    expect(page.get_by_role("button", name="Les")).to_be_visible()
    assert page.locator(".reading-now").count() == 0
    assert page.locator("main").inner_text().count("Så ett til!") == 1


def test_stopping_stops_and_a_late_end_changes_nothing(chromium: Browser) -> None:
    page = opened(chromium)
    page.get_by_role("button", name="Les").click()
    page.evaluate("window.late = window.turn")
    page.get_by_role("button", name="Stopp").click()
    page.evaluate("window.late.onend()")
    assert page.evaluate("window.spoken.length") == 1
    assert page.locator(".reading-now").count() == 0
    page.get_by_role("button", name="Les").click()
    page.evaluate("window.late.onend()")
    assert page.evaluate("window.spoken.length") == 2


def test_only_what_is_marked_is_read_where_something_is_marked(chromium: Browser) -> None:
    page = opened(chromium, text=TEXT.replace("<h1>", "<h1 data-sentence>"))
    page.get_by_role("button", name="Les").click()
    ends(page)
    assert page.evaluate("window.spoken") == [["Steg", "nb-NO"]]


def test_there_is_no_button_where_the_words_would_leave_the_device(chromium: Browser) -> None:
    page = opened(chromium, local="false")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-read-button]")).to_be_hidden()
    expect(opened(chromium).locator("[data-read-button]")).to_be_visible()
