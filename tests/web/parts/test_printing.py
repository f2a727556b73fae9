# SPDX-License-Identifier: Apache-2.0
"""Somebody who prints a lot gets paper, and does not keep anybody else waiting."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.urls import reverse

from bedring.kit import clock, paper
from bedring.kit.refusals import NotYet
from bedring.web.parts import printing
from bedring.web.parts.printing import AT_ONCE, MOST_OWN, MOST_THE_SAME, Printer
from tests.signed_in import browser
from tests.world import MODULE, TOPIC, World

WORKBOOK = reverse("workbook_paper")
HANDOUT = reverse("handout_paper", args=[MODULE, TOPIC])


@pytest.fixture(autouse=True)
def just_begun() -> Iterator[None]:
    printing.printer.forget()
    yield
    printing.printer.forget()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which papers were set; setting takes no time here."""
    names: list[str] = []

    def pdf(template, data, *, root=None):  # type: ignore[no-untyped-def]
        names.append(template.name)
        return b"%PDF " + str(len(names)).encode()

    monkeypatch.setattr(paper, "pdf", pdf)
    return names


def test_thirty_workbooks_in_a_minute_are_set_once(world: World, made: list[str]) -> None:
    client = browser(world.ane.account)
    answers = [client.get(WORKBOOK) for _press in range(30)]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.content for answer in answers} == {b"%PDF 1"}
    assert made == ["programme.typ"]


def test_somebody_else_gets_the_same_paper(world: World, made: list[str]) -> None:
    for account in (world.ane.account, world.birger, world.dag):
        assert browser(account).get(WORKBOOK).content == b"%PDF 1"


def test_what_differs_is_another_paper(world: World, made: list[str]) -> None:
    world_of = [HANDOUT, f"{HANDOUT}?size=large", WORKBOOK, f"{WORKBOOK}?edition=international"]
    for address in world_of:
        for language in ("en", "nb"):
            browser(world.ane.account, language=language).get(address)
    assert len(made) == 2 * len(world_of)


def test_changed_content_is_not_met_by_an_old_paper(
    world: World, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(world.ane.account)
    client.get(HANDOUT)
    monkeypatch.setattr("bedring.web.programme.paper.page_data", lambda page: {"title": "Another wording"})
    client.get(HANDOUT)
    assert len(made) == 2


def test_what_is_somebodys_own_is_never_kept(world: World, made: list[str]) -> None:
    client = browser(world.ane.account)
    client.get(reverse("mine_paper"))
    client.get(reverse("mine_paper"))
    assert len(made) == 2


@pytest.mark.parametrize(("language", "said"), [("en", "many papers in a short time"), ("nb", "mange papirer på kort")])
def test_many_new_papers_wait_a_minute_in_words(world: World, made: list[str], language: str, said: str) -> None:
    client, other = browser(world.birger, language=language), browser(world.ane.account)
    with clock.stopped_at(clock.now()):
        addresses = [f"{reverse('pack_paper', args=[MODULE, TOPIC])}?people={n}" for n in range(1, MOST_THE_SAME + 2)]
        *first, last = [client.get(address) for address in addresses]
        assert {answer.status_code for answer in first} == {200}
        assert last.status_code == 429
        assert 1 <= int(last["Retry-After"]) <= 61
        page = last.content.decode()
        assert said in page
        assert f'href="{addresses[-1]}"' in page
        assert client.get(addresses[0]).status_code == 200, "what is kept costs nothing"
        assert other.get(HANDOUT).status_code == 200, "nobody waits for somebody else's"
    with clock.stopped_at(clock.now() + timedelta(seconds=61)):
        assert client.get(addresses[-1]).status_code == 200


def test_own_papers_have_a_count_of_their_own() -> None:
    printer, me = Printer(), uuid4()
    with clock.stopped_at(clock.now()):
        for n in range(MOST_OWN):
            printer.paper(f"own {n}", lambda: b"1", by=me, same_for_all=False)
        with pytest.raises(NotYet):
            printer.paper("one more", lambda: b"1", by=me, same_for_all=False)
        assert printer.paper("a handout", lambda: b"2", by=me, same_for_all=True) == b"2"


def test_a_paper_that_could_not_be_set_gives_its_turn_back() -> None:
    printer, me = Printer(), uuid4()

    def wrong() -> bytes:
        raise ValueError

    for _n in range(AT_ONCE + 1):
        with pytest.raises(ValueError):
            printer.paper("a", wrong, by=me, same_for_all=True)
    assert printer.paper("a", lambda: b"right", by=me, same_for_all=True) == b"right"


def test_room_is_bounded_and_the_least_asked_for_goes_first() -> None:
    printer, me = Printer(room=10), uuid4()
    made: list[str] = []

    def ask(name: str) -> None:
        printer.paper(name, lambda: made.append(name) or b"1234", by=me, same_for_all=True)  # type: ignore[func-returns-value]

    for name in ("a", "b", "a", "c", "a", "b"):
        ask(name)
    assert made == ["a", "b", "c", "b"]


class Slow:
    """Somebody's paper that is being set until it is let go."""

    def __init__(self, printer: Printer, name: str) -> None:
        self.begun, self.go, self.by = Event(), Event(), uuid4()
        self.thread = Thread(target=lambda: printer.paper(name, self.make, by=self.by, same_for_all=True))
        self.thread.start()
        assert self.begun.wait(5)

    def make(self) -> bytes:
        self.begun.set()
        self.go.wait(5)
        return b"slow"

    def done(self) -> None:
        self.go.set()
        self.thread.join(5)


def test_one_at_a_time_for_each_and_few_for_all() -> None:
    printer = Printer(patience=0.01)
    first = Slow(printer, "a")
    with pytest.raises(NotYet, match="not_yet"):
        printer.paper("b", lambda: b"b", by=first.by, same_for_all=True)
    others = [Slow(printer, f"other {n}") for n in range(AT_ONCE - 1)]
    with pytest.raises(NotYet):
        printer.paper("b", lambda: b"b", by=uuid4(), same_for_all=True)
    for slow in (first, *others):
        slow.done()
    assert printer.paper("b", lambda: b"b", by=first.by, same_for_all=True) == b"b"


def test_who_asks_for_what_is_being_made_gets_that_one() -> None:
    printer = Printer(patience=5)
    first, got = Slow(printer, "a"), []
    second = Thread(target=lambda: got.append(printer.paper("a", lambda: b"anew", by=uuid4(), same_for_all=True)))
    second.start()
    first.done()
    second.join(5)
    assert got == [b"slow"]
