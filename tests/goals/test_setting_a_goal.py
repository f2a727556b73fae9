# SPDX-License-Identifier: Apache-2.0
"""Setting a goal in one's own words, and a short-term goal under it; with the team, or for oneself alone."""

import pytest

from bedring.goals.commands import move_goal, set_goal
from bedring.goals.models import Goal, GoalEvent
from bedring.goals.queries import my_work, work_of
from bedring.goals.rules import GoalMove
from bedring.kit.refusals import NotThere, Refused
from bedring.people.models import Account
from bedring.people.rules import Actor
from tests.acting import as_
from tests.world import World


def ane(world: World) -> Actor:
    return as_(world.ane.account)


def arne(world: World) -> Actor:
    return as_(world.arne.account)


def seen_by_team(world: World, account: Account) -> set[str]:
    as_(account)
    return set(Goal.objects.filter(participant=world.arne).values_list("words", flat=True))


def test_set_alone_it_is_ones_own_alone(world: World) -> None:
    goal = set_goal(by=arne(world), participant=world.arne, words="A garden of my own", why="My father had one.")
    found = my_work(arne(world)).goal
    assert found is not None
    assert (found.words, goal.why) == ("A garden of my own", "My father had one.")
    for account in (world.birger, world.gro, world.eva):
        assert seen_by_team(world, account) == set()


def test_shown_as_it_is_set_the_team_sees_it_and_nobody_else(world: World) -> None:
    set_goal(by=arne(world), participant=world.arne, words="A garden", team_sees=True)
    for account in (world.birger, world.gro):
        by = as_(account)
        assert work_of(by, [world.arne.id])[world.arne.id].goal.words == "A garden"  # type: ignore[union-attr]
    for account in (world.bodil, world.cathrine, world.dag, world.ane.account):
        assert account is not None
        assert seen_by_team(world, account) == set()


@pytest.mark.parametrize("who", ["birger", "gro", "eva"])
def test_set_together_it_is_seen_whatever_was_ticked(world: World, who: str) -> None:
    account = world.everybody()[who]
    goal = set_goal(by=as_(account), participant=world.arne, words="Ours", team_sees=False)
    assert goal.team_sees
    event = GoalEvent.objects.get(goal=goal)
    assert (event.move, event.words, event.by_id) == ("set", "Ours", account.id)
    assert my_work(arne(world)).goal is not None


def test_a_short_term_goal_lies_under_its_goal_and_is_seen_with_it(world: World) -> None:
    part = set_goal(by=ane(world), participant=world.ane, words="Learn two songs", parent_id=world.goal.id)
    assert (part.level, part.parent_id, part.team_sees) == ("short_term", world.goal.id, False)
    shown = set_goal(
        by=ane(world), participant=world.ane, words="Find the bus", parent_id=world.goal.id, team_sees=True
    )
    as_(world.birger)
    assert set(Goal.objects.filter(parent=world.goal).values_list("id", flat=True)) == {shown.id}


def test_under_a_goal_of_ones_own_nothing_is_shown(world: World) -> None:
    own = set_goal(by=arne(world), participant=world.arne, words="Mine alone")
    part = set_goal(by=arne(world), participant=world.arne, words="A part", parent_id=own.id, team_sees=True)
    assert not part.team_sees
    assert seen_by_team(world, world.birger) == set()


def test_there_are_two_levels_and_no_third(world: World) -> None:
    part = set_goal(by=ane(world), participant=world.ane, words="Learn two songs", parent_id=world.goal.id)
    with pytest.raises(NotThere):
        set_goal(by=ane(world), participant=world.ane, words="Learn a line", parent_id=part.id)


def test_a_goal_of_somebody_else_has_nothing_under_it(world: World) -> None:
    with pytest.raises(NotThere):
        set_goal(by=arne(world), participant=world.arne, words="Under hers", parent_id=world.goal.id)
    with pytest.raises(NotThere):
        set_goal(by=as_(world.birger), participant=world.arne, words="Under hers", parent_id=world.goal.id)
    assert not Goal.objects.filter(words="Under hers").exists()


def test_a_goal_under_one_that_the_team_does_not_see_is_not_theirs_to_set(world: World) -> None:
    own = set_goal(by=arne(world), participant=world.arne, words="Mine alone")
    with pytest.raises(NotThere):
        set_goal(by=as_(world.birger), participant=world.arne, words="x", parent_id=own.id)


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "arne", "carl"])
def test_a_stranger_sets_none(world: World, who: str) -> None:
    with pytest.raises(NotThere):
        set_goal(by=as_(world.everybody()[who]), participant=world.ane, words="Theirs")
    ane(world)
    assert not Goal.objects.filter(words="Theirs").exists()


@pytest.mark.parametrize("words", ["", "  ", "\n\t", "\u202e\ufeff"])
def test_no_words_are_no_goal(world: World, words: str) -> None:
    with pytest.raises(Refused, match="no_words"):
        set_goal(by=arne(world), participant=world.arne, words=words)
    with pytest.raises(Refused, match="no_words"):
        move_goal(by=ane(world), goal_id=world.goal.id, move=GoalMove.CHANGE, words=words)
    assert Goal.objects.get(id=world.goal.id).words == world.goal.words


@pytest.mark.parametrize("given", [{"words": "å" * 501}, {"words": "A garden", "why": "å" * 501}])
def test_too_many_words_are_refused_and_never_cut(world: World, given: dict[str, str]) -> None:
    with pytest.raises(Refused, match="too_long"):
        set_goal(by=arne(world), participant=world.arne, **given)
    assert not Goal.objects.filter(participant=world.arne).exists()


def test_words_are_kept_as_they_were_said(world: World) -> None:
    said = "Å synge «Deilig er jorden»\nmed mor 🎶"
    assert set_goal(by=arne(world), participant=world.arne, words=f"  {said} ").words == said
