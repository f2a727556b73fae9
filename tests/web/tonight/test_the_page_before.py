# SPDX-License-Identifier: Apache-2.0
"""Tonight, before the group comes in: what a leader needs, and nobody else's group."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.commands import end_role
from bedring.people.models import Account
from bedring.sessions.commands.courses import (
    appoint_leader,
    change_enrolment,
    end_leading,
    move_session,
    open_course,
    plan_session,
)
from bedring.sessions.commands.entries import close_session
from bedring.sessions.rules.places import Change
from bedring.trust.models import AccessLog
from tests.evenings import hold, words
from tests.signed_in import browser
from tests.taps import begin, send, tap
from tests.world import MODULE, TOPIC, World

OSLO = ZoneInfo("Europe/Oslo")


def tonight(account: Account | Client) -> str:
    client = account if isinstance(account, Client) else browser(account)
    return words(client.get("/tonight/").content.decode())


def moved(world: World, to: datetime, place: str = "Room 2") -> None:
    set_actor(world.birger.id)
    move_session(
        by=world.actor(world.birger), session_id=world.session.id, starts_at=to, place=place, module=MODULE, topic=TOPIC
    )


def test_it_says_when_where_who_and_what_each_works_on(world: World) -> None:
    moved(world, datetime.combine(clock.today(), datetime.min.time(), OSLO) + timedelta(hours=17, minutes=5))
    said = tonight(world.birger)
    assert "at 17:05 · Room 2 · session 1" in said
    assert "3 people expected" in said
    assert f"Ane {world.step.what}" in said
    assert "Aud No goal yet" in said
    assert "This is the first session." in said


def test_the_team_mate_reads_the_same_and_is_logged_as_looking(world: World) -> None:
    assert tonight(world.gro) == tonight(world.birger)
    set_actor(world.ane.account_id)
    assert set(AccessLog.objects.filter(account=world.gro).values_list("kind", flat=True)) >= {"session"}


@pytest.mark.parametrize("who", ["bodil", "eva", "cathrine"])
def test_who_does_not_lead_it_reads_nothing_of_it(world: World, who: str) -> None:
    said = tonight(world.everybody()[who])
    for mine in (world.group.name, "Aud", world.step.what):
        assert mine not in said


def test_nor_does_who_leads_no_more(world: World) -> None:
    assert world.group.name in tonight(world.gro)
    set_actor(world.eva.id)
    end_leading(by=world.actor(world.eva), leader_id=world.gro_leads.id)
    assert "You lead no group with a session planned." in tonight(world.gro)


def test_nor_does_who_works_here_no_more(world: World) -> None:
    gro = browser(world.gro)
    set_actor(world.eva.id)
    end_role(by=world.actor(world.eva), membership_id=world.gros_role.id)
    assert world.group.name not in words(gro.get("/tonight/", follow=True).content.decode())


def test_who_takes_a_break_is_counted_and_not_expected(world: World) -> None:
    set_actor(world.gro.id)
    change_enrolment(by=world.actor(world.gro), enrolment_id=world.anes_place.id, change=Change.PAUSE)
    said = tonight(world.birger)
    assert "2 people expected · 1 takes a break" in said
    assert world.step.what not in said


def test_last_time_is_told_in_words(world: World) -> None:
    hold(world)
    said = tonight(world.birger)
    assert "2 of 3 were here." in said
    assert "No home practice was agreed." in said
    assert "session 2" in said
    assert "Ane Sing one song" in said, "the step agreed on is the one to look at next"


def test_a_group_without_a_session_is_named(world: World) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    new = open_course(by=by, organisation_id=world.fjellvik.id, name="Friday group")
    appoint_leader(by=by, course=new, account_id=world.birger.id)
    assert "Friday group: no session is planned." in tonight(world.birger)
    assert "Friday group" not in tonight(world.gro)


def test_a_programme_leader_without_a_group_is_shown_the_way(world: World) -> None:
    assert "You lead no group yourself. To all groups" in tonight(world.eva)


def test_there_is_one_button_to_start_on_the_day_and_a_question_on_another(world: World) -> None:
    at = datetime(2031, 3, 4, 17, 0, tzinfo=OSLO)
    moved(world, at)
    for days, asked in ((0, False), (1, True), (-1, True)):
        with clock.stopped_at(at + timedelta(days=days)):
            said = tonight(world.birger)
        assert said.count("Start session") == 1
        assert ("Start it on another day than planned" in said) is asked


def test_the_day_is_the_one_on_the_wall_of_the_place(world: World) -> None:
    moved(world, datetime(2031, 3, 4, 0, 30, tzinfo=OSLO))
    with clock.stopped_at(datetime(2031, 3, 4, 17, 0, tzinfo=OSLO)):
        assert "Start it on another day" not in tonight(world.birger), "half past midnight, Oslo, is this day"
    with clock.stopped_at(datetime(2031, 3, 3, 23, 45, tzinfo=ZoneInfo("UTC"))):
        assert "Start it on another day" not in tonight(world.birger), "in Oslo it is past midnight already"
    with clock.stopped_at(datetime(2031, 3, 3, 22, 45, tzinfo=ZoneInfo("UTC"))):
        assert "Start it on another day" in tonight(world.birger)


def test_one_that_goes_on_is_gone_on_with(world: World) -> None:
    begin(world)
    assert "Go on with the session" in tonight(world.gro)
    assert "Start session" not in tonight(world.gro)


def test_notes_that_wait_wait_for_who_writes_them(world: World) -> None:
    begin(world)
    send(world, world.birger, tap("presence", {"here": "here"}, world.ane.id))
    close_session(by=world.actor(world.birger), session_id=world.session.id)
    assert "2 notes are not signed yet. Go to the notes" in tonight(world.birger)
    assert "not signed yet" not in tonight(world.gro)
    with clock.stopped_at(clock.now() + timedelta(days=61)):
        assert "not signed yet" not in tonight(world.birger), "after two months they are not asked for any more"


def test_several_groups_stand_in_the_order_of_their_time(world: World) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    new = open_course(by=by, organisation_id=world.fjellvik.id, name="Early group")
    appoint_leader(by=by, course=new, account_id=world.birger.id)
    plan_session(by=by, course=new, starts_at=clock.now() + timedelta(minutes=5))
    said = tonight(world.birger)
    assert said.index("Early group") < said.index(world.group.name)
    assert "No topic chosen yet. Choose it in the session." in said


def test_it_survives_nonsense_in_its_address(world: World) -> None:
    for query in ("?after=x", "?" + "a" * 3000, "?%00=%ff"):
        assert browser(world.birger).get(f"/tonight/{query}").status_code == 200
    assert browser(world.birger).post("/tonight/").status_code == 405
