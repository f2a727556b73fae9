# SPDX-License-Identifier: Apache-2.0
"""What can happen to a goal: other words, rest, picked up again, reached, let go. All of it is ordinary."""

from uuid import uuid4

import pytest

from bedring.goals.commands import move_goal, set_goal
from bedring.goals.models import Goal, GoalEvent
from bedring.goals.queries import my_work
from bedring.goals.rules import GOAL_MOVES, GoalMove, GoalState
from bedring.kit.refusals import NotThere, Refused
from bedring.people.rules import Actor
from tests.acting import as_
from tests.world import World

WAY_TO: dict[GoalState, list[GoalMove]] = {
    GoalState.ACTIVE: [],
    GoalState.RESTING: [GoalMove.REST],
    GoalState.REACHED: [GoalMove.REACH],
    GoalState.LET_GO: [GoalMove.LET_GO],
}
"""How a goal comes into each state."""


def ane(world: World) -> Actor:
    return as_(world.ane.account)


def moves(world: World, by: Actor, *made: GoalMove, words: str = "Other words") -> Goal:
    goal = world.goal
    for move in made:
        goal = move_goal(by=by, goal_id=world.goal.id, move=move, words=words)
    return goal


@pytest.mark.parametrize("state", list(GoalState))
@pytest.mark.parametrize("move", [GoalMove.CHANGE, GoalMove.REST, GoalMove.PICK_UP, GoalMove.REACH, GoalMove.LET_GO])
def test_each_move_does_what_it_says_or_is_refused_and_leaves_all_as_it_was(
    world: World, state: GoalState, move: GoalMove
) -> None:
    by = ane(world)
    moves(world, by, *WAY_TO[state])
    before = GoalEvent.objects.filter(goal=world.goal).count()
    after = GOAL_MOVES[move].get(state)
    if after is None:
        with pytest.raises(Refused, match="not_now"):
            moves(world, by, move)
    else:
        moves(world, by, move)
    assert Goal.objects.get(id=world.goal.id).state == (after or state)
    assert GoalEvent.objects.filter(goal=world.goal).count() == before + (after is not None)


@pytest.mark.parametrize("who", ["birger", "gro", "eva"])
def test_the_team_moves_what_was_made_together_and_she_reads_by_whom(world: World, who: str) -> None:
    account = world.everybody()[who]
    moves(world, as_(account), GoalMove.CHANGE, words="Sing in the church choir")
    found = my_work(ane(world)).goal
    assert found is not None
    assert found.words == "Sing in the church choir"
    newest = GoalEvent.objects.filter(goal=world.goal).order_by("-number")[0]
    assert (newest.move, newest.words, newest.by_id) == ("change", "Sing in the church choir", account.id)


def test_only_a_change_has_words(world: World) -> None:
    goal = moves(world, ane(world), GoalMove.REST, words="These are not meant")
    assert goal.words == world.goal.words
    assert GoalEvent.objects.filter(goal=world.goal).order_by("-number")[0].words == ""


def test_one_picked_up_takes_the_place_of_the_one_there_is(world: World) -> None:
    by = ane(world)
    moves(world, by, GoalMove.REST)
    other = set_goal(by=by, participant=world.ane, words="Another")
    moves(world, by, GoalMove.PICK_UP)
    assert Goal.objects.get(id=world.goal.id).state == "active"
    assert Goal.objects.get(id=other.id).state == "resting"
    assert [e.move for e in GoalEvent.objects.filter(goal=other).order_by("number")] == ["set", "rest"]


def test_a_short_term_goal_picked_up_lets_the_others_be(world: World) -> None:
    by = ane(world)
    parts = [set_goal(by=by, participant=world.ane, words=w, parent_id=world.goal.id) for w in ("One", "Two")]
    move_goal(by=by, goal_id=parts[0].id, move=GoalMove.REST)
    move_goal(by=by, goal_id=parts[0].id, move=GoalMove.PICK_UP)
    assert set(Goal.objects.filter(participant=world.ane).values_list("state", flat=True)) == {"active"}


def test_one_of_her_own_rests_whatever_the_team_picks_up(world: World) -> None:
    """She has a goal with the team, which rests, and one for herself. The team picks theirs up again."""
    by = ane(world)
    moves(world, by, GoalMove.REST)
    own = set_goal(by=by, participant=world.ane, words="Mine alone")
    moves(world, as_(world.birger), GoalMove.PICK_UP)
    ane(world)
    assert Goal.objects.get(id=own.id).words == "Mine alone"
    trail = [e.move for e in GoalEvent.objects.filter(goal=own).order_by("number")]
    assert trail == ["set"], "nobody moves what they do not see"


@pytest.mark.parametrize("move", [GoalMove.SET, GoalMove.SHOW, GoalMove.HIDE])
def test_setting_and_showing_are_no_moves_of_this_kind(world: World, move: GoalMove) -> None:
    with pytest.raises(Refused, match="not_now"):
        moves(world, ane(world), move)


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "arne", "carl"])
def test_for_a_stranger_it_is_not_there(world: World, who: str) -> None:
    with pytest.raises(NotThere):
        moves(world, as_(world.everybody()[who]), GoalMove.LET_GO)
    ane(world)
    assert Goal.objects.get(id=world.goal.id).state == "active"


def test_one_she_keeps_to_herself_is_not_there_for_the_team(world: World) -> None:
    by = ane(world)
    moves(world, by, GoalMove.REST)
    own = set_goal(by=by, participant=world.ane, words="Mine alone")
    for account in (world.birger, world.gro, world.eva):
        with pytest.raises(NotThere):
            move_goal(by=as_(account), goal_id=own.id, move=GoalMove.REACH)


def test_what_is_not_there_is_not_moved(world: World) -> None:
    with pytest.raises(NotThere):
        move_goal(by=ane(world), goal_id=uuid4(), move=GoalMove.REST)
