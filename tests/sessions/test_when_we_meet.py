# SPDX-License-Identifier: Apache-2.0
"""When we meet, for those who take part: the next that will be held, what is called off, and what was met so far."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from bedring.kit import clock
from bedring.sessions.commands.courses import (
    call_off,
    change_course,
    change_enrolment,
    enrol,
    move_session,
    open_course,
    plan_session,
)
from bedring.sessions.commands.entries import start_session
from bedring.sessions.models import Session
from bedring.sessions.queries.mine import (
    days_of_sessions,
    handouts_met,
    my_edition,
    my_last_session,
    my_sessions,
    names_of_courses,
    topics_met,
)
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NotHeld
from tests.acting import as_
from tests.evenings import hold, taps
from tests.world import MODULE, TOPIC, World

OSLO = ZoneInfo("Europe/Oslo")
HANDOUT = {"module": MODULE, "topic": TOPIC, "on": True}


def later(world: World, days: int) -> Session:
    return plan_session(by=as_(world.birger), course=world.group, starts_at=clock.now() + timedelta(days=days))


def test_the_next_is_the_earliest_that_is_still_to_come(world: World) -> None:
    later(world, 7)
    found = my_sessions(as_(world.ane.account)).next
    assert found is not None
    assert (found.id, found.course, found.place) == (world.session.id, world.group.name, "Room 2")


def test_one_that_goes_on_is_still_the_next_and_one_that_is_closed_is_not(world: World) -> None:
    start_session(by=as_(world.birger), session_id=world.session.id)
    found = my_sessions(as_(world.ane.account)).next
    assert found is not None
    assert found.id == world.session.id
    hold(world)
    found = my_sessions(as_(world.ane.account)).next
    assert found is not None
    assert found.id != world.session.id


def test_what_is_called_off_before_it_is_told_and_not_what_is_called_off_after(world: World) -> None:
    after = later(world, 14)
    call_off(by=as_(world.birger), session_id=world.session.id, why=NotHeld.ILL)
    found = my_sessions(as_(world.ane.account))
    assert [one.id for one in found.off] == [world.session.id]
    call_off(by=as_(world.birger), session_id=after.id, why=NotHeld.HOLIDAY)
    assert [one.id for one in my_sessions(as_(world.ane.account)).off][:1] == [world.session.id]


def test_three_hours_after_its_time_it_was_not_held(world: World) -> None:
    at = datetime(2031, 3, 4, 17, 0, tzinfo=OSLO)
    move_session(by=as_(world.birger), session_id=world.session.id, starts_at=at, place="")
    for minutes, still in ((179, True), (181, False)):
        with clock.stopped_at(at + timedelta(minutes=minutes)):
            assert (my_sessions(as_(world.ane.account)).next is not None) is still


@pytest.mark.parametrize("change", [Change.LEAVE, Change.COMPLETE])
def test_who_takes_part_no_more_is_told_of_none_and_keeps_what_was_met(world: World, change: Change) -> None:
    hold(world)
    change_enrolment(by=as_(world.birger), enrolment_id=world.anes_place.id, change=change)
    ane = as_(world.ane.account)
    assert my_sessions(ane).next is None
    assert topics_met(ane) == [(MODULE, TOPIC)]


def test_on_a_break_one_is_told_when_they_meet(world: World) -> None:
    change_enrolment(by=as_(world.birger), enrolment_id=world.anes_place.id, change=Change.PAUSE)
    assert my_sessions(as_(world.ane.account)).next is not None


def test_what_was_met_is_what_was_handed_out_while_one_was_there(world: World) -> None:
    hold(world)  # Ane and Arne are here, Aud has sent word
    for account in (world.ane.account, world.arne.account):
        assert topics_met(as_(account)) == [(MODULE, TOPIC)]
        assert [met.there for met in handouts_met(as_(account), "en")] == [True]
    taps(world, world.birger, ("presence", {"here": "not_here"}, world.ane.id))
    assert topics_met(as_(world.ane.account)) == [], "a correction is followed"
    taps(world, world.birger, ("presence", {"here": "here"}, world.ane.id), ("handout", HANDOUT | {"on": False}, None))
    assert topics_met(as_(world.ane.account)) == []


def test_a_topic_met_twice_stands_once(world: World) -> None:
    hold(world)
    again = later(world, 7)
    start_session(by=as_(world.birger), session_id=again.id)
    other = World(**{**vars(world), "session": again})
    taps(other, world.birger, ("presence", {"here": "here"}, world.ane.id), ("handout", HANDOUT, None))
    assert topics_met(as_(world.ane.account)) == [(MODULE, TOPIC)]


def test_the_last_session_is_the_newest_with_a_handout_at_which_one_was(world: World) -> None:
    assert my_last_session(as_(world.ane.account), "en") is None
    hold(world)
    found = my_last_session(as_(world.ane.account), "nb")
    assert found is not None
    assert (found.module, found.topic, found.there, found.home_practice) == (MODULE, TOPIC, True, None)
    again = later(world, 7)
    start_session(by=as_(world.birger), session_id=again.id)
    other = World(**{**vars(world), "session": again})
    taps(other, world.birger, ("presence", {"here": "not_here"}, world.ane.id), ("handout", HANDOUT, None))
    after = my_last_session(as_(world.ane.account), "nb")
    assert after == found, "she was not at the newer one"


def test_the_edition_is_that_of_the_newest_course(world: World) -> None:
    assert my_edition(as_(world.ane.account)) == "norway"
    assert my_edition(as_(world.birger)) == "norway", "for who takes part in none"
    eva = as_(world.eva)
    other = open_course(by=eva, organisation_id=world.fjellvik.id, name="Other", edition="international")
    enrol(by=eva, course=other, participant=world.ane)
    assert my_edition(as_(world.ane.account)) == "international"


def test_days_and_names_are_told_of_ones_own_alone(world: World) -> None:
    ids = [world.session.id, world.other_session.id, uuid4()]
    assert set(days_of_sessions(as_(world.ane.account), ids)) == {world.session.id}
    assert set(days_of_sessions(as_(world.carl.account), ids)) == {world.other_session.id}
    assert days_of_sessions(as_(world.dag), ids) == {}
    courses = [world.group.id, world.other_group.id]
    assert names_of_courses(as_(world.ane.account), courses) == {world.group.id: world.group.name}
    change_course(by=as_(world.eva), course_id=world.group.id, name="Renamed", place="", every_days=7, minutes=90)
    assert names_of_courses(as_(world.ane.account), courses) == {world.group.id: "Renamed"}


@pytest.mark.parametrize("who", ["birger", "eva", "dag", "bodil"])
def test_who_takes_part_in_nothing_meets_nobody(world: World, who: str) -> None:
    hold(world)
    by = as_(world.everybody()[who])
    assert my_sessions(by).next is None
    assert my_sessions(by).off == ()
    assert topics_met(by) == []
    assert my_last_session(by, "en") is None
