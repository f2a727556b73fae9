# SPDX-License-Identifier: Apache-2.0
"""Opening a group, and changing what it is called and where it meets: for who leads the programme there."""

from typing import Any

import pytest
from django.test import Client

from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.rules import Role
from bedring.sessions.commands.courses import change_course, open_course
from bedring.sessions.models import Course
from tests.evenings import words
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import World

NEW = {"name": "Friday group", "place": "Room 4", "every_days": "14", "minutes": "75", "format": "group"}
CHANGED = {"group-name": "Renamed", "group-place": "Room 9", "group-every_days": "14", "group-minutes": "60"}


def opens(world: World, client: Client, **otherwise: Any) -> Any:
    sent = NEW | {"organisation": str(world.fjellvik.id), "edition": "norway"} | otherwise
    return client.post("/groups/new/", sent)


def named(world: World, name: str) -> list[Course]:
    set_actor(world.eva.id)
    return list(Course.objects.filter(name=name))


def test_it_is_there_as_it_was_written_and_leads_on_to_its_page(world: World) -> None:
    answer = opens(world, browser(world.eva), format="individual")
    (course,) = named(world, "Friday group")
    assert answer["Location"] == f"/groups/{course.id}/"
    assert (course.format, course.place, course.every_days, course.minutes) == ("individual", "Room 4", 14, 75)
    page = words(browser(world.eva).get(f"/groups/{course.id}/").content.decode())
    for part in ("Friday group", "one to one", "Nobody leads it yet.", "Nobody has a place here yet."):
        assert part in page


def test_another_who_leads_the_programme_there_sees_and_changes_it(world: World) -> None:
    opens(world, browser(world.eva))
    (course,) = named(world, "Friday group")
    set_actor(world.eva.id)
    give_role(
        by=world.actor(world.eva),
        account=world.bodil,
        organisation_id=world.fjellvik.id,
        role=Role.PROGRAMME_LEADER,
    )
    assert browser(world.bodil).post(f"/groups/{course.id}/", CHANGED).status_code == 302
    assert named(world, "Renamed")


def test_a_new_name_is_read_by_those_who_lead_and_the_sessions_stay(world: World) -> None:
    at = world.session.starts_at
    browser(world.eva).post(f"/groups/{world.group.id}/", CHANGED)
    assert "Renamed" in browser(world.birger).get("/tonight/").content.decode()
    set_actor(world.birger.id)
    world.session.refresh_from_db()
    assert (world.session.starts_at, world.session.place) == (at, "Room 2")


@pytest.mark.parametrize("who", ["birger", "gro"])
def test_those_who_only_lead_it_are_refused(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    assert client.post(f"/groups/{world.group.id}/", CHANGED).status_code == 403
    assert client.get("/groups/new/").status_code == 404
    assert opens(world, client).status_code == 404
    assert not named(world, "Renamed")
    assert not named(world, "Friday group")


@pytest.mark.parametrize("who", ["cathrine", "bodil", "dag", "ane"])
def test_for_strangers_it_is_not_there(world: World, who: str) -> None:
    assert browser(world.everybody()[who]).post(f"/groups/{world.group.id}/", CHANGED).status_code == 404
    assert not named(world, "Renamed")


def test_nobody_opens_one_at_a_place_of_somebody_else(world: World) -> None:
    answer = opens(world, browser(world.cathrine))
    assert answer.status_code == 422
    assert not named(world, "Friday group")
    set_actor(world.cathrine.id)
    with pytest.raises(Refused):
        open_course(by=world.actor(world.cathrine), organisation_id=world.fjellvik.id, name="Friday group")


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "\n\t"])
def test_a_group_has_a_name_when_it_is_opened_and_when_it_is_changed(world: World, name: str) -> None:
    answer = opens(world, browser(world.eva), name=name)
    assert answer.status_code == 422
    assert "Write a name." in answer.content.decode()
    changed = browser(world.eva).post(f"/groups/{world.group.id}/", CHANGED | {"group-name": name})
    assert changed.status_code == 422
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    with pytest.raises(Refused, match="no_name"):
        open_course(by=by, organisation_id=world.fjellvik.id, name=name)
    with pytest.raises(Refused, match="no_name"):
        change_course(by=by, course_id=world.group.id, name=name, place="", every_days=7, minutes=90)
    assert Course.objects.get(id=world.group.id).name == world.group.name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", "14"),
        ("minutes", "241"),
        ("minutes", "an hour"),
        ("minutes", "9" * 400),
        ("every_days", "0"),
        ("every_days", "-7"),
        ("format", "choir"),
        ("edition", "mars"),
        ("organisation", "x"),
        ("name", "n" * 101),
        ("place", "p" * 201),
    ],
)
def test_nonsense_is_told_by_its_field_and_nothing_typed_is_lost(world: World, field: str, value: str) -> None:
    answer = opens(world, browser(world.eva), **{field: value})
    assert answer.status_code == 422
    assert "Room 4" in answer.content.decode() or field == "place"
    assert "Friday group" in answer.content.decode() or field == "name"
    assert not named(world, "Friday group")


def test_odd_white_space_in_a_name_is_one_space(world: World) -> None:
    opens(world, browser(world.eva), name="  Friday \n\t  group ")
    assert named(world, "Friday group")


def test_what_is_not_there_is_not_changed(world: World) -> None:
    set_actor(world.eva.id)
    with pytest.raises(NotThere):
        change_course(
            by=world.actor(world.eva), course_id=world.other_group.id, name="x", place="", every_days=7, minutes=90
        )
    assert browser(world.eva).get("/groups/x/").status_code == 404
