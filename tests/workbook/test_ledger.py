# SPDX-License-Identifier: Apache-2.0
"""Answers on the ledger: when they were made, what a parcel costs, and what was not taken in."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.workbook import queries
from bedring.workbook.commands import Saved, Written, begin_sheet, save_answers, show_sheet
from bedring.workbook.models import Answer, RefusedAnswer, Sheet
from bedring.workbook.rules import Filled, Wrong
from tests.addresses import parcel_of
from tests.signed_in import browser
from tests.world import MODULE, World

LONG = "Erased " * 200
NOT_TAKEN = "wrote something here that was not taken in"


def begun(world: World, account: Account | None, filled: Filled) -> Sheet:
    assert account is not None
    set_actor(account.id)
    by = world.actor(account)
    return begin_sheet(by=by, participant=world.ane, module=MODULE, worksheet="life-areas", filled=filled)


@pytest.fixture
def together(world: World) -> Sheet:
    """A sheet that Ane and her leaders fill in together."""
    return begun(world, world.birger, Filled.TOGETHER)


@pytest.fixture
def alone(world: World) -> Sheet:
    return begun(world, world.ane.account, Filled.ALONE)


def written(words: Any, field: str = "keep", id: UUID | None = None, **more: Any) -> Written:
    return Written(id or uuid4(), field, words, more.pop("base", 0), **more)


def save(world: World, account: Account | None, sheet: Sheet, *parcel: Written, **more: Any) -> list[Saved]:
    assert account is not None
    set_actor(account.id)
    return save_answers(by=world.actor(account), sheet_id=sheet.id, written=parcel, **more)


def cost(world: World, sheet: Sheet, *parcel: Written) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert not any(one.wrong for one in save(world, world.ane.account, sheet, *parcel))
    return len(asked)


def test_two_hundred_answers_cost_what_one_costs(world: World, alone: Sheet) -> None:
    first = cost(world, alone, written("0"))
    assert cost(world, alone, *(written(f"Line {n}") for n in range(1, 201))) == first
    assert cost(world, alone, written("Last")) == first
    assert [a.value for a in Answer.objects.order_by("number")][-2:] == ["Line 200", "Last"]


def test_in_one_parcel_too_who_has_not_seen_is_told_and_who_has_is_not(world: World, alone: Sheet) -> None:
    first = written("One")
    then = written("Two", after=first.id)
    other = written("Three")
    told = save(world, world.ane.account, alone, first, then, other)
    assert [one.over and one.over.value for one in told] == [None, None, "Two"]
    assert told[0].number < told[1].number < told[2].number


def test_what_stands_there_already_is_not_written_again(world: World, alone: Sheet) -> None:
    one, same, nothing = save(
        world, world.ane.account, alone, written("One"), written("One"), written(None, field="money")
    )
    assert (one.number, nothing.number) == (same.number, 0)
    assert Answer.objects.filter(sheet=alone).count() == 1


def test_an_answer_bears_the_time_it_was_made_by_however_wrong_a_clock(world: World, alone: Sheet) -> None:
    wrong = clock.now() - timedelta(days=400)
    with clock.stopped_at(clock.now()):
        late = written("On the bus", made_at=wrong)
        save(world, world.ane.account, alone, late, sent_at=wrong + timedelta(minutes=20))
        save(world, world.ane.account, alone, written("At home", field="work_words"), written("x", field="keep"))
        row = Answer.objects.get(id=late.id)
        assert (row.made_at, row.received_at) == (clock.now() - timedelta(minutes=20), clock.now())


def test_the_last_to_arrive_shows_and_its_writer_is_told_what_it_covers(world: World, alone: Sheet) -> None:
    save(world, world.ane.account, alone, written("At home"))
    earlier = clock.now() - timedelta(hours=2)
    (told,) = save(world, world.ane.account, alone, written("On the bus", made_at=earlier), sent_at=clock.now())
    assert told.over
    assert told.over.value == "At home"
    assert queries.sheet(world.actor(world.ane.account), alone.id).answers == {"keep": "On the bus"}


def test_what_is_not_taken_in_is_written_down_and_never_what_it_said(world: World, together: Sheet) -> None:
    (told, kept) = save(world, world.gro, together, written(LONG), written("so-so", field="money"))
    assert (told.wrong, kept.wrong) == (Wrong.TOO_LONG, None)
    row = RefusedAnswer.objects.values().get()
    assert (row["row"], row["key"], row["reason"], row["by_id"]) == (told.id, "keep", "too_long", world.gro.id)
    assert "Erased" not in str(row)


def test_an_id_of_another_sheet_is_written_down_and_a_field_that_is_not_there_is_not(world: World) -> None:
    one, other = (begun(world, world.ane.account, Filled.ALONE) for _two in range(2))
    known = written("The cat")
    save(world, world.ane.account, one, known)
    told = save(world, world.ane.account, other, known, written("x", field="nowhere"), written("The sea"))
    assert [saved.wrong for saved in told] == [Wrong.NO_FIELD, Wrong.NO_FIELD, None]
    assert [(row.row, row.key) for row in RefusedAnswer.objects.all()] == [(known.id, "keep")]


def test_it_is_told_beside_the_field_until_something_stands_for_it(world: World, together: Sheet) -> None:
    url = reverse("sheet", args=[together.id])
    with clock.stopped_at(clock.now() - timedelta(minutes=9)):
        save(world, world.gro, together, written(LONG))
    for reader in (world.gro, world.ane.account):
        page = browser(reader).get(url).content.decode()
        assert f"{world.gro.name} {NOT_TAKEN}" in page
        assert "This is longer than there is room for." in page
    assert NOT_TAKEN not in browser(world.birger).get(url).content.decode(), "it is hers, and the person's"
    save(world, world.ane.account, together, written("The cat"))
    assert NOT_TAKEN in browser(world.gro).get(url).content.decode(), "another's words stand not for hers"
    save(world, world.gro, together, written("The sea"))
    assert NOT_TAKEN not in browser(world.gro).get(url).content.decode()


def test_a_form_that_says_what_is_wrong_says_it_once(world: World, together: Sheet) -> None:
    answer = browser(world.gro).post(reverse("sheet", args=[together.id]), {"base": "0", "keep": LONG})
    assert answer.status_code == 422
    assert NOT_TAKEN not in answer.content.decode()
    assert NOT_TAKEN in browser(world.gro).get(reverse("sheet", args=[together.id])).content.decode()


@pytest.mark.parametrize(
    ("who", "rows"), [("ane", 1), ("gro", 1), ("birger", 0), ("eva", 0), ("arne", 0), ("bodil", 0), ("cathrine", 0)]
)
def test_the_database_shows_a_refusal_to_its_writer_and_the_person(
    world: World, together: Sheet, who: str, rows: int
) -> None:
    save(world, world.gro, together, written(LONG))
    set_actor(world.everybody()[who].id)
    assert RefusedAnswer.objects.count() == rows


def test_what_was_refused_of_ones_own_sheet_is_not_shown_with_it(world: World, alone: Sheet) -> None:
    save(world, world.ane.account, alone, written(LONG))
    show_sheet(by=world.actor(world.ane.account), sheet_id=alone.id, team_sees=True)
    url = reverse("sheet", args=[alone.id])
    assert NOT_TAKEN in browser(world.ane.account).get(url).content.decode()
    assert NOT_TAKEN not in browser(world.birger).get(url).content.decode()
    set_actor(world.birger.id)
    assert not RefusedAnswer.objects.exists()


def test_a_device_is_answered_as_before(world: World, alone: Sheet) -> None:
    url, odd = reverse("sheet_answers", args=[alone.id]), {"field": "keep", "said": f"keep={LONG}", "base": 0}
    told = browser(world.ane.account).post(url, parcel_of([odd]), content_type="application/json").json()["answers"]
    assert [(one["stored"], one["code"]) for one in told] == [(False, "too_long")]
