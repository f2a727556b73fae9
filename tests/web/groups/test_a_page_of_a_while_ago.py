# SPDX-License-Identifier: Apache-2.0
"""A page of the group that was opened a while ago: what was meant for one thing is not done to another."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account, Participant
from bedring.sessions.commands.courses import call_off, change_enrolment, plan_session
from bedring.sessions.commands.entries import start_session
from bedring.sessions.models import Enrolment, Session
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NotHeld
from tests.signed_in import browser
from tests.world import World

TOLD = "Somebody has changed the next session just before you. Look at it, then save once more."


def shown(client: Client, at: str) -> dict[str, str]:
    """The hidden fields of a page, as a browser would send them back."""
    html = client.get(at).content.decode()
    found = {}
    for field in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", html):
        name, value = re.search(r'name="([^"]+)"', field), re.search(r'value="([^"]*)"', field)
        if name and value and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1]
    return found


def saves(client: Client, world: World, hidden: dict[str, str], place: str = "Room 7") -> HttpResponse:
    day = clock.today().replace(year=clock.today().year + 1, day=1)
    sent = {"session-day": day.isoformat(), "session-clock": "17:30", "session-place": place, "session-topic": ""}
    answer: HttpResponse = client.post(f"/groups/{world.group.id}/next", hidden | sent)
    return answer


def hidden_of(client: Client, world: World) -> dict[str, str]:
    found = shown(client, f"/groups/{world.group.id}/")
    return {name: value for name, value in found.items() if name == "session-of"}


@pytest.mark.parametrize("meanwhile", ["called off", "started"])
def test_the_one_that_was_meant_is_not_the_next_any_more(world: World, meanwhile: str) -> None:
    birger = browser(world.birger)
    hidden = hidden_of(birger, world)
    set_actor(world.gro.id)
    by = world.actor(world.gro)
    if meanwhile == "started":
        start_session(by=by, session_id=world.session.id)
    else:
        call_off(by=by, session_id=world.session.id, why=NotHeld.ILL)
    set_actor(world.birger.id)
    before = set(Session.objects.filter(course=world.group).values_list("id", "starts_at", "place"))
    answer = saves(birger, world, hidden)
    assert answer.status_code == 422
    assert TOLD in answer.content.decode()
    assert 'value="Room 7"' in answer.content.decode(), "nothing typed is lost"
    set_actor(world.birger.id)
    assert set(Session.objects.filter(course=world.group).values_list("id", "starts_at", "place")) == before


def test_saved_once_more_it_is_done_to_the_one_that_is_shown_now(world: World) -> None:
    birger = browser(world.birger)
    hidden = hidden_of(birger, world)
    set_actor(world.gro.id)
    call_off(by=world.actor(world.gro), session_id=world.session.id, why=NotHeld.ILL)
    page = saves(birger, world, hidden).content.decode()
    now = re.search(r'name="session-of" value="([^"]+)"', page)
    assert now
    assert saves(birger, world, {"session-of": now[1]}).status_code == 302
    set_actor(world.birger.id)
    assert Session.objects.get(stands_for=world.session).place == "Room 7"
    assert Session.objects.get(id=world.session.id).place == "Room 2"


def test_where_none_was_planned_two_at_once_plan_one(world: World) -> None:
    set_actor(world.birger.id)
    Session.objects.filter(course=world.group).delete()
    birger, gro = browser(world.birger), browser(world.gro)
    hidden = hidden_of(birger, world)
    assert hidden == hidden_of(gro, world) == {"session-of": "new"}
    assert saves(birger, world, hidden).status_code == 302
    assert saves(gro, world, hidden, "Room 8").status_code == 422
    set_actor(world.birger.id)
    assert list(Session.objects.filter(course=world.group).values_list("place", flat=True)) == ["Room 7"]


def test_a_page_that_is_new_enough_is_asked_nothing(world: World) -> None:
    birger = browser(world.birger)
    set_actor(world.gro.id)
    plan_session(by=world.actor(world.gro), course=world.group, starts_at=clock.now().replace(year=2040, day=1))
    assert saves(birger, world, hidden_of(birger, world)).status_code == 302


@pytest.mark.parametrize("of", ["x", "²", "00000000-0000-4000-8000-000000000000", "a" * 5000])
def test_a_form_of_nonsense_moves_nothing(world: World, of: str) -> None:
    assert saves(browser(world.birger), world, {"session-of": of}).status_code == 422
    set_actor(world.birger.id)
    assert Session.objects.get(course=world.group).place == "Room 2"


def test_a_slip_is_taken_back_and_not_what_somebody_did_after_it(world: World) -> None:
    birger, gro = browser(world.birger), browser(world.gro)
    at = f"/groups/{world.group.id}/places/{world.anes_place.id}"
    gro.post(f"{at}/pause")
    hidden = shown(birger, f"{at}/take_back")
    gro.post(f"{at}/resume")
    answer = birger.post(f"{at}/take_back", hidden)
    assert answer.status_code == 403
    assert "Somebody may have changed it just before you." in answer.content.decode()
    set_actor(world.birger.id)
    assert Enrolment.objects.get(id=world.anes_place.id).state == "active"
    assert birger.post(f"{at}/take_back", shown(birger, f"{at}/take_back")).status_code == 302
    set_actor(world.birger.id)
    assert Enrolment.objects.get(id=world.anes_place.id).state == "paused", "asked anew, it is the coming back"


def test_who_was_asked_about_leaving_and_is_on_a_break_by_now_is_asked_again(world: World) -> None:
    birger = browser(world.birger)
    at = f"/groups/{world.group.id}/places/{world.anes_place.id}"
    hidden = shown(birger, f"{at}/leave")
    set_actor(world.gro.id)
    change_enrolment(by=world.actor(world.gro), enrolment_id=world.anes_place.id, change=Change.PAUSE)
    assert birger.post(f"{at}/leave", hidden).status_code == 403
    set_actor(world.birger.id)
    assert Enrolment.objects.get(id=world.anes_place.id).state == "paused"


def test_somebody_is_registered_whole_or_not_at_all(world: World) -> None:
    eva = browser(world.eva)
    at = f"/groups/{world.group.id}/people"
    sent = {"person-name": "N" * 150, "person-email": "nora@example.org"}
    answer = eva.post(at, sent)
    assert answer.status_code == 422, "what she is called would be too long"
    assert "nora@example.org" in answer.content.decode()
    set_actor(world.eva.id)
    assert not Account.objects.filter(email="nora@example.org").exists(), "and no account is left behind"
    assert eva.post(at, sent | {"person-called": "Nora"}).status_code == 302
    set_actor(world.eva.id)
    person = Participant.objects.get(called_alone="Nora")
    assert person.account is not None
    assert person.account.email == "nora@example.org"
    assert Enrolment.objects.get(participant=person).course_id == world.group.id
