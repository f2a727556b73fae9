# SPDX-License-Identifier: Apache-2.0
"""Other words for my goal: it is the same goal, its earlier words are kept, and who sees it sees the new ones."""

from uuid import uuid4

import pytest
from django.test import Client

from bedring.goals.commands import move_goal, set_goal
from bedring.goals.models import Goal, GoalEvent
from bedring.goals.rules import GoalMove
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.world import World

NEW = "To sing with others, softly"


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


def url(world: World) -> str:
    return f"/mine/goal/{world.goal.id}/change"


def words_so_far(world: World) -> list[str]:
    as_(world.ane.account)
    return [e.words for e in GoalEvent.objects.filter(goal=world.goal.id).order_by("number") if e.words]


def test_the_form_begins_with_the_words_there_are_and_says_who_reads_them(world: World, ane: Client) -> None:
    page = ane.get(url(world)).content.decode()
    assert world.goal.words in page
    assert "Those who see the goal now" in page


def test_new_words_stand_and_the_earlier_are_in_its_story(world: World, ane: Client) -> None:
    ane.post(url(world), {"words": NEW})
    assert words_so_far(world) == [world.goal.words, NEW]
    page = reads(world.ane.account, "/mine/goal/")
    assert page.index(NEW) < page.index(world.goal.words), "now first, then how it has been"
    assert world.goal.words not in reads(world.ane.account, "/mine/")


def test_the_leaders_read_the_new_words_and_so_does_the_paper_of_tonight(world: World, ane: Client) -> None:
    ane.post(url(world), {"words": NEW})
    for reader in (world.birger, world.gro):
        page = reads(reader, f"/tonight/{world.session.id}/")
        assert NEW in page
        assert world.goal.words not in page


def test_my_leader_and_i_word_it_in_turn(world: World, ane: Client) -> None:
    ane.post(url(world), {"words": NEW})
    move_goal(by=as_(world.birger), goal_id=world.goal.id, move=GoalMove.CHANGE, words="Said in the room")
    ane.post(url(world), {"words": "Said at home"})
    assert words_so_far(world) == [world.goal.words, NEW, "Said in the room", "Said at home"]


def test_words_of_what_i_keep_to_myself_stay_with_me(world: World) -> None:
    own = set_goal(by=as_(world.arne.account), participant=world.arne, words="A dog")
    browser(world.arne.account).post(f"/mine/goal/{own.id}/change", {"words": "A small dog"})
    as_(world.birger)
    assert not GoalEvent.objects.filter(participant=world.arne).exists()
    assert "A small dog" not in reads(world.birger, f"/tonight/{world.session.id}/")


def test_a_goal_that_rests_is_worded_anew_and_rests_on(world: World, ane: Client) -> None:
    ane.post(f"/mine/goal/{world.goal.id}/rest")
    ane.post(url(world), {"words": NEW})
    as_(world.ane.account)
    goal = Goal.objects.get(id=world.goal.id)
    assert (goal.words, goal.state) == (NEW, "resting")


def test_saved_as_it_stood_nothing_has_happened(world: World, ane: Client) -> None:
    assert ane.post(url(world), {"words": f" {world.goal.words}\r\n"}).status_code == 302
    assert words_so_far(world) == [world.goal.words]
    assert "How it has been" not in reads(world.ane.account, "/mine/goal/")


@pytest.mark.parametrize("move", ["reach", "let_go"])
def test_what_is_over_meanwhile_is_told_beside_the_words_and_they_stay(world: World, ane: Client, move: str) -> None:
    """The form was open while the goal was reached, or let go, on another device."""
    browser(world.ane.account).post(f"/mine/goal/{world.goal.id}/{move}")
    answer = ane.post(url(world), {"words": NEW})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody may have changed it just before you." in page
    assert NEW in page
    assert words_so_far(world) == [world.goal.words]


@pytest.mark.parametrize("who", ["arne", "carl", "birger", "eva", "dag"])
def test_nobody_else_has_this_page(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    assert client.get(url(world)).status_code == 404
    assert client.post(url(world), {"words": "x"}).status_code == 404
    assert words_so_far(world) == [world.goal.words]


def test_with_the_printed_pin_the_words_stay(world: World, ane: Client) -> None:
    assert world.ane.account
    note_method(ane, world.ane.account.id, "first_paper")
    assert ane.post(url(world), {"words": NEW})["Location"] == "/account/pin/"
    assert words_so_far(world) == [world.goal.words]


@pytest.mark.parametrize("typed", ["", " ", "x" * 501])
def test_nonsense_is_told_and_what_stood_stands(world: World, ane: Client, typed: str) -> None:
    answer = ane.post(url(world), {"words": typed})
    assert answer.status_code == 422
    assert 'id="id_words_error"' in answer.content.decode()
    assert words_so_far(world) == [world.goal.words]


def test_a_goal_that_is_none(ane: Client) -> None:
    assert ane.get(f"/mine/goal/{uuid4()}/change").status_code == 404
    assert ane.post(f"/mine/goal/{uuid4()}/change", {"words": NEW}).status_code == 404
