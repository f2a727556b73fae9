# SPDX-License-Identifier: Apache-2.0
"""Saying how a step went, at home: the last that was said counts, those who see the step see it, nothing is judged."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from bedring.goals.commands import agree_on_step, look_at_step
from bedring.goals.models import Step, StepEvent
from bedring.goals.queries import steps_of
from bedring.goals.rules import Went
from bedring.kit import clock
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.world import World

SAID = {
    "done": "Noted: done. You can write a new step, or wait until you meet.",
    "partly": "Noted: partly. You can go on with it, or make it smaller.",
    "not_this_time": "Noted: not this time. That is fine. You can look at it together when you meet.",
}


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


def say(client: Client, step: Step, look: str, **more: str):  # type: ignore[no-untyped-def]
    return client.post(f"/mine/step/{step.id}/look", {"look": look} | more)


def looks(world: World, step: Step) -> list[str]:
    as_(world.ane.account)
    return list(StepEvent.objects.filter(step=step.id, move="look").order_by("number").values_list("look", flat=True))


def state(world: World, step: Step) -> str:
    as_(world.ane.account)
    return Step.objects.get(id=step.id).state


@pytest.mark.parametrize(("look", "after"), [("done", "done"), ("partly", "current"), ("not_this_time", "current")])
def test_each_is_noted_in_kind_words_and_leaves_the_step_where_it_belongs(
    world: World, ane: Client, look: str, after: str
) -> None:
    answer = say(ane, world.step, look)
    assert answer["Location"] == "/mine/"
    assert SAID[look] in ane.get("/mine/").content.decode()
    assert SAID[look] not in ane.get("/mine/").content.decode(), "it is said once"
    assert (looks(world, world.step), state(world, world.step)) == ([look], after)


def test_a_step_that_is_done_leaves_room_for_another(world: World, ane: Client) -> None:
    say(ane, world.step, "done")
    page = reads(world.ane.account, "/mine/")
    assert "No step this week. That is fine." in page
    assert world.step.what not in page
    assert world.step.what in reads(world.ane.account, "/mine/step/")


@pytest.mark.parametrize("who", ["birger", "gro"])
def test_the_leaders_read_how_it_went_and_when(world: World, ane: Client, who: str) -> None:
    say(ane, world.step, "partly")
    (step,) = steps_of(as_(world.everybody()[who]), world.ane.id)
    assert step.went is Went.PARTLY
    assert step.trail[-1].at.date() == clock.now().date()


def test_how_a_step_of_my_own_went_is_mine(world: World, ane: Client) -> None:
    own = agree_on_step(by=as_(world.ane.account), participant=world.ane, what="Hum", team_sees=False)
    say(ane, own, "done")
    as_(world.birger)
    assert not StepEvent.objects.filter(step=own.id).exists()


def test_said_at_home_and_in_the_room_the_last_counts(world: World, ane: Client) -> None:
    say(ane, world.step, "partly")
    look_at_step(by=as_(world.birger), step_id=world.step.id, look=Went.DONE)
    assert state(world, world.step) == "done"
    say(ane, world.step, "not_this_time")
    assert looks(world, world.step) == ["partly", "done", "not_this_time"]
    assert state(world, world.step) == "current"
    assert world.step.what in reads(world.ane.account, "/mine/")


def test_each_thing_said_stands_with_its_day(world: World, ane: Client) -> None:
    for days, look in ((1, "not_this_time"), (3, "done")):
        with clock.stopped_at(clock.now() + timedelta(days=days)):
            say(browser(world.ane.account), world.step, look)
    page = reads(world.ane.account, "/mine/step/")
    for days, words in ((1, "not this time"), (3, "done")):
        day = (clock.now() + timedelta(days=days)).astimezone().strftime("%-d %B")
        assert f"{day}: {words}" in page


def test_the_button_of_a_page_left_open_says_it_of_the_step_that_stood_there(world: World, ane: Client) -> None:
    """A new step has come meanwhile: it keeps its place, whatever is said of the one before."""
    new = agree_on_step(by=as_(world.birger), participant=world.ane, what="Sing one song")
    for look in ("done", "not_this_time"):
        say(ane, world.step, look)
        assert state(world, new) == "current"
    assert looks(world, new) == []
    assert looks(world, world.step) == ["done", "not_this_time"]
    assert "Sing one song" in reads(world.ane.account, "/mine/")


def test_of_a_step_let_go_meanwhile_nothing_is_said_and_that_is_told(world: World, ane: Client) -> None:
    browser(world.ane.account).post(f"/mine/step/{world.step.id}/let_go")
    answer = say(ane, world.step, "done")
    assert answer.status_code == 403
    assert looks(world, world.step) == []
    assert state(world, world.step) == "let_go"


def test_one_is_led_back_to_where_one_was(world: World, ane: Client) -> None:
    assert say(ane, world.step, "partly", **{"from": "steps"})["Location"] == "/mine/step/"
    assert say(ane, world.step, "done", **{"from": "//example.org"})["Location"] == "/mine/"


def test_what_is_offered_can_be_said(world: World, ane: Client) -> None:
    for url in ("/mine/", "/mine/step/"):
        page = ane.get(url).content.decode()
        assert all(f'name="look" value="{look}"' in page for look in SAID)
        assert 'value="pick_up_again"' not in page, "that is said in the room"


@pytest.mark.parametrize("who", ["arne", "carl", "eva", "gro", "cathrine"])
def test_nobody_else_says_it_here(world: World, who: str) -> None:
    assert say(browser(world.everybody()[who]), world.step, "done").status_code == 404
    assert looks(world, world.step) == []


def test_a_supporter_reads_the_step_and_says_nothing_of_it(world: World) -> None:
    dag = browser(world.dag)
    assert world.step.what in dag.get("/invited/").content.decode()
    assert say(dag, world.step, "done").status_code == 404
    assert looks(world, world.step) == []


def test_not_with_the_printed_pin(world: World, ane: Client) -> None:
    assert world.ane.account
    note_method(ane, world.ane.account.id, "first_paper")
    assert say(ane, world.step, "done")["Location"] == "/account/pin/"
    assert looks(world, world.step) == []


@pytest.mark.parametrize("look", ["", "DONE", "pick_up_again", "overdue", "done\x00", "²" * 99])
def test_nonsense_is_not_there(world: World, ane: Client, look: str) -> None:
    wanted = 302 if look == "done\x00" else 404  # what no text can hold is taken out of what was sent
    assert say(ane, world.step, look).status_code == wanted
    assert ane.post(f"/mine/step/{uuid4()}/look", {"look": "done"}).status_code == 404
