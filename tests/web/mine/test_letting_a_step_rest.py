# SPDX-License-Identifier: Apache-2.0
"""Letting a step rest, picking it up, letting it go: one at a time, each with its way back, and seen by who sees it."""

from uuid import uuid4

import pytest
from django.test import Client

from bedring.goals.commands import agree_on_step
from bedring.goals.models import Step, StepEvent
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.world import World


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


def press(client: Client, step: Step, *moves: str) -> None:
    for move in moves:
        assert client.post(f"/mine/step/{step.id}/{move}")["Location"] == "/mine/step/"


def trail(world: World, step: Step) -> list[str]:
    as_(world.ane.account)
    return list(StepEvent.objects.filter(step=step.id).order_by("number").values_list("move", flat=True))


def state(world: World, step: Step) -> str:
    as_(world.ane.account)
    return Step.objects.get(id=step.id).state


@pytest.mark.parametrize(
    ("moves", "after"),
    [
        (["rest"], "resting"),
        (["rest", "pick_up"], "current"),
        (["let_go"], "let_go"),
        (["let_go", "pick_up"], "current"),
        (["rest", "let_go", "pick_up"], "current"),
    ],
)
def test_a_move_and_the_way_back(world: World, ane: Client, moves: list[str], after: str) -> None:
    press(ane, world.step, *moves)
    assert state(world, world.step) == after
    assert trail(world, world.step) == ["agree", *moves]
    page = reads(world.ane.account, "/mine/")
    assert (world.step.what in page) is (after == "current")
    assert ("No step this week. That is fine." in page) is (after != "current")


def test_my_steps_say_what_has_happened_and_offer_what_can_be_done(world: World, ane: Client) -> None:
    at = f"/mine/step/{world.step.id}/"
    for move, offered in (("rest", {"let_go", "pick_up"}), ("pick_up", {"rest", "let_go"}), ("let_go", {"pick_up"})):
        press(ane, world.step, move)
        page = ane.get("/mine/step/").content.decode()
        assert {m for m in ("rest", "pick_up", "let_go") if f'action="{at}{m}"' in page} == offered
        assert (f'action="{at}look"' in page) is (move == "pick_up"), (
            "only of the step one is on it is said how it went"
        )


def test_the_leaders_see_it_rest_and_come_back(world: World, ane: Client) -> None:
    at = f"/tonight/{world.session.id}/"
    before = reads(world.birger, at)
    press(ane, world.step, "let_go")
    assert world.step.what not in reads(world.gro, at)
    press(ane, world.step, "pick_up")
    assert reads(world.birger, at) == before


def test_picking_one_up_lets_the_one_there_is_rest(world: World, ane: Client) -> None:
    press(ane, world.step, "rest")
    new = agree_on_step(by=as_(world.birger), participant=world.ane, what="Sing one song")
    press(ane, world.step, "pick_up")
    assert (state(world, world.step), state(world, new)) == ("current", "resting")
    assert trail(world, new) == ["agree", "rest"]
    as_(world.ane.account)
    assert Step.objects.filter(participant=world.ane, state="current").count() == 1


def test_one_of_my_own_and_one_with_the_leaders_do_not_move_each_other(world: World, ane: Client) -> None:
    own = agree_on_step(by=as_(world.ane.account), participant=world.ane, what="Hum", team_sees=False)
    press(ane, own, "rest")
    assert state(world, world.step) == "current"
    press(ane, world.step, "rest")
    press(ane, own, "pick_up")
    assert (state(world, own), state(world, world.step)) == ("current", "resting")


def test_a_shared_step_that_rests_tells_its_supporter_no_more_than_that(world: World, ane: Client) -> None:
    press(ane, world.step, "let_go")
    page = reads(world.dag)
    assert world.step.what in page
    assert "Hum" not in page


@pytest.mark.parametrize(("first", "then"), [("rest", "rest"), ("let_go", "rest"), ("let_go", "let_go")])
def test_an_old_page_is_told_so_and_nothing_happens(world: World, ane: Client, first: str, then: str) -> None:
    press(browser(world.ane.account), world.step, first)
    answer = ane.post(f"/mine/step/{world.step.id}/{then}")
    assert answer.status_code == 403
    assert "cannot do that now" in answer.content.decode()
    assert trail(world, world.step) == ["agree", first]


def test_picked_up_twice_it_is_picked_up_once(world: World, ane: Client) -> None:
    press(ane, world.step, "rest", "pick_up")
    assert ane.post(f"/mine/step/{world.step.id}/pick_up").status_code == 403
    assert trail(world, world.step) == ["agree", "rest", "pick_up"]


@pytest.mark.parametrize("who", ["arne", "carl", "birger", "gro", "eva", "dag"])
def test_nobody_elses_button(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    for move in ("rest", "let_go", "pick_up"):
        assert client.post(f"/mine/step/{world.step.id}/{move}").status_code == 404
    assert trail(world, world.step) == ["agree"]


def test_not_with_the_printed_pin(world: World, ane: Client) -> None:
    assert world.ane.account
    note_method(ane, world.ane.account.id, "first_paper")
    assert ane.post(f"/mine/step/{world.step.id}/let_go")["Location"] == "/account/pin/"
    assert trail(world, world.step) == ["agree"]


@pytest.mark.parametrize("move", ["withdraw", "restore", "reword", "agree", "REST", "x" * 99])
def test_nonsense_is_not_there(world: World, ane: Client, move: str) -> None:
    assert ane.post(f"/mine/step/{world.step.id}/{move}").status_code == 404
    assert ane.get(f"/mine/step/{world.step.id}/rest").status_code == 405
    assert ane.post(f"/mine/step/{uuid4()}/rest").status_code == 404
    assert trail(world, world.step) == ["agree"]
