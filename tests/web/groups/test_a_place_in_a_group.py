# SPDX-License-Identifier: Apache-2.0
"""A place in a group: given, and changed by those who lead. Each change is asked first where it matters, and undone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.models import Enrolment, EnrolmentEvent
from bedring.sessions.rules.places import Change
from bedring.trust.models import AccessLog
from tests.evenings import hold, words
from tests.signed_in import browser
from tests.taps import begin
from tests.world import World


def changes(client: Client, world: World, change: str) -> HttpResponse:
    at = f"/groups/{world.group.id}/places/{world.anes_place.id}/{change}"
    answer: HttpResponse = client.post(at)
    return answer


def asked(client: Client, world: World, change: str) -> str:
    answer = client.get(f"/groups/{world.group.id}/places/{world.anes_place.id}/{change}")
    assert answer.status_code == 200
    return words(answer.content.decode())


def page(client: Client, world: World) -> str:
    return words(client.get(f"/groups/{world.group.id}/").content.decode())


def state(world: World) -> str:
    set_actor(world.eva.id)
    return str(Enrolment.objects.get(id=world.anes_place.id).state)


@pytest.mark.parametrize("who", ["birger", "gro", "eva"])
@pytest.mark.parametrize(
    ("change", "after", "told"),
    [
        ("pause", "paused", "takes a break"),
        ("leave", "left", "has left"),
        ("complete", "completed", "has completed"),
    ],
)
def test_whoever_leads_says_it_and_takes_it_back(world: World, who: str, change: str, after: str, told: str) -> None:
    client = browser(world.everybody()[who])
    before = page(client, world)
    assert changes(client, world, change).status_code == 302
    assert state(world) == after
    assert told in page(client, world)
    assert changes(client, world, "take_back").status_code == 302
    assert state(world) == "active"
    assert page(client, world) == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("leave", ["for two weeks", "keeps their page, their handouts and their worksheets", "stay as they were"]),
        ("complete", ["for two weeks", "keeps their page, their handouts and their worksheets", "stay as they were"]),
        ("pause", ["not expected in the sessions until they are back"]),
        ("resume", ["expected again from the next session on"]),
    ],
)
def test_what_will_happen_is_said_and_nothing_has_happened_yet(world: World, change: str, says: list[str]) -> None:
    said = asked(browser(world.birger), world, change)
    assert "Ane" in said
    assert all(part in said for part in says)
    assert state(world) == "active"


def test_the_question_names_the_day_up_to_which_they_are_seen(world: World) -> None:
    until = clock.today() + timedelta(days=14)
    assert f"{until.day} {until:%B} {until.year}" in asked(browser(world.birger), world, "leave")
    changes(browser(world.birger), world, "leave")
    assert f"Those who led see them until {until.day} {until:%B}" in page(browser(world.birger), world)


def test_on_a_break_she_is_not_expected_and_back_she_is(world: World) -> None:
    gro = browser(world.gro)
    changes(gro, world, "pause")
    begin(world)
    room = f"/tonight/{world.session.id}/"
    assert "Ane" not in words(gro.get(room).content.decode())
    changes(gro, world, "resume")
    assert "Ane" in words(gro.get(room).content.decode()), "also in the one that goes on"


def test_the_person_reads_when_they_meet_only_while_they_take_part(world: World) -> None:
    ane, gro = browser(world.ane.account), browser(world.gro)
    assert "Room 2" in ane.get("/mine/").content.decode()
    changes(gro, world, "leave")
    assert "Room 2" not in ane.get("/mine/").content.decode()
    changes(gro, world, "resume")
    assert "Room 2" in ane.get("/mine/").content.decode()


def test_every_change_is_written_down_with_who_and_stays(world: World) -> None:
    changes(browser(world.gro), world, "pause")
    changes(browser(world.birger), world, "resume")
    changes(browser(world.eva), world, "take_back")
    set_actor(world.eva.id)
    trail = EnrolmentEvent.objects.filter(enrolment=world.anes_place).order_by("number")
    assert list(trail.values_list("change", "by__name")) == [
        ("enrol", world.eva.name),
        ("pause", world.gro.name),
        ("resume", world.birger.name),
        ("take_back", world.eva.name),
    ]


def test_two_leaders_at_once_change_it_once(world: World) -> None:
    assert changes(browser(world.birger), world, "leave").status_code == 302
    answer = changes(browser(world.gro), world, "leave")
    assert answer.status_code == 403
    assert "Somebody may have changed it just before you." in answer.content.decode()
    set_actor(world.eva.id)
    assert EnrolmentEvent.objects.filter(enrolment=world.anes_place, change="leave").count() == 1


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane", "arne"])
def test_a_stranger_changes_and_learns_nothing(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    for change in ("pause", "leave", "take_back"):
        assert changes(client, world, change).status_code == 404
        asking = client.get(f"/groups/{world.group.id}/places/{world.anes_place.id}/{change}")
        assert asking.status_code == 404
        assert "Ane" not in asking.content.decode()
    assert state(world) == "active"


def test_a_slip_is_a_slip_for_two_weeks(world: World) -> None:
    changes(browser(world.eva), world, "pause")
    with clock.stopped_at(clock.now() + timedelta(days=15)):
        eva = browser(world.eva)
        answer = changes(eva, world, "take_back")
        assert answer.status_code == 403
        assert "This was more than two weeks ago." in answer.content.decode()
        assert "It was a slip" not in page(eva, world)
        assert changes(eva, world, "resume").status_code == 302
    assert state(world) == "active"


def test_a_place_given_by_mistake_goes_by_the_programme_leader_until_they_met(world: World) -> None:
    assert changes(browser(world.birger), world, "take_back").status_code == 403, "he did not give it"
    eva = browser(world.eva)
    assert changes(eva, world, "take_back").status_code == 302
    assert state(world) == "none"
    assert world.ane.name not in page(eva, world)
    assert eva.post(f"/groups/{world.group.id}/people/{world.ane.id}", {"find": "Ane"}).status_code == 302
    assert state(world) == "active", "and is given again"


def test_after_they_met_the_place_was_real(world: World) -> None:
    hold(world)
    answer = changes(browser(world.eva), world, "take_back")
    assert answer.status_code == 403
    assert "They have been in a session, so the place was real." in answer.content.decode()


def test_taking_back_is_offered_where_it_can_be_done_and_not_elsewhere(world: World) -> None:
    slip = "It was a slip"
    assert slip in page(browser(world.eva), world)
    assert slip not in page(browser(world.birger), world), "he would be refused"
    changes(browser(world.gro), world, "pause")
    assert page(browser(world.birger), world).count(slip) == 1, "of the break, which is anybody's to take back"
    changes(browser(world.gro), world, "take_back")
    hold(world)
    assert slip not in page(browser(world.eva), world), "they have met, so the places were real"


def test_to_open_the_group_is_a_look_at_each_place_and_names_which(world: World) -> None:
    page(browser(world.gro), world)
    set_actor(world.ane.account_id)
    look = AccessLog.objects.get(account=world.gro, kind="place")
    assert look.thing_id == world.group.id


@pytest.mark.parametrize("change", ["enrol", "x", "PAUSE", "%00", "none"])
def test_what_is_no_change_is_not_there(world: World, change: str) -> None:
    eva = browser(world.eva)
    assert changes(eva, world, change).status_code == 404
    assert eva.get(f"/groups/{world.group.id}/places/{uuid4()}/pause").status_code == 404
    assert eva.post(f"/groups/{world.group.id}/places/{uuid4()}/pause").status_code == 404
    assert state(world) == "active"


def test_a_place_is_given_only_to_one_who_was_looked_for(world: World) -> None:
    eva = browser(world.eva)
    at = f"/groups/{world.group.id}/people/{world.nils.id}"
    for found in ({}, {"find": ""}, {"find": "Somebody else"}):
        assert eva.post(at, found).status_code == 404
    assert eva.post(f"/groups/{world.group.id}/people/{world.carl.id}", {"find": "Carl"}).status_code == 404
    assert browser(world.birger).post(at, {"find": "Nils"}).status_code == 403
    assert eva.post(at, {"find": "Nils"}).status_code == 302
    set_actor(world.birger.id)
    change_enrolment(
        by=world.actor(world.birger),
        enrolment_id=Enrolment.objects.get(participant=world.nils).id,
        change=Change.PAUSE,
    )
