# SPDX-License-Identifier: Apache-2.0
"""What was written before: all of it, newest first, field by field, with who and when; the person's alone."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from bedring.kit import clock
from bedring.people.models import Account
from bedring.workbook.commands import Written, begin_sheet, save_answers
from bedring.workbook.rules import Filled
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.world import MODULE, World


def begun(world: World, account: Account | None, filled: Filled = Filled.TOGETHER) -> UUID:
    by = as_(account)
    return begin_sheet(by=by, participant=world.ane, module=MODULE, worksheet="life-areas", filled=filled).id


def write(account: Account | None, sheet: UUID, field: str, words: str | None, **more: object) -> int:
    (saved,) = save_answers(
        by=as_(account),
        sheet_id=sheet,
        written=[Written(uuid4(), field, words, 0, **more)],  # type: ignore[arg-type]
    )
    return saved.number


def story(world: World, sheet: UUID) -> str:
    return reads(world.ane.account, reverse("sheet_history", args=[sheet]))


def in_order(text: str, *words: str) -> bool:
    places = [text.index(one) for one in words]
    return places == sorted(places)


def test_newest_first_with_who_wrote_it_and_when(world: World) -> None:
    sheet = begun(world, world.birger)
    for days, account, words in ((0, world.birger, "One"), (2, world.ane.account, "Two"), (5, world.gro, "Three")):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            write(account, sheet, "keep", words)
    page = story(world, sheet)
    assert in_order(page, "Three", world.gro.name, "Two", "Ane", "One", world.birger.name)
    for days in (0, 2, 5):
        assert (clock.now() + timedelta(days=days)).astimezone().strftime("%-d %B %Y") in page


def test_what_was_taken_out_is_told_as_left_empty(world: World) -> None:
    sheet = begun(world, world.ane.account, Filled.ALONE)
    write(world.ane.account, sheet, "keep", "The cat")
    write(world.ane.account, sheet, "keep", None)
    assert in_order(story(world, sheet), "left empty", "The cat")
    assert "The cat" not in reads(world.ane.account, reverse("sheet", args=[sheet]))


def test_each_field_by_its_name_in_the_order_of_the_sheet_and_no_other(world: World) -> None:
    sheet = begun(world, world.ane.account, Filled.ALONE)
    write(world.ane.account, sheet, "keep", "The cat")
    write(world.ane.account, sheet, "money", "so-so")
    page = browser(world.ane.account).get(reverse("sheet_history", args=[sheet])).content.decode()
    assert page.count('class="ds-card mine-section"') == 2
    assert "so-so" not in page, "a choice is told in its words"


def test_a_sheet_nobody_has_written_in(world: World) -> None:
    assert "Nothing has been written yet." in story(world, begun(world, world.ane.account, Filled.ALONE))


def test_it_is_told_by_when_it_arrived_and_says_when_it_was_made(world: World) -> None:
    """Written on the bus without network, sent at home after something newer."""
    sheet = begun(world, world.ane.account, Filled.ALONE)
    write(world.ane.account, sheet, "keep", "At home")
    bus = clock.now() - timedelta(days=1)
    save_answers(
        by=as_(world.ane.account), sheet_id=sheet, sent_at=clock.now(),
        written=[Written(uuid4(), "keep", "On the bus", 0, made_at=bus)],
    )  # fmt: skip
    page = story(world, sheet)
    assert in_order(page, "On the bus", "At home")
    assert bus.astimezone().strftime("%-d %B %Y") in page


def test_saved_as_it_stood_it_is_told_once(world: World) -> None:
    sheet = begun(world, world.ane.account, Filled.ALONE)
    first = write(world.ane.account, sheet, "keep", "The cat")
    assert write(world.ane.account, sheet, "keep", "The cat") == first
    assert story(world, sheet).count("The cat") == 1


@pytest.mark.parametrize("filled", [Filled.TOGETHER, Filled.ALONE])
@pytest.mark.parametrize("who", ["birger", "gro", "eva", "dag", "arne", "carl", "cathrine"])
def test_nobody_else_reads_it_also_where_it_was_filled_in_together(world: World, filled: Filled, who: str) -> None:
    """What stands is for both; what somebody took out again is for the one whose sheet it is."""
    sheet = begun(world, world.birger if filled is Filled.TOGETHER else world.ane.account, filled)
    write(world.ane.account, sheet, "keep", "Taken out again")
    write(world.ane.account, sheet, "keep", "The cat")
    client = browser(world.everybody()[who])
    assert client.get(reverse("sheet_history", args=[sheet])).status_code == 404
    page = client.get(reverse("sheet", args=[sheet])).content.decode()
    assert "Taken out again" not in page


def test_not_with_the_printed_pin(world: World) -> None:
    sheet = begun(world, world.ane.account, Filled.ALONE)
    assert world.ane.account
    client = browser(world.ane.account)
    note_method(client, world.ane.account.id, "first_paper")
    assert client.get(reverse("sheet_history", args=[sheet]))["Location"] == "/account/pin/"


def test_nonsense(world: World) -> None:
    client = browser(world.ane.account)
    assert client.get(reverse("sheet_history", args=[uuid4()])).status_code == 404
    assert client.post(reverse("sheet_history", args=[begun(world, world.birger)])).status_code == 405
