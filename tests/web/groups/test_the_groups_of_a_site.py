# SPDX-License-Identifier: Apache-2.0
"""Groups at a glance: for who leads the programme, all of their places, and no other's."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.commands import end_role, register_participant
from bedring.people.models import Membership
from bedring.people.rules import Role
from bedring.sessions.commands.courses import (
    call_off,
    change_enrolment,
    end_leading,
    enrol,
    move_session,
    open_course,
    plan_session,
)
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NotHeld
from bedring.trust.models import AccessLog
from tests.evenings import hold, words
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import MARKER_F, MARKER_H, MODULE, TOPIC, World


def groups(world: World, who: str = "eva", language: str = "en") -> str:
    account = world.rita if who == "rita" else world.everybody()[who]
    answer = browser(account, language=language).get("/groups/")
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_it_says_who_leads_how_many_take_part_and_when_they_meet(world: World) -> None:
    said = groups(world)
    assert f"Led by {world.birger.name}, {world.gro.name}" in said
    assert "Take part 3 " in said
    assert "Sessions held 0" in said
    assert curriculum.topic(MODULE, TOPIC, "en").title in said
    assert TOPIC not in said, "titles, and never a slug"


def test_what_was_held_and_who_takes_a_break_is_counted(world: World) -> None:
    hold(world)
    set_actor(world.gro.id)
    change_enrolment(by=world.actor(world.gro), enrolment_id=world.anes_place.id, change=Change.PAUSE)
    said = groups(world)
    assert "Take part 2 (and 1 takes a break)" in said
    assert "Sessions held 1, last" in said


def test_who_has_left_is_not_counted(world: World) -> None:
    set_actor(world.gro.id)
    change_enrolment(by=world.actor(world.gro), enrolment_id=world.anes_place.id, change=Change.LEAVE)
    assert "Take part 2 " in groups(world)


def test_the_next_is_the_one_that_will_be_held(world: World) -> None:
    set_actor(world.birger.id)
    by, oslo = world.actor(world.birger), ZoneInfo("Europe/Oslo")
    at = datetime(2031, 3, 4, 17, 5, tzinfo=oslo)
    move_session(by=by, session_id=world.session.id, starts_at=at, place="", module=MODULE, topic=TOPIC)
    plan_session(by=by, course=world.group, starts_at=at + timedelta(days=7))
    assert "Tuesday 4 March 17:05" in groups(world)
    set_actor(world.birger.id)
    call_off(by=by, session_id=world.session.id, why=NotHeld.ILL)
    assert "Tuesday 11 March 17:05" in groups(world)


def test_a_group_that_nobody_leads_and_that_does_not_meet_says_so(world: World) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    open_course(by=by, organisation_id=world.fjellvik.id, name="Empty group")
    said = groups(world)
    empty = said[said.index("Empty group") :]
    assert "Led by nobody yet" in empty
    assert "no session planned" in empty


def test_who_leads_no_more_is_not_named(world: World) -> None:
    set_actor(world.eva.id)
    end_leading(by=world.actor(world.eva), leader_id=world.gro_leads.id)
    assert world.gro.name not in groups(world)


def test_a_group_too_large_is_told_as_such(world: World) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    for n in range(6):
        person = register_participant(by=by, organisation_id=world.fjellvik.id, name=f"Person Number{n}")
        assert ("more than the 8" in groups(world)) is False
        set_actor(world.eva.id)
        enrol(by=by, course=world.group, participant=person)
    assert "Take part 9 · more than the 8 the programme is made for" in groups(world)


def test_each_programme_leader_has_their_own_places_and_the_regions_all(world: World) -> None:
    assert MARKER_H not in groups(world, "eva")
    assert MARKER_F not in groups(world, "cathrine")
    both = groups(world, "rita")
    assert MARKER_H in both
    assert MARKER_F in both


def test_nobody_who_takes_part_is_named_so_that_nobody_is_looked_at(world: World) -> None:
    said = groups(world)
    assert "Ane" not in said
    set_actor(world.ane.account_id)
    assert not AccessLog.objects.filter(account=world.eva).exists()


@pytest.mark.parametrize("who", ["birger", "gro", "bodil", "dag", "ane"])
def test_for_others_there_is_no_such_page(world: World, who: str) -> None:
    answer = browser(world.everybody()[who]).get("/groups/")
    assert answer.status_code == 404
    assert world.group.name not in answer.content.decode()


def test_nor_for_who_led_the_programme_until_now(world: World) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    give_role(by=by, account=world.bodil, organisation_id=world.fjellvik.id, role=Role.PROGRAMME_LEADER)
    bodil = browser(world.bodil)
    assert bodil.get("/groups/").status_code == 200
    set_actor(world.eva.id)
    role = Membership.objects.get(account=world.bodil, role=Role.PROGRAMME_LEADER)
    end_role(by=by, membership_id=role.id)
    assert bodil.get("/groups/").status_code == 404


def test_in_norwegian(world: World) -> None:
    hold(world)
    assert "Sessions held" not in groups(world, language="nb")


def test_it_survives_a_year_in_which_nothing_was_written(world: World) -> None:
    with clock.stopped_at(clock.now() + timedelta(days=400)):
        assert world.group.name in groups(world)
