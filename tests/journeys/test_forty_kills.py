# SPDX-License-Identifier: Apache-2.0
"""Life after life of a browser, each ended with kill -9 while Siv taps and types and something is wrong.

Whatever a screen said was kept is with the service in the end, once.
The seed is printed: `BEDRING_SEED=8` runs it again.
"""

import json
import os
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field

import psycopg
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tests.journeys.between import FAULTS, Between, between
from tests.journeys.builds import Changes, build
from tests.journeys.conftest import sign_in
from tests.journeys.disk import browser, own_disk
from tests.journeys.offline import drawer, in_english, open_session
from tests.running import Demo, wait_for

GROUP, SIV = "Fyrgruppa", "Siv Siljuløv"
TOLD = {"saved", "unsent", "signed_out", "other_account"}
"""States in which the screen says that all is sent, or kept."""
EVENTS = (
    "",
    "",
    "",
    "new token",
    "signed out",
    "another account",
    "reloaded without network",
    "clock on",
    "clock back",
)
CLOCK = """(() => {
  const Real = Date, by = BY * 3600e3;
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [Real.now() + by])); }
    static now() { return Real.now() + by; }
  };
})()"""

TWINS: dict[str, Changes] = {
    "forgets before the answer": {
        "_outbox.js": [
            (
                "    let answer;\n    try {\n      const entries",
                "    let answer;\n    await this.#out(parcel, []);\n    try {\n      const entries",
            )
        ]
    },
    "says kept before it is written": {
        "_outbox.js": [
            (
                'await within(["waiting"], "readwrite", (waiting) => {\n        if (gone)',
                'await ((...how) => { setTimeout(() => within(...how), 1500); seq = Math.random(); })(["waiting"],'
                ' "readwrite",'
                " (waiting) => {\n        if (gone)",
            )
        ]
    },
}
"""Ways of losing a word, each of which the drill must find in every run."""


@dataclass
class Ledger:
    """What was done, and what of it the screen said was kept: by field the words in order, and the taps."""

    done: list[tuple[str, str]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)

    def not_there(self, came: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """What was told to be kept and has not come, nor anything written after it: of a field the newest counts."""
        lost = []
        for key, words in dict(self.told).items():
            after = self.done[self.done.index((key, words)) :]
            if not any(one in came for one in after if one[0] == key):
                lost.append((key, words))
        return lost


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@dataclass
class Drill:
    """One disk, one network that fails at times, and a ledger."""

    playwright: Playwright
    net: Between
    dice: random.Random
    mark: str
    ledger: Ledger = field(default_factory=Ledger)

    def life(self, number: int, context: BrowserContext) -> None:
        """Sign in, write and tap while something is wrong, until the screen has told what became of it."""
        self.net.fault = lambda _method, _path: ""
        event = self.dice.choice(EVENTS)
        self.ledger.happened[event] += 1
        page = context.new_page()
        if event.startswith("clock"):
            context.add_init_script(CLOCK.replace("BY", "13" if event == "clock on" else "-1"))
        sign_in(page, SIV)
        in_english(page)
        open_session(page, GROUP)
        self.net.fault = self._sometimes
        for n in range(self.dice.randint(1, 4)):
            if n == 1:
                self._happen(event, page)
            self._write(page, f"{self.mark} {number} ord {n}")
            told(page)
            self.ledger.told[:] = self.ledger.done
        if self.dice.random() < 0.5:  # killed in the middle of a word: nothing was said of it
            self._write(page, f"{self.mark} {number} halvt")

    def _sometimes(self, method: str, path: str) -> str:
        if method != "POST" or "/entries" not in path or self.dice.random() >= 0.6:
            return ""
        return self.dice.choice(FAULTS)

    def _happen(self, event: str, page: Page) -> None:
        if event in ("new token", "another account"):
            other = page.context.new_page()
            sign_in(other, SIV if event == "new token" else "Ane Askeladd")
            page.bring_to_front()
        elif event == "signed out":
            page.context.clear_cookies(name="sessionid")
        elif event == "reloaded without network":
            page.context.set_offline(True)
            page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            wait_for(lambda: len(drawer(page)["pages"]) >= 2)
            page.reload()
            page.locator("html[data-drawn=offline]").wait_for()

    def _write(self, page: Page, words: str) -> None:
        """Words in the line of one of the people, or of the group."""
        lines = page.locator("form.remark")
        line = lines.nth(self.dice.randrange(lines.count()))
        key = line.get_attribute("data-key") or ""
        line.evaluate(
            """(form, words) => {
              const input = form.querySelector("input");
              input.value = words;
              input.dispatchEvent(new Event("input", { bubbles: true }));
              input.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            words,
        )
        self.ledger.done.append((key, words))


def told(page: Page) -> None:
    """Until the screen says what became of it: sent, or kept here."""
    wait_for(lambda: page.locator("[data-kept] [data-status]").get_attribute("data-state") in TOLD)


def came(running: Demo) -> list[tuple[str, str]]:
    """What is with the service: by field, the words of each entry."""
    with psycopg.connect(running.database) as db:
        asked = "SELECT participant_id, value FROM imr_sessions_entry WHERE kind = 'remark' ORDER BY number"
        rows = db.execute(asked).fetchall()
    return [(f"remark:{about or ''}:", value["words"]) for about, value in rows if value.get("words")]


def killed(
    playwright: Playwright, running: Demo, lives: int, seed: int, twin: Changes | None = None
) -> tuple[Ledger, list[tuple[str, str]], list[tuple[str, str]]]:
    """So many lives: the ledger, what was told to be kept and never came, and what came twice."""
    mark = f"{secrets.token_hex(3)} liv"  # another run may write in the same session
    print(f"seed {seed}")
    with between(running.url) as net, build(twin) if twin else nullcontext() as net.build, own_disk() as disk:
        drill = Drill(playwright, net, random.Random(seed), mark)
        for number in range(lives):
            with browser(playwright, disk, net.url) as context:
                drill.life(number, context)
        net.fault = lambda _method, _path: ""
        with browser(playwright, disk, net.url) as context:
            page = context.new_page()
            sign_in(page, SIV)
            in_english(page)
            open_session(page, GROUP)
            wait_for(lambda: drawer(page)["waiting"] == [])
        there = [one for one in came(running) if one[1].startswith(mark)]
        twice = [one for one, n in Counter(there).items() if n > 1]
        faults = json.dumps(Counter(net.faults), sort_keys=True)
    ledger = drill.ledger
    print(f"{lives} kills, {len(ledger.told)} told to be kept, {faults}, {dict(ledger.happened)}")
    return ledger, ledger.not_there(there), twice


def seed() -> int:
    return int(os.environ.get("BEDRING_SEED") or secrets.randbelow(10**6))


@pytest.mark.slow
def test_nothing_that_was_said_to_be_kept_is_lost(playwright: Playwright, running: Demo) -> None:
    ledger, lost, twice = killed(playwright, running, 40, seed())
    assert len(ledger.told) >= 40
    assert lost == []
    assert twice == []


@pytest.mark.slow
@pytest.mark.parametrize("twin", TWINS)
def test_a_planted_way_of_losing_a_word_is_found(playwright: Playwright, running: Demo, twin: str) -> None:
    _ledger, lost, _twice = killed(playwright, running, 8, seed(), TWINS[twin])
    assert lost, "the drill would not see this"
