# SPDX-License-Identifier: Apache-2.0
"""Setting up a group: works; works for those who lead it; hidden from the stranger; refused; survives nonsense."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from bedring.kit import clock
from bedring.kit.dates import moment_at
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.commands import end_role
from bedring.people.models import Account, CareRelation, Membership, Participant
from bedring.sessions.commands.courses import move_session
from bedring.sessions.commands.entries import close_session, start_session
from bedring.sessions.models import Course, Enrolment, Session
from bedring.trust.models import AccessLog
from tests.signed_in import browser
from tests.world import World

GROUP = {"name": "Onsdagsgruppa", "place": "Rom 4", "every_days": "14", "minutes": "75", "format": "group"}
OSLO = ZoneInfo("Europe/Oslo")
DAY = clock.today() + timedelta(days=40)
"""A day that a session can be planned for."""


def forward() -> date:
    """The next day on which the clocks go forward in Norway: the last Sunday of March."""
    for days in range(1, 400):
        day = clock.today() + timedelta(days=days)
        if moment_at(day, time(2, 30), "Europe/Oslo") is None:
            return day
    raise AssertionError("no change of clocks in a year")


@pytest.fixture
def eva(world: World) -> Client:
    return browser(world.eva)


def opened(world: World, eva: Client) -> Course:
    """A new group that Birger leads."""
    eva.post("/groups/new/", GROUP | {"organisation": str(world.fjellvik.id), "edition": "norway"})
    course = Course.objects.get(name="Onsdagsgruppa")
    eva.post(f"/groups/{course.id}/leaders", {"leader-account": str(world.birger.id)})
    return course


def test_from_nothing_to_a_session_that_birger_runs(world: World, eva: Client) -> None:
    course = opened(world, eva)
    at = f"/groups/{course.id}"
    eva.post(f"{at}/people", {"person-name": "Nora Ny", "person-email": "nora@example.org"})
    eva.post(f"{at}/next", {"session-day": DAY.isoformat(), "session-clock": "17:30", "session-place": "Rom 5"})
    set_actor(world.birger.id)
    session = Session.objects.get(course=course)
    assert (session.number, session.place) == (1, "Rom 5")
    assert session.starts_at == datetime.combine(DAY, time(17, 30), OSLO)
    page = browser(world.birger).get("/tonight/").content.decode()
    assert "Onsdagsgruppa" in page
    assert "Nora" in page
    person = Participant.objects.get(name="Nora Ny")
    assert person.called == "Nora"
    assert person.account is not None
    assert person.account.email == "nora@example.org"
    assert course.every_days == 14


def test_somebody_registered_gets_a_place_and_sees_that_they_were_looked_for(world: World, eva: Client) -> None:
    course = opened(world, eva)
    page = eva.get(f"/groups/{course.id}/?find=nil").content.decode()
    assert world.nils.name in page
    assert world.carl.name not in eva.get(f"/groups/{course.id}/?find=carl").content.decode()
    set_actor(world.eva.id)
    assert AccessLog.objects.filter(participant=world.nils, kind="place", account=world.eva).exists()
    eva.post(f"/groups/{course.id}/people/{world.nils.id}", {"find": "nil"})
    assert Enrolment.objects.get(course=course).participant == world.nils
    again = eva.post(f"/groups/{course.id}/people/{world.nils.id}", {"find": "nil"})
    assert again.status_code == 404


def test_a_break_and_coming_back(world: World) -> None:
    gro = browser(world.gro)
    at = f"/groups/{world.group.id}/places/{world.anes_place.id}"
    gro.post(f"{at}/pause")
    assert "takes a break" in gro.get(f"/groups/{world.group.id}/").content.decode()
    gro.post(f"{at}/resume")
    assert gro.post(f"{at}/resume").status_code == 403
    assert gro.post(f"{at}/enrol").status_code == 404


def test_those_who_lead_move_the_next_session_and_nothing_else(world: World) -> None:
    birger = browser(world.birger)
    at = f"/groups/{world.group.id}"
    assert "Give somebody new a place" not in birger.get(f"{at}/").content.decode()
    birger.post(f"{at}/next", {"session-day": DAY.isoformat(), "session-clock": "18:00", "session-topic": ""})
    set_actor(world.birger.id)
    moved = Session.objects.get(id=world.session.id)
    assert moved.starts_at == datetime.combine(DAY, time(18), OSLO)
    assert moved.topic == ""


def test_a_session_that_was_started_stays_where_it_is(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    start_session(by=by, session_id=world.session.id)
    with pytest.raises(Refused):
        move_session(by=by, session_id=world.session.id, starts_at=datetime(2030, 1, 1, tzinfo=OSLO), place="")
    with pytest.raises(NotThere):
        move_session(by=by, session_id=world.other_session.id, starts_at=datetime(2030, 1, 1, tzinfo=OSLO), place="")


def test_the_same_time_on_the_wall_across_a_change_of_clocks(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    move_session(by=by, session_id=world.session.id, starts_at=datetime(2030, 3, 28, 17, tzinfo=OSLO), place="")
    start_session(by=by, session_id=world.session.id)
    close_session(by=by, session_id=world.session.id)
    following = Session.objects.get(course=world.group, number=2)
    assert following.starts_at.astimezone(OSLO) == datetime(2030, 4, 4, 17, tzinfo=OSLO)


def test_who_leads_no_more_does_not_see_the_people_from_now_on(world: World, eva: Client) -> None:
    course = opened(world, eva)
    eva.post(f"/groups/{course.id}/people/{world.nils.id}", {"find": "nils"})
    eva.post(f"/groups/{course.id}/people/{world.ane.id}", {"find": "ane"})
    eva.post(f"/groups/{course.id}/leaders/{course.leaders.get().id}/end")
    set_actor(world.eva.id)
    relations = CareRelation.objects.filter(account=world.birger)
    assert relations.get(participant=world.nils).ends is not None
    assert relations.get(participant=world.ane).ends is None, "he leads another group that she is in"
    assert world.nils.called not in browser(world.birger).get("/tonight/").content.decode()
    assert browser(world.birger).get(f"/groups/{course.id}/").status_code == 404


def test_the_last_programme_leader_stays(world: World, eva: Client) -> None:
    held = Membership.objects.get(account=world.eva)
    assert eva.post(f"/groups/colleagues/roles/{held.id}/end").status_code == 403
    set_actor(world.cathrine.id)
    with pytest.raises(NotThere):
        end_role(by=world.actor(world.cathrine), membership_id=held.id)


@pytest.mark.parametrize("whose", ["birger", "arne", "cathrine", "carl"])
def test_an_address_in_use_is_refused_in_the_same_words(world: World, eva: Client, whose: str) -> None:
    taken = world.everybody()[whose].email
    answer = eva.post(f"/groups/{world.group.id}/people", {"person-name": "Nora", "person-email": taken})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This address cannot be used here." in page
    assert 'value="Nora"' in page
    assert not Participant.objects.filter(name="Nora").exists()
    assert Account.objects.filter(email=taken).count() == 1


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose a day."),
        ({"session-day": "2020-01-01", "session-clock": "17:00"}, "Choose a day from today on"),
        ({"session-day": "2099-01-01", "session-clock": "17:00"}, "at most two years ahead"),
        ({"session-day": "2030-02-30", "session-clock": "17:00"}, "Choose a day that exists."),
        ({"session-day": DAY.isoformat(), "session-clock": "half past"}, "Choose a time such as 17:00."),
        ({"session-day": forward().isoformat(), "session-clock": "02:30"}, "this time is skipped"),
        ({"session-day": DAY.isoformat(), "session-clock": "17:00", "session-topic": "x/y"}, "Select a valid choice"),
    ],
)
def test_nonsense_about_a_session_is_told_by_the_field(
    world: World, eva: Client, sent: dict[str, str], says: str
) -> None:
    answer = eva.post(f"/groups/{world.group.id}/next", sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_nonsense_about_a_group_is_told_by_the_field(world: World, eva: Client) -> None:
    answer = eva.post("/groups/new/", GROUP | {"name": " ", "minutes": "many", "organisation": str(world.havneset.id)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a name." in page
    assert "Write a number of minutes." in page
    assert "Rom 4" in page
    assert not Course.objects.filter(place="Rom 4").exists()
