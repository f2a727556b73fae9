# SPDX-License-Identifier: Apache-2.0
"""Showing a goal or a step of one's own, and keeping it: works; for the team; hidden; refused; survives nonsense."""

from uuid import uuid4

import pytest

from bedring.goals.commands import agree_on_step, move_step, set_goal, show_goal, show_step
from bedring.goals.models import Goal, GoalEvent, Step, StepEvent
from bedring.goals.queries import goals_of, steps_of, work_of
from bedring.goals.rules import StepMove
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.people.rules import Actor
from tests.world import World


def as_(world: World, account: Account | None) -> Actor:
    """From here on this one asks, in Python and in PostgreSQL."""
    assert account is not None
    set_actor(account.id)
    return world.actor(account)


@pytest.fixture
def own(world: World) -> tuple[Goal, Goal, Step]:
    """What Arne has set by himself: a goal, something on the way there, and a step; all for him alone."""
    by = as_(world, world.arne.account)
    goal = set_goal(by=by, participant=world.arne, words="A dog")
    part = set_goal(by=by, participant=world.arne, words="Ask the landlord", parent_id=goal.id)
    return goal, part, agree_on_step(by=by, participant=world.arne, what="Write it down", goal_id=goal.id)


def seen_by_birger(world: World) -> set[str]:
    """The words of Arne's that his leader sees, by the page's query and past its filters."""
    by = as_(world, world.birger)
    goals, steps = goals_of(by, world.arne.id), steps_of(by, world.arne.id)
    asked = {g.words for g in goals} | {s.what for s in steps}
    arne = {"participant": world.arne}
    rows = {g.words for g in Goal.objects.filter(**arne)} | {s.what for s in Step.objects.filter(**arne)}
    assert asked == rows
    return asked - {world.arnes_step.what}


def test_what_one_sets_alone_is_for_oneself_alone(world: World, own: tuple[Goal, Goal, Step]) -> None:
    assert seen_by_birger(world) == set()


def test_shown_and_kept_again(world: World, own: tuple[Goal, Goal, Step]) -> None:
    goal, part, step = own
    by = as_(world, world.arne.account)
    show_goal(by=by, goal_id=goal.id, team_sees=True)
    assert seen_by_birger(world) == {"A dog"}, "what lies under it waits until it is shown"
    by = as_(world, world.arne.account)
    show_goal(by=by, goal_id=part.id, team_sees=True)
    show_step(by=by, step_id=step.id, team_sees=True)
    assert seen_by_birger(world) == {"A dog", "Ask the landlord", "Write it down"}
    by = as_(world, world.arne.account)
    show_goal(by=by, goal_id=part.id, team_sees=False)
    show_step(by=by, step_id=step.id, team_sees=False)
    assert seen_by_birger(world) == {"A dog"}


def test_a_goal_takes_with_it_what_lies_under_it_and_brings_the_same_back(
    world: World, own: tuple[Goal, Goal, Step]
) -> None:
    goal, part, step = own
    by = as_(world, world.arne.account)
    kept = set_goal(by=by, participant=world.arne, words="A cat too", parent_id=goal.id)
    show_goal(by=by, goal_id=goal.id, team_sees=True)
    show_goal(by=by, goal_id=part.id, team_sees=True)
    show_step(by=by, step_id=step.id, team_sees=True)
    before = seen_by_birger(world)
    show_goal(by=as_(world, world.arne.account), goal_id=goal.id, team_sees=False)
    assert seen_by_birger(world) == set()
    show_goal(by=as_(world, world.arne.account), goal_id=goal.id, team_sees=True)
    assert seen_by_birger(world) == before
    assert kept.words not in before


@pytest.mark.parametrize("thing", ["goal", "step"])
def test_nothing_under_a_private_goal_can_be_shown(world: World, own: tuple[Goal, Goal, Step], thing: str) -> None:
    _goal, part, step = own
    by = as_(world, world.arne.account)
    show = {
        "goal": lambda: show_goal(by=by, goal_id=part.id, team_sees=True),
        "step": lambda: show_step(by=by, step_id=step.id, team_sees=True),
    }
    with pytest.raises(Refused, match="under_own"):
        show[thing]()


