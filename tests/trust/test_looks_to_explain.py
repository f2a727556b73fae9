# SPDX-License-Identifier: Apache-2.0
"""Looks by staff who did not work with the person that day are found at night, and whoever leads the programme asks."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor, set_service
from bedring.people.models import CareRelation
from bedring.sessions.queries.rooms import room
from bedring.trust.commands import explain_look
from bedring.trust.models import AccessLog, LookExplained, LookToExplain
from bedring.trust.queries import strange_looks
from bedring.trust.rules import Purpose, Thing, Towards, needs_a_relation, without_relation
from tests.jobs import as_worker
from tests.looks import a_look_to_explain, search
from tests.signed_in import browser
from tests.world import World

DAY = date(2026, 11, 29)
JOBS = ("looks_without_relation", "mail_offer", "mail_password_link")


def test_a_relation_counts_from_its_first_day_to_its_last() -> None:
    assert without_relation(DAY, [])
    assert without_relation(DAY, [(DAY + timedelta(1), None), (DAY - timedelta(9), DAY - timedelta(1))])
    assert not without_relation(DAY, [(DAY, DAY)])
    assert not without_relation(DAY, [(DAY - timedelta(9), None)])


@pytest.mark.parametrize("thing", list(Thing))
def test_a_supporter_needs_none_and_a_leader_of_the_programme_none_for_names(thing: Thing) -> None:
    assert not needs_a_relation(thing, Purpose.SUPPORT, Towards.SUPPORTER)
    assert needs_a_relation(thing, Purpose.CARE, Towards.PRACTITIONER)
    led = needs_a_relation(thing, Purpose.LEADING, Towards.PROGRAMME_LEADER)
    assert led == (thing not in (Thing.PLACE, Thing.READ_LOG))


def test_it_is_found_once(world: World) -> None:
    a_look_to_explain(world)
    assert search() == 0


def test_those_who_work_with_somebody_are_not_found(world: World) -> None:
    set_actor(world.birger.id)
    room(world.actor(world.birger), world.session.id)
    assert AccessLog.objects.filter(account=world.birger).exists()
    search()
    set_actor(world.eva.id)
    assert not LookToExplain.objects.filter(look__account=world.birger).exists()


def test_a_relation_that_had_ended_is_found(world: World) -> None:
    set_actor(world.birger.id)
    room(world.actor(world.birger), world.session.id)
    set_actor(world.eva.id)
    CareRelation.objects.filter(account=world.birger, participant=world.ane).update(
        starts=clock.today() - timedelta(9), ends=clock.today() - timedelta(1)
    )
    search()
    set_actor(world.eva.id)
    found = LookToExplain.objects.filter(look__account=world.birger)
    assert {one.participant_id for one in found} == {world.ane.id}, "and not Arne, with whom he works"


def test_the_leader_of_the_programme_sees_who_and_what_and_her_look_is_logged(world: World) -> None:
    a_look_to_explain(world)
    (found,) = strange_looks(world.actor(world.eva)).rows
    assert (found.who, found.thing, found.towards) == ("Rita Region", Thing.GOAL, Towards.PROGRAMME_LEADER)
    set_actor(world.ane.account_id)
    assert AccessLog.objects.filter(participant=world.ane, account=world.eva, kind=Thing.READ_LOG).exists()


def test_it_is_marked_once_by_somebody_else(world: World) -> None:
    found = a_look_to_explain(world)
    for _twice in range(2):
        explain_look(by=world.actor(world.eva), found_id=found)
    assert LookExplained.objects.count() == 1
    (shown,) = strange_looks(world.actor(world.eva)).rows
    assert shown.explained_by == world.eva.name
    set_actor(world.rita.id)
    with pytest.raises(Refused, match="own_look"):
        explain_look(by=world.actor(world.rita), found_id=found)


@pytest.mark.parametrize("who", ["cathrine", "birger", "gro", "bodil", "ane", "dag"])
def test_it_is_hidden_from_everybody_else(world: World, who: str) -> None:
    found = a_look_to_explain(world)
    account = world.everybody()[who]
    set_actor(account.id)
    assert not LookToExplain.objects.exists()
    with pytest.raises(NotThere):
        explain_look(by=world.actor(account), found_id=found)


def test_nobody_but_the_job_writes_that_there_is_something_to_explain(world: World) -> None:
    a_look_to_explain(world)
    look = AccessLog.objects.filter(account=world.rita).get()
    forged = {"participant": world.ane, "organisation": world.fjellvik, "look": look, "found_at": clock.now()}
    for service in ("", "mail_sign_in_link"):
        set_service(service)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), as_worker():
            LookToExplain.objects.create(**forged)


def test_the_web_is_no_job_whatever_it_says(world: World) -> None:
    a_look_to_explain(world)
    set_actor(None)
    for service in ("", *JOBS):
        set_service(service)
        assert not AccessLog.objects.exists()
        assert not CareRelation.objects.exists()
        assert not LookToExplain.objects.exists()


def test_another_job_sees_nothing_of_it(world: World) -> None:
    a_look_to_explain(world)
    set_actor(None)
    for service, sees in (("mail_sign_in_link", False), ("looks_without_relation", True)):
        with as_worker():
            set_service(service)
            assert AccessLog.objects.exists() == CareRelation.objects.exists() == LookToExplain.objects.exists() == sees


def test_nonsense(world: World) -> None:
    set_actor(world.eva.id)
    with pytest.raises(NotThere):
        explain_look(by=world.actor(world.eva), found_id=uuid4())


def test_the_page(world: World) -> None:
    found = a_look_to_explain(world)
    eva = browser(world.eva)
    page = eva.get("/groups/looks/").content.decode()
    assert "Rita Region" in page
    assert "goals" in page
    assert eva.post(f"/groups/looks/{found}").status_code == 302
    assert "in order: Eva" in eva.get("/groups/looks/").content.decode()
