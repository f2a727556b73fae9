# SPDX-License-Identifier: Apache-2.0
"""What the journeys without network share: the session of a group, a leader's row of people, what the device holds."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.running import wait_for

WAITING = """new Promise((done) => {
  const asked = indexedDB.open("bedring", 1);
  asked.onsuccess = () => {
    const all = ["waiting", "pages", "keys"].map((name) => new Promise((found) => {
      const keys = asked.result.transaction(name).objectStore(name).getAllKeys();
      keys.onsuccess = () => found([name, keys.result]);
    }));
    Promise.all(all).then((found) => { asked.result.close(); done(Object.fromEntries(found)); });
  };
})"""


def drawer(page: Page) -> dict[str, list[Any]]:
    """The keys in each part of the device's drawer."""
    found: dict[str, list[Any]] = page.evaluate(WAITING)
    return found


def open_session(page: Page, group: str) -> str:
    """Start the group's session, or go on with it. Returns its address."""
    page.goto("/tonight/")
    card = page.locator("article").filter(has=page.get_by_role("heading", name=group))
    if card.get_by_role("link", name="Go on with the session").count():
        card.get_by_role("link", name="Go on with the session").click()
    else:
        for more in card.get_by_text("Start it on another day than planned").all():
            more.click()
        card.get_by_role("button", name="Start session").click()
    says(page, "All saved")
    return page.url


def says(page: Page, words: str) -> None:
    """Until the screen says how it stands in these words."""
    expect(page.locator("[data-kept] [data-status]")).to_contain_text(words)


def ready(page: Page) -> None:
    """Until the worker has what it keeps, and the screen lies sealed."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_for(lambda: len(drawer(page)["pages"]) >= 2)


def in_english(page: Page) -> None:
    """Signing in chooses the language of the account; here all is read in English."""
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url[: page.url.index("/", 8)]}])
    page.reload()


def row(page: Page, part: str, n: int) -> Locator:
    """The n-th person's row in a part of the session."""
    return page.locator(f"#{part} [data-row]").nth(n)


def choice(page: Page, n: int, name: str = "Here", part: str = "welcome") -> Locator:
    return row(page, part, n).get_by_role("button", name=re.compile(f"^{name}$"))


def tap(page: Page, n: int, name: str = "Here") -> None:
    """A tap after which it is pressed, also where another journey has pressed it before: a second tap takes it back."""
    button = choice(page, n, name)
    if button.get_attribute("aria-pressed") == "true":
        button.click()
        pressed(button, yes=False)
    button.click()
    pressed(button)


def pressed(button: Locator, yes: bool = True) -> None:
    expect(button).to_have_attribute("aria-pressed", "true" if yes else "false")