def test_nor_be_made_as_shown(world: World, own: tuple[Goal, Goal, Step]) -> None:
    goal, _part, _step = own
    by = as_(world, world.arne.account)
    made = {"by": by, "participant": world.arne, "team_sees": True}
    assert not set_goal(words="x", parent_id=goal.id, **made).team_sees
    assert not agree_on_step(what="x", goal_id=goal.id, **made).team_sees


def test_what_is_made_together_the_team_sees(world: World) -> None:
    by = as_(world, world.gro)
    assert set_goal(by=by, participant=world.arne, words="Together").team_sees
    assert agree_on_step(by=by, participant=world.arne, what="Together").team_sees
    assert {"Together"} <= seen_by_birger(world)


def test_showing_is_written_down_and_only_the_person_reads_it(world: World, own: tuple[Goal, Goal, Step]) -> None:
    goal, _part, step = own
    for seen in (True, False, True):
        show_goal(by=as_(world, world.arne.account), goal_id=goal.id, team_sees=seen)
    show_step(by=as_(world, world.arne.account), step_id=step.id, team_sees=True)
    (mine,) = [g for g in goals_of(as_(world, world.arne.account), world.arne.id) if g.id == goal.id]
    assert [str(e.move) for e in mine.trail] == ["set", "show", "hide", "show"]
    as_(world, world.birger)
    assert set(GoalEvent.objects.filter(goal=goal.id).values_list("move", flat=True)) == {"set"}
    assert set(StepEvent.objects.filter(step=step.id).values_list("move", flat=True)) == {"agree"}


def test_a_step_that_is_shown_is_the_one_step_and_the_other_rests(world: World, own: tuple[Goal, Goal, Step]) -> None:
    goal, _part, step = own
    by = as_(world, world.arne.account)
    show_goal(by=by, goal_id=goal.id, team_sees=True)
    show_step(by=by, step_id=step.id, team_sees=True)
    work = work_of(as_(world, world.birger), [world.arne.id])[world.arne.id]
    assert work.step is not None
    assert work.step.what == "Write it down"
    assert [s.what for s in work.resting] == [world.arnes_step.what]
    move_step(by=as_(world, world.birger), step_id=world.arnes_step.id, move=StepMove.PICK_UP)


def test_what_was_made_together_cannot_be_kept_back(world: World) -> None:
    by = as_(world, world.ane.account)
    for refused in (
        lambda: show_goal(by=by, goal_id=world.goal.id, team_sees=False),
        lambda: show_step(by=by, step_id=world.step.id, team_sees=False),
    ):
        with pytest.raises(Refused, match="together"):
            refused()


@pytest.mark.parametrize("who", ["ane", "birger", "eva", "dag", "cathrine"])
def test_nobody_shows_what_is_anothers(world: World, own: tuple[Goal, Goal, Step], who: str) -> None:
    goal, _part, step = own
    by = as_(world, world.everybody()[who])
    with pytest.raises(NotThere):
        show_goal(by=by, goal_id=goal.id, team_sees=True)
    with pytest.raises(NotThere):
        show_step(by=by, step_id=step.id, team_sees=True)


def test_a_step_under_a_strangers_goal_is_not_there(world: World) -> None:
    with pytest.raises(NotThere):
        agree_on_step(by=as_(world, world.arne.account), participant=world.arne, what="x", goal_id=world.goal.id)


def test_showing_twice_is_once_and_nonsense_is_not_there(world: World, own: tuple[Goal, Goal, Step]) -> None:
    goal, _part, _step = own
    by = as_(world, world.arne.account)
    show_goal(by=by, goal_id=goal.id, team_sees=True)
    show_goal(by=by, goal_id=goal.id, team_sees=True)
    assert GoalEvent.objects.filter(goal=goal.id, move="show").count() == 1
    with pytest.raises(NotThere):
        show_step(by=by, step_id=uuid4(), team_sees=True)
