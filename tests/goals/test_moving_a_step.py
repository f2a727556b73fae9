# SPDX-License-Identifier: Apache-2.0
"""A step is looked at, rests, is picked up again or let go, by the person and by the team that made it with them."""

from uuid import uuid4

import pytest
from django.utils import translation

from bedring.goals.commands import agree_on_step, look_at_step, move_step
from bedring.goals.models import Step, StepEvent
from bedring.goals.queries import my_work
from bedring.goals.rules import STEP_MOVES, StepMove, StepState, Went
from bedring.kit.refusals import NotThere, Refused
from tests.acting import as_
from tests.world import World

WAY_TO: dict[StepState, list[StepMove | Went]] = {
    StepState.CURRENT: [],
    StepState.RESTING: [StepMove.REST],
    StepState.DONE: [Went.DONE],
    StepState.LET_GO: [StepMove.LET_GO],
}


def does(world: World, *deeds: StepMove | Went) -> None:
    by = as_(world.ane.account)
    for deed in deeds:
        if isinstance(deed, Went):
            look_at_step(by=by, step_id=world.step.id, look=deed)
        else:
            move_step(by=by, step_id=world.step.id, move=deed)


def state(step: Step, world: World) -> str:
    as_(world.ane.account)
    return str(Step.objects.get(id=step.id).state)


@pytest.mark.parametrize("before", list(WAY_TO))
@pytest.mark.parametrize("move", [StepMove.REST, StepMove.PICK_UP, StepMove.LET_GO])
def test_each_move_does_what_it_says_or_is_refused(world: World, before: StepState, move: StepMove) -> None:
    does(world, *WAY_TO[before])
    after = STEP_MOVES[move].get(before)
    if after is None:
        with pytest.raises(Refused, match="not_now"):
            does(world, move)
    else:
        does(world, move)
    assert state(world.step, world) == (after or before)


@pytest.mark.parametrize("who", ["birger", "gro", "eva"])
def test_the_team_says_with_her_how_it_went(world: World, who: str) -> None:
    account = world.everybody()[who]
    look_at_step(by=as_(account), step_id=world.step.id, look=Went.DONE)
    assert my_work(as_(world.ane.account)).step is None
    event = StepEvent.objects.filter(step=world.step).order_by("-number")[0]
    assert (event.look, event.by_id) == ("done", account.id)


def test_she_says_otherwise_and_hers_counts(world: World) -> None:
    look_at_step(by=as_(world.birger), step_id=world.step.id, look=Went.DONE)
    does(world, Went.NOT_THIS_TIME)
    assert state(world.step, world) == "current"
    looks = StepEvent.objects.filter(step=world.step, move="look").order_by("number")
    assert [event.look for event in looks] == ["done", "not_this_time"], "both stay written"


def test_one_picked_up_has_its_place_and_the_other_rests(world: World) -> None:
    other = agree_on_step(by=as_(world.birger), participant=world.ane, what="Another")
    does(world, StepMove.PICK_UP)
    assert state(world.step, world) == "current"
    assert state(other, world) == "resting"


def test_one_of_her_own_and_one_with_the_team_keep_out_of_each_others_way(world: World) -> None:
    own = agree_on_step(by=as_(world.ane.account), participant=world.ane, what="For myself")
    does(world, StepMove.REST, StepMove.PICK_UP)
    assert state(own, world) == "current"
    assert state(world.step, world) == "current"


@pytest.mark.parametrize("move", [StepMove.AGREE, StepMove.SHOW, StepMove.HIDE, StepMove.REWORD])
def test_what_is_no_move_of_this_kind_is_refused(world: World, move: StepMove) -> None:
    with pytest.raises(Refused, match="not_now"):
        does(world, move)
    assert state(world.step, world) == "current"


@pytest.mark.parametrize("who", ["bodil", "cathrine", "arne", "carl"])
def test_a_stranger_moves_and_looks_at_nothing(world: World, who: str) -> None:
    by = as_(world.everybody()[who])
    with pytest.raises(NotThere):
        move_step(by=by, step_id=world.step.id, move=StepMove.LET_GO)
    with pytest.raises(NotThere):
        look_at_step(by=by, step_id=world.step.id, look=Went.DONE)
    assert state(world.step, world) == "current"


def test_a_supporter_reads_it_and_is_refused_in_words(world: World) -> None:
    translation.activate("en")
    for deed in (
        lambda by: move_step(by=by, step_id=world.step.id, move=StepMove.REST),
        lambda by: look_at_step(by=by, step_id=world.step.id, look=Went.DONE),
        lambda by: look_at_step(by=by, step_id=world.step.id, look=None),
    ):
        with pytest.raises(Refused, match="only_look") as refused:
            deed(as_(world.dag))
        assert "only the person can change it" in str(refused.value.reason)
    assert state(world.step, world) == "current"


def test_what_she_keeps_to_herself_is_not_there_for_the_team(world: World) -> None:
    own = agree_on_step(by=as_(world.ane.account), participant=world.ane, what="For myself")
    for account in (world.birger, world.gro, world.eva):
        with pytest.raises(NotThere):
            look_at_step(by=as_(account), step_id=own.id, look=Went.DONE)


def test_a_step_let_go_is_not_looked_at(world: World) -> None:
    does(world, StepMove.LET_GO)
    with pytest.raises(Refused, match="not_now"):
        does(world, Went.DONE)


def test_what_is_not_there_is_not_moved(world: World) -> None:
    with pytest.raises(NotThere):
        move_step(by=as_(world.ane.account), step_id=uuid4(), move=StepMove.REST)
    with pytest.raises(NotThere):
        look_at_step(by=as_(world.ane.account), step_id=uuid4(), look=Went.DONE)
