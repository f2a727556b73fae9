# SPDX-License-Identifier: Apache-2.0
"""Who leads a group: appointed from today, ended from now, by who leads the programme. With it goes who sees whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.commands import end_role
from bedring.people.models import CareRelation, Membership
from bedring.people.rules import Role
from bedring.sessions.commands.courses import appoint_leader, enrol, open_course
from bedring.sessions.models import CourseLeader
from tests.evenings import hold, words
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import World


def appoints(client: Client, world: World, account: object) -> HttpResponse:
    answer: HttpResponse = client.post(f"/groups/{world.group.id}/leaders", {"leader-account": str(account)})
    return answer


def ends(client: Client, world: World, leader: object = None) -> HttpResponse:
    at = f"/groups/{world.group.id}/leaders/{leader or world.gro_leads.id}/end"
    answer: HttpResponse = client.post(at)
    return answer


def leading(world: World) -> set[str]:
    set_actor(world.eva.id)
    return set(CourseLeader.objects.filter(course=world.group, ends=None).values_list("account__name", flat=True))


def works_with(world: World, who: str) -> set[str]:
    set_actor(world.eva.id)
    found = CareRelation.objects.in_force().filter(account=world.everybody()[who], notes_only=False)
    return set(found.values_list("participant__called_alone", flat=True))


def test_from_now_on_they_see_the_group_and_all_in_it(world: World) -> None:
    bodil = browser(world.bodil)
    assert bodil.get(f"/groups/{world.group.id}/").status_code == 404
    appoints(browser(world.eva), world, world.bodil.id)
    assert works_with(world, "bodil") == {"Ane", "Arne", "Aud"}
    assert bodil.get(f"/groups/{world.group.id}/").status_code == 200
    assert world.group.name in words(bodil.get("/tonight/").content.decode())
    assert world.bodil.name in words(browser(world.gro).get(f"/groups/{world.group.id}/").content.decode())


def test_ended_they_see_nobody_of_it_from_now_on(world: World) -> None:
    gro = browser(world.gro)
    ends(browser(world.eva), world)
    assert leading(world) == {world.birger.name}
    assert works_with(world, "gro") == set()
    assert gro.get(f"/groups/{world.group.id}/").status_code == 404
    assert world.group.name not in words(gro.get("/tonight/").content.decode())


def test_whom_they_lead_elsewhere_they_go_on_working_with(world: World) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    other = open_course(by=by, organisation_id=world.fjellvik.id, name="Other group")
    appoint_leader(by=by, course=other, account_id=world.gro.id)
    enrol(by=by, course=other, participant=world.ane)
    ends(browser(world.eva), world)
    assert works_with(world, "gro") == {"Ane"}


def test_one_who_comes_back_leads_and_sees_again(world: World) -> None:
    hold(world)
    eva = browser(world.eva)
    ends(eva, world)
    assert "leads no more, and writes the last notes until" in eva.get(f"/groups/{world.group.id}/").content.decode()
    appoints(eva, world, world.gro.id)
    assert works_with(world, "gro") == {"Ane", "Arne", "Aud"}
    assert "leads no more" not in eva.get(f"/groups/{world.group.id}/").content.decode()


def test_who_led_no_session_has_no_last_notes_to_write(world: World) -> None:
    ends(browser(world.eva), world)
    page = browser(world.eva).get(f"/groups/{world.group.id}/").content.decode()
    assert "leads no more" not in page
    set_actor(world.eva.id)
    assert CourseLeader.objects.get(id=world.gro_leads.id).notes_until is None


def test_pressed_twice_it_is_once(world: World) -> None:
    eva = browser(world.eva)
    for _press in range(2):
        ends(eva, world)
    set_actor(world.eva.id)
    first = CourseLeader.objects.get(id=world.gro_leads.id).ends
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        ends(browser(world.eva), world)
        set_actor(world.eva.id)
        assert CourseLeader.objects.get(id=world.gro_leads.id).ends == first
    by = world.actor(world.eva)
    one, other = (appoint_leader(by=by, course=world.group, account_id=world.bodil.id) for _press in range(2))
    assert one.id == other.id


@pytest.mark.parametrize(("who", "status"), [("birger", 403), ("gro", 403), ("bodil", 404), ("cathrine", 404)])
def test_who_does_not_lead_the_programme_here_changes_nothing(world: World, who: str, status: int) -> None:
    client, before = browser(world.everybody()[who]), leading(world)
    assert appoints(client, world, world.bodil.id).status_code == status
    assert ends(client, world).status_code == status
    assert leading(world) == before


@pytest.mark.parametrize("who", ["cathrine", "dag", "ane"])
def test_who_does_not_work_here_cannot_be_let_lead(world: World, who: str) -> None:
    account = world.everybody()[who]
    assert appoints(browser(world.eva), world, account.id).status_code == 422
    set_actor(world.eva.id)
    with pytest.raises((Refused, NotThere)):
        appoint_leader(by=world.actor(world.eva), course=world.group, account_id=account.id)
    assert leading(world) == {world.birger.name, world.gro.name}


@pytest.mark.parametrize("who", ["cathrine", "dag", "ane"])
def test_not_even_a_group_in_which_nobody_is_yet(world: World, who: str) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    empty = open_course(by=by, organisation_id=world.fjellvik.id, name="Empty group")
    with pytest.raises((Refused, NotThere)):
        appoint_leader(by=by, course=empty, account_id=world.everybody()[who].id)
    assert not CourseLeader.objects.filter(course=empty).exists()


def test_nor_who_worked_here_until_now_or_has_not_said_yes(world: World) -> None:
    eva = browser(world.eva)
    set_actor(world.eva.id)
    end_role(by=world.actor(world.eva), membership_id=Membership.objects.get(account=world.bodil).id)
    assert appoints(eva, world, world.bodil.id).status_code == 422
    assert world.bodil.name not in eva.get(f"/groups/{world.group.id}/").content.decode()
    set_actor(world.eva.id)
    with pytest.raises((Refused, NotThere)):
        appoint_leader(by=world.actor(world.eva), course=world.group, account_id=world.bodil.id)


def test_a_programme_leader_who_practises_may_lead_a_group_too(world: World) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    give_role(by=by, account=world.eva, organisation_id=world.fjellvik.id, role=Role.PRACTITIONER)
    appoints(browser(world.eva), world, world.eva.id)
    assert world.eva.name in leading(world)
    assert world.group.name in words(browser(world.eva).get("/tonight/").content.decode())


@pytest.mark.parametrize("account", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_nobody_is_let_lead_by_nonsense(world: World, account: str) -> None:
    answer = appoints(browser(world.eva), world, account)
    assert answer.status_code == 422
    assert leading(world) == {world.birger.name, world.gro.name}


def test_a_leading_that_is_not_there_is_not_ended(world: World) -> None:
    eva = browser(world.eva)
    assert ends(eva, world, uuid4()).status_code == 404
    set_actor(world.cathrine.id)
    theirs = CourseLeader.objects.get(course=world.other_group)
    assert ends(eva, world, theirs.id).status_code == 404
    assert eva.get(f"/groups/{world.group.id}/leaders").status_code == 405
