# SPDX-License-Identifier: Apache-2.0
"""Letting a goal rest, picking it up, reaching it, letting it go: ordinary, each with its way back."""

from uuid import uuid4

import pytest
from django.test import Client

from bedring.goals.commands import set_goal
from bedring.goals.models import Goal, GoalEvent
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.world import World

NOT_NOW = "This goal cannot do that now."


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


def press(client: Client, world: World, *moves: str) -> None:
    for move in moves:
        assert client.post(f"/mine/goal/{world.goal.id}/{move}")["Location"] == "/mine/goal/"


def state(world: World) -> str:
    as_(world.ane.account)
    return Goal.objects.get(id=world.goal.id).state


def trail(world: World) -> list[str]:
    as_(world.ane.account)
    return list(GoalEvent.objects.filter(goal=world.goal.id).order_by("number").values_list("move", flat=True))


MINE = {
    "rest": "Your goal is resting.",
    "reach": "You have reached this goal.",
    "let_go": "You have not set a goal here yet.",
    "pick_up": "Why it matters to me",
}
"""What My page then says."""


@pytest.mark.parametrize(
    ("moves", "after"),
    [
        (["rest"], "resting"),
        (["rest", "pick_up"], "active"),
        (["reach"], "reached"),
        (["reach", "pick_up"], "active"),
        (["let_go"], "let_go"),
        (["let_go", "pick_up"], "active"),
        (["rest", "let_go"], "let_go"),
    ],
)
def test_each_move_shows_on_my_page_and_stands_in_its_story(
    world: World, ane: Client, moves: list[str], after: str
) -> None:
    press(ane, world, *moves)
    assert state(world) == after
    assert trail(world) == ["set", *moves]
    assert MINE[moves[-1]] in reads(world.ane.account, "/mine/")


def test_what_can_be_pressed_is_what_can_be_done(world: World, ane: Client) -> None:
    at = f"/mine/goal/{world.goal.id}/"
    offered = {
        "active": {"rest", "reach", "let_go", "change"},
        "resting": {"pick_up", "let_go", "change"},
        "reached": {"pick_up"},
    }
    for moves in ([], ["rest"], ["pick_up", "reach"]):
        press(ane, world, *moves)
        page = ane.get("/mine/goal/").content.decode()
        shown = {move for move in ("rest", "pick_up", "reach", "let_go", "change") if f"{at}{move}" in page}
        assert shown == offered[state(world)]


def test_there_is_no_way_to_press_what_the_person_did_not_set_alone(ane: Client) -> None:
    assert "Keep it to myself" not in ane.get("/mine/goal/").content.decode(), "it was set together"


def test_the_leaders_see_that_it_rests_and_that_it_is_picked_up(world: World, ane: Client) -> None:
    at = f"/tonight/{world.session.id}/"
    before = {who: reads(who, at).count(world.goal.words) for who in (world.birger, world.gro)}
    press(ane, world, "let_go")
    assert all(reads(who, at).count(world.goal.words) == 0 for who in before)
    press(ane, world, "pick_up")
    assert {who: reads(who, at).count(world.goal.words) for who in before} == before


def test_one_that_is_picked_up_takes_the_place_of_the_other_which_rests(world: World, ane: Client) -> None:
    press(ane, world, "rest")
    new = set_goal(by=as_(world.birger), participant=world.ane, words="A garden")
    press(ane, world, "pick_up")
    as_(world.ane.account)
    assert Goal.objects.get(id=new.id).state == "resting"
    assert [e.move for e in new.trail.order_by("number")] == ["set", "rest"]
    page = reads(world.ane.account, "/mine/")
    assert world.goal.words in page
    assert "A garden" not in page


def test_what_is_on_the_way_waits_with_a_goal_that_rests(world: World, ane: Client) -> None:
    set_goal(by=as_(world.ane.account), participant=world.ane, words="Learn one song", parent_id=world.goal.id)
    assert "Learn one song" in reads(world.ane.account, "/mine/")
    press(ane, world, "rest")
    assert "Learn one song" not in reads(world.ane.account, "/mine/")
    press(ane, world, "pick_up")
    assert "On the way there: Learn one song" in reads(world.ane.account, "/mine/")


def test_a_goal_on_the_way_is_reached_by_itself(world: World, ane: Client) -> None:
    by = as_(world.ane.account)
    part = set_goal(by=by, participant=world.ane, words="Learn one song", parent_id=world.goal.id)
    ane.post(f"/mine/goal/{part.id}/reach")
    assert state(world) == "active"
    assert "Learn one song" not in reads(world.ane.account, "/mine/")
    assert "Learn one song" in reads(world.ane.account, "/mine/goal/"), "it stays in what I have reached"


@pytest.mark.parametrize(("first", "then"), [("rest", "reach"), ("reach", "rest"), ("let_go", "let_go")])
def test_a_page_that_is_old_is_told_so_and_nothing_happens(world: World, ane: Client, first: str, then: str) -> None:
    press(browser(world.ane.account), world, first)
    answer = ane.post(f"/mine/goal/{world.goal.id}/{then}")
    assert answer.status_code == 403
    assert NOT_NOW in answer.content.decode()
    assert trail(world) == ["set", first]


def test_opening_the_address_of_a_button_changes_nothing(world: World, ane: Client) -> None:
    for move in ("rest", "reach", "let_go", "pick_up"):
        assert ane.get(f"/mine/goal/{world.goal.id}/{move}")["Location"] == "/mine/goal/"
    assert trail(world) == ["set"]


@pytest.mark.parametrize("who", ["arne", "carl", "birger", "gro", "eva", "dag"])
@pytest.mark.parametrize("move", ["rest", "reach", "let_go"])
def test_nobody_elses_button(world: World, who: str, move: str) -> None:
    answer = browser(world.everybody()[who]).post(f"/mine/goal/{world.goal.id}/{move}")
    assert answer.status_code == 404
    assert trail(world) == ["set"]


def test_not_with_the_printed_pin(world: World, ane: Client) -> None:
    assert world.ane.account
    note_method(ane, world.ane.account.id, "first_paper")
    assert ane.post(f"/mine/goal/{world.goal.id}/let_go")["Location"] == "/account/pin/"
    assert trail(world) == ["set"]


@pytest.mark.parametrize("move", ["restore", "REST", "show-it", "x" * 200])
def test_nonsense_is_not_there(world: World, ane: Client, move: str) -> None:
    assert ane.post(f"/mine/goal/{world.goal.id}/{move}").status_code == 404
    assert ane.post(f"/mine/goal/{uuid4()}/rest").status_code == 404
    assert trail(world) == ["set"]
