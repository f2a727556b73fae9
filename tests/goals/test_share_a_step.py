# SPDX-License-Identifier: Apache-2.0
"""Letting a supporter see the step one is working on: one step at a time, and nobody else's to give."""

from uuid import UUID

import pytest

from bedring.goals.commands import agree_on_step, move_step, share_my_step
from bedring.goals.queries import my_people, shared_steps
from bedring.goals.rules import StepMove
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.people.rules import Actor
from bedring.trust.queries import shares_given
from tests.signed_in import browser
from tests.world import World


def ane(world: World) -> Actor:
    set_actor(world.ane.account_id)
    return world.actor(world.ane.account)


def brother(world: World) -> UUID:
    (one,) = my_people(ane(world)).people
    return one.id


def seen_by_dag(world: World) -> list[str]:
    set_actor(world.dag.id)
    return [one.step.what for one in shared_steps(world.actor(world.dag))]


def test_a_new_step_takes_the_place_of_the_one_shared_before(world: World) -> None:
    supporter, by = brother(world), ane(world)
    agree_on_step(by=by, participant=world.ane, what="Hum in the kitchen", team_sees=True)
    assert seen_by_dag(world) == [world.step.what], "nothing is shared by itself"
    share_my_step(by=ane(world), supporter_id=supporter)
    assert seen_by_dag(world) == ["Hum in the kitchen"]
    assert len(shares_given(ane(world))) == 1


def test_shared_twice_it_is_one_share(world: World) -> None:
    supporter = brother(world)
    before = shares_given(ane(world))
    share_my_step(by=ane(world), supporter_id=supporter)
    assert shares_given(ane(world)) == before


def test_without_a_step_it_is_refused_and_what_was_shared_stays(world: World) -> None:
    supporter = brother(world)
    move_step(by=ane(world), step_id=world.step.id, move=StepMove.REST)
    with pytest.raises(Refused, match="no_step"):
        share_my_step(by=ane(world), supporter_id=supporter)
    assert my_people(ane(world)).step is None
    assert len(shares_given(ane(world))) == 1


@pytest.mark.parametrize("who", ["arne", "dag", "birger", "eva"])
def test_nobody_shares_through_somebody_elses_supporter(world: World, who: str) -> None:
    supporter = brother(world)
    account: Account = world.everybody()[who]
    set_actor(account.id)
    with pytest.raises(NotThere):
        share_my_step(by=world.actor(account), supporter_id=supporter)
    assert seen_by_dag(world) == [world.step.what]


@pytest.mark.parametrize("typed", ["", "x", "²", "\x00", str(UUID(int=7))])
def test_nonsense_as_a_supporter_is_nobody(world: World, typed: str) -> None:
    answer = browser(world.ane.account).post("/mine/people/share", {"supporter": typed})
    assert answer.status_code == 404
    assert seen_by_dag(world) == [world.step.what]


def test_the_page_tells_what_each_sees(world: World) -> None:
    page = browser(world.ane.account).get("/mine/people/").content.decode()
    assert "my brother" in page
    assert world.step.what in page
    (one,) = my_people(ane(world)).people
    assert (one.called, one.step and one.step.what) == ("my brother", world.step.what)


def test_a_share_of_a_step_that_rests_is_still_told(world: World) -> None:
    move_step(by=ane(world), step_id=world.step.id, move=StepMove.REST)
    (one,) = my_people(ane(world)).people
    assert one.step is not None
    assert one.share_id is not None
