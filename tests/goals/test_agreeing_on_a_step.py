# SPDX-License-Identifier: Apache-2.0
"""Agreeing on the next step: one at a time for whoever sees it; what it took the place of is not lost."""

from uuid import uuid4

import pytest

from bedring.goals.commands import agree_on_step, set_goal
from bedring.goals.models import Step, StepEvent
from bedring.goals.queries import my_work, work_of
from bedring.kit.refusals import NotThere, Refused
from tests.acting import as_
from tests.world import World


def states(world: World) -> dict[str, str]:
    """Ane's steps as she sees them, by their words."""
    as_(world.ane.account)
    return dict(Step.objects.filter(participant=world.ane).values_list("what", "state"))


def test_agreed_with_the_team_it_takes_the_place_of_the_one_before(world: World) -> None:
    step = agree_on_step(by=as_(world.gro), participant=world.ane, what="Go to one practice", when="Tuesday")
    assert states(world) == {world.step.what: "replaced", "Go to one practice": "current"}
    assert step.replaces_id == world.step.id
    now = my_work(as_(world.ane.account)).step
    assert now is not None
    assert (now.what, now.when) == ("Go to one practice", "Tuesday")
    assert work_of(as_(world.birger), [world.ane.id])[world.ane.id].step.id == step.id  # type: ignore[union-attr]


def test_one_of_her_own_stands_beside_it(world: World) -> None:
    own = agree_on_step(by=as_(world.ane.account), participant=world.ane, what="Hum in the kitchen")
    assert not own.team_sees
    assert states(world) == {world.step.what: "current", "Hum in the kitchen": "current"}
    for account in (world.birger, world.gro, world.eva):
        as_(account)
        assert not Step.objects.filter(id=own.id).exists()


def test_one_of_her_own_that_she_shows_takes_the_place_of_the_teams(world: World) -> None:
    agree_on_step(by=as_(world.ane.account), participant=world.ane, what="Hum to them", team_sees=True)
    assert states(world) == {world.step.what: "replaced", "Hum to them": "current"}
    assert work_of(as_(world.gro), [world.ane.id])[world.ane.id].step.what == "Hum to them"  # type: ignore[union-attr]


def test_both_are_written_down_with_who(world: World) -> None:
    step = agree_on_step(by=as_(world.gro), participant=world.ane, what="Go")
    assert list(StepEvent.objects.filter(step=step).values_list("move", "by")) == [("agree", world.gro.id)]
    newest = StepEvent.objects.filter(step=world.step).order_by("-number")[0]
    assert (newest.move, newest.by_id) == ("replace", world.gro.id)


def test_it_lies_under_the_goal_it_is_for(world: World) -> None:
    step = agree_on_step(by=as_(world.birger), participant=world.ane, what="Go", goal_id=world.goal.id)
    assert Step.objects.get(id=step.id).goal_id == world.goal.id


def test_under_a_goal_of_ones_own_it_is_ones_own(world: World) -> None:
    arne = as_(world.arne.account)
    own = set_goal(by=arne, participant=world.arne, words="Mine alone")
    step = agree_on_step(by=arne, participant=world.arne, what="A part", goal_id=own.id, team_sees=True)
    assert not step.team_sees


def test_a_goal_of_somebody_else_is_not_there(world: World) -> None:
    for goal in (world.goal.id, uuid4()):
        with pytest.raises(NotThere):
            agree_on_step(by=as_(world.arne.account), participant=world.arne, what="x", goal_id=goal)
    as_(world.arne.account)
    assert Step.objects.get(participant=world.arne).id == world.arnes_step.id


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "arne", "carl"])
def test_a_stranger_agrees_on_none(world: World, who: str) -> None:
    with pytest.raises(NotThere):
        agree_on_step(by=as_(world.everybody()[who]), participant=world.ane, what="Theirs")
    assert states(world) == {world.step.what: "current"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"what": ""}, "no_words"),
        ({"what": " \u202e "}, "no_words"),
        ({"what": "x" * 501}, "too_long"),
        ({"what": "x", "when": "y" * 201}, "too_long"),
        ({"what": "x", "where": "y" * 201}, "too_long"),
        ({"what": "x", "with_whom": "y" * 201}, "too_long"),
    ],
)
def test_without_words_or_with_too_many_the_one_before_stays(world: World, words: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        agree_on_step(by=as_(world.birger), participant=world.ane, **words)
    assert states(world) == {world.step.what: "current"}


def test_as_long_as_there_is_room_every_word_is_kept(world: World) -> None:
    details = {"when": "n" * 200, "where": "r" * 200, "with_whom": "m" * 200}
    step = agree_on_step(by=as_(world.birger), participant=world.ane, what="å" * 500, **details)
    kept = Step.objects.get(id=step.id)
    assert (kept.what, kept.when, kept.where, kept.with_whom) == ("å" * 500, *details.values())
