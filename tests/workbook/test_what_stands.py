# SPDX-License-Identifier: Apache-2.0
"""A sheet that is shown shows what stands, never what was erased: on the page, in the query, and past its filters."""

from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from bedring.kit.refusals import NotThere
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.people.rules import Actor
from bedring.workbook import queries
from bedring.workbook.commands import Written, begin_sheet, save_answers, show_sheet
from bedring.workbook.models import Answer, Sheet
from bedring.workbook.rules import Filled
from tests.signed_in import browser
from tests.world import MODULE, World

ERASED = "What I took out again"


def as_(world: World, account: Account | None) -> Actor:
    assert account is not None
    set_actor(account.id)
    return world.actor(account)


def write(by: Actor, sheet: UUID, field: str, words: str | None, id: UUID | None = None) -> None:
    (saved,) = save_answers(by=by, sheet_id=sheet, written=[Written(id or uuid4(), field, words, 0)])
    assert not saved.wrong


@pytest.fixture
def sheet(world: World) -> Sheet:
    """Ane's own sheet: she wrote something, and wrote something else instead. It is not shown yet."""
    by = as_(world, world.ane.account)
    made = begin_sheet(by=by, participant=world.ane, module=MODULE, worksheet="life-areas", filled=Filled.ALONE)
    write(by, made.id, "keep", ERASED)
    write(by, made.id, "keep", "The cat")
    return made


def test_the_team_sees_what_stands_and_nothing_before_it(world: World, sheet: Sheet) -> None:
    show_sheet(by=as_(world, world.ane.account), sheet_id=sheet.id, team_sees=True)
    for account in (world.birger, world.gro, world.eva):
        page = queries.sheet(as_(world, account), sheet.id)
        assert page.answers == {"keep": "The cat"}
        assert ERASED not in str(page.pile)
        assert list(Answer.objects.filter(sheet=sheet.id).values_list("value", flat=True)) == ["The cat"]


@pytest.mark.parametrize("name", ["sheet", "sheet_history", "sheet_paper"])
def test_no_page_of_the_teams_has_what_was_erased(world: World, sheet: Sheet, name: str) -> None:
    show_sheet(by=as_(world, world.ane.account), sheet_id=sheet.id, team_sees=True)
    answer = browser(world.birger).get(reverse(name, args=[sheet.id]))
    assert answer.status_code == (404 if name == "sheet_history" else 200)
    assert ERASED.encode() not in answer.content


def test_the_person_keeps_all_of_it(world: World, sheet: Sheet) -> None:
    page = queries.history(as_(world, world.ane.account), sheet.id)
    assert [given.value for given in page.pile] == [ERASED, "The cat"]
    assert ERASED in browser(world.ane.account).get(reverse("sheet_history", args=[sheet.id])).content.decode()


def test_history_is_not_there_for_the_team_nor_a_stranger(world: World, sheet: Sheet) -> None:
    show_sheet(by=as_(world, world.ane.account), sheet_id=sheet.id, team_sees=True)
    for account in (world.birger, world.cathrine, world.arne.account):
        with pytest.raises(NotThere):
            queries.history(as_(world, account), sheet.id)


def test_two_write_in_turn_in_a_sheet_made_together(world: World) -> None:
    by = as_(world, world.birger)
    made = begin_sheet(by=by, participant=world.ane, module=MODULE, worksheet="life-areas", filled=Filled.TOGETHER)
    first = uuid4()
    write(by, made.id, "keep", "One", first)
    write(as_(world, world.ane.account), made.id, "keep", "Two")
    write(as_(world, world.gro), made.id, "keep", "Three")
    by = as_(world, world.birger)
    write(by, made.id, "keep", "One", first)
    assert queries.sheet(by, made.id).answers == {"keep": "Three"}, "an answer sent again is known, though covered"
    numbers = Answer.objects.filter(sheet=made.id)
    as_(world, world.ane.account)
    assert list(numbers.order_by("number").values_list("value", flat=True)) == ["One", "Two", "Three"]


def test_before_showing_one_sees_what_they_will_see_and_after_it_a_receipt(world: World, sheet: Sheet) -> None:
    ane, url = browser(world.ane.account), reverse("sheet_show", args=[sheet.id])
    page = ane.get(url).content.decode()
    assert "This is what your group leaders will see" in page
    assert "The cat" in page
    assert ERASED not in page
    assert (
        "You can take it back whenever you like." in ane.post(url, {"team_sees": "yes"}, follow=True).content.decode()
    )
    assert browser(world.birger).get(reverse("sheet", args=[sheet.id])).status_code == 200
    assert "Only you see it from now on." in ane.post(url, {"team_sees": "no"}, follow=True).content.decode()
    assert browser(world.birger).get(reverse("sheet", args=[sheet.id])).status_code == 404


@pytest.mark.parametrize("said", ["", "maybe"])
def test_nothing_is_shown_by_accident(world: World, sheet: Sheet, said: str) -> None:
    assert (
        browser(world.ane.account).post(reverse("sheet_show", args=[sheet.id]), {"team_sees": said}).status_code == 404
    )
    as_(world, world.ane.account)
    assert not Sheet.objects.get(id=sheet.id).team_sees
