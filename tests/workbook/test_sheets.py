# SPDX-License-Identifier: Apache-2.0
"""Filling in a sheet: works; works for the team; hidden from the stranger; refused to the reader; survives nonsense."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django.fixtures import Settings

from bedring.curriculum import reader
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.trust.models import AccessLog
from bedring.workbook import queries
from bedring.workbook.commands import Saved, Written, begin_sheet, save_answers, show_sheet
from bedring.workbook.models import Answer, Sheet
from bedring.workbook.rules import Filled, Wrong
from tests.world import World

MODULE, WORKSHEET = "recovery-strategies", "life-areas"


def begun(world: World, account: Account | None, filled: Filled = Filled.ALONE) -> Sheet:
    assert account is not None
    set_actor(account.id)
    by = world.actor(account)
    return begin_sheet(by=by, participant=world.ane, module=MODULE, worksheet=WORKSHEET, filled=filled)


def save(
    world: World,
    account: Account | None,
    sheet: Sheet,
    field: str,
    value: object,
    base: int = 0,
    id: UUID | None = None,
) -> Saved:
    assert account is not None
    set_actor(account.id)
    (saved,) = save_answers(
        by=world.actor(account), sheet_id=sheet.id, written=[Written(id or uuid4(), field, value, base)]
    )
    return saved


def stands(world: World, account: Account, sheet: Sheet) -> dict[str, object]:
    set_actor(account.id)
    return queries.sheet(world.actor(account), sheet.id).answers


def test_what_is_saved_stands_there_and_the_earlier_is_history(world: World) -> None:
    sheet = begun(world, world.ane.account)
    first = save(world, world.ane.account, sheet, "keep", "The cat").number
    then = save(world, world.ane.account, sheet, "keep", "The cat and the sea", first)
    assert then.number > first
    assert then.over is None, "she had seen what she covers"
    page = queries.sheet(world.actor(world.ane.account), sheet.id)
    assert page.answers == {"keep": "The cat and the sea"}
    assert page.answers_at(first) == {"keep": "The cat"}


def test_an_answer_sent_twice_counts_once(world: World) -> None:
    sheet, id_ = begun(world, world.ane.account), uuid4()
    once = save(world, world.ane.account, sheet, "keep", "The cat", id=id_).number
    assert save(world, world.ane.account, sheet, "keep", "The cat", id=id_).number == once
    other = begun(world, world.ane.account)
    assert save(world, world.ane.account, other, "keep", "The cat", id=id_).wrong is Wrong.NO_FIELD
    assert Answer.objects.count() == 1


def test_two_tabs_lose_nothing_and_the_later_is_told(world: World) -> None:
    sheet = begun(world, world.ane.account)
    save(world, world.ane.account, sheet, "keep", "first tab")
    saved = save(world, world.ane.account, sheet, "keep", "second tab")
    assert saved.over is not None
    assert saved.over.value == "first tab"
    assert [a.value for a in Answer.objects.order_by("number")] == ["first tab", "second tab"]


def test_alone_it_is_the_persons_own_until_shown_and_again_when_taken_back(world: World) -> None:
    sheet = begun(world, world.ane.account)
    for account in (world.birger, world.gro, world.eva, world.cathrine, world.dag, world.arne.account):
        assert account is not None
        set_actor(account.id)
        with pytest.raises(NotThere):
            queries.sheet(world.actor(account), sheet.id)
    set_actor(world.ane.account_id)
    show_sheet(by=world.actor(world.ane.account), sheet_id=sheet.id, team_sees=True)
    assert stands(world, world.birger, sheet) == {}
    with pytest.raises(Refused):
        save(world, world.birger, sheet, "keep", "not his to write")
    set_actor(world.ane.account_id)
    assert AccessLog.objects.filter(participant=world.ane, account=world.birger, kind="worksheet").exists()
    show_sheet(by=world.actor(world.ane.account), sheet_id=sheet.id, team_sees=False)
    set_actor(world.birger.id)
    with pytest.raises(NotThere):
        queries.sheet(world.actor(world.birger), sheet.id)


@pytest.mark.parametrize("filled", [Filled.TOGETHER, Filled.FROM_PAPER, Filled.ALONE])
def test_together_the_team_writes_too_and_it_says_so(world: World, filled: Filled) -> None:
    sheet = begun(world, world.birger, filled)
    assert sheet.filled == (Filled.TOGETHER if filled is Filled.ALONE else filled)
    save(world, world.gro, sheet, "keep", "said by Ane")
    assert world.ane.account is not None
    assert stands(world, world.ane.account, sheet) == {"keep": "said by Ane"}
    with pytest.raises(NotThere):
        show_sheet(by=world.actor(world.ane.account), sheet_id=sheet.id, team_sees=False)


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "arne"])
def test_a_stranger_begins_nothing_and_finds_nothing(world: World, who: str) -> None:
    account = world.everybody()[who]
    set_actor(account.id)
    with pytest.raises(NotThere):
        begin_sheet(
            by=world.actor(account), participant=world.ane, module=MODULE, worksheet=WORKSHEET, filled=Filled.TOGETHER
        )
    sheet = begun(world, world.birger, Filled.TOGETHER)
    with pytest.raises(NotThere):
        save(world, account, sheet, "keep", "x")


def test_nonsense_is_told_and_the_rest_is_saved(world: World) -> None:
    sheet = begun(world, world.ane.account)
    by = world.actor(world.ane.account)
    told = save_answers(
        by=by,
        sheet_id=sheet.id,
        written=[Written(uuid4(), "work", "splendid", 0), Written(uuid4(), "nowhere", "x", 0),
                 Written(uuid4(), "money", "so-so", 0)],
    )  # fmt: skip
    assert [one.wrong for one in told] == [Wrong.NOT_AN_OPTION, Wrong.NO_FIELD, None]
    assert queries.sheet(by, sheet.id).answers == {"money": "so-so"}


def test_a_sheet_keeps_the_wording_it_was_begun_with(world: World, tmp_path: Path, settings: Settings) -> None:
    sheet = begun(world, world.ane.account)
    name = f"modules/{MODULE}/worksheets/{WORKSHEET}.yaml"
    shipped = settings.CONTENT_DIRS[-1] / name
    own = tmp_path / name
    own.parent.mkdir(parents=True)
    own.write_text(shipped.read_text(encoding="utf-8").replace("en: The areas of my life", "en: My house"), "utf-8")
    settings.CONTENT_DIRS = [tmp_path, *settings.CONTENT_DIRS]
    reader.forget()
    by = world.actor(world.ane.account)
    newer = begun(world, world.ane.account)
    assert queries.sheet(by, sheet.id).worksheet.title.en == "The areas of my life"
    assert queries.sheet(by, newer.id).worksheet.title.en == "My house"
    reader.forget()
