# SPDX-License-Identifier: Apache-2.0
"""Colleagues: who works at a place and as what; a role offered, taken back and ended; who prints ways in on paper."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from bedring.kit.rows import set_actor
from bedring.people.commands import answer_offer, end_role
from bedring.people.models import Membership, Organisation
from bedring.people.queries import actor_for
from bedring.people.rules import Role
from tests.evenings import words
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import MARKER_H, World

NORA = {"name": "Nora Ny", "email": "nora@example.org", "role": "practitioner"}


def at(world: World) -> str:
    return f"/groups/colleagues/{world.fjellvik.id}/"


def page(client: Client, world: World) -> str:
    answer = client.get(at(world))
    assert answer.status_code == 200
    return words(answer.content.decode())


def offers(client: Client, world: World, **otherwise: str) -> HttpResponse:
    answer: HttpResponse = client.post(at(world), NORA | otherwise)
    return answer


def end(client: Client, membership: object) -> HttpResponse:
    answer: HttpResponse = client.post(f"/groups/colleagues/roles/{membership}/end")
    return answer


def prints(world: World) -> bool:
    set_actor(world.eva.id)
    return Organisation.objects.get(id=world.fjellvik.id).peers_print


def test_it_names_who_works_here_and_as_what(world: World) -> None:
    said = page(browser(world.eva), world)
    for name, role in ((world.birger.name, "Practitioner"), (world.gro.name, "Peer specialist")):
        assert f"{name} {role}" in said
    assert MARKER_H not in said
    assert world.ane.name not in said, "who takes part is no colleague"


def test_without_a_place_in_the_address_it_is_the_first_of_ones_own(world: World) -> None:
    assert world.gro.name in words(browser(world.eva).get("/groups/colleagues/").content.decode())
    region = words(browser(world.rita).get("/groups/colleagues/").content.decode())
    assert world.fjellvik.name in region, "who leads several is shown the way to each"
    assert world.havneset.name in region


def test_a_role_that_is_offered_stands_there_until_it_is_answered(world: World) -> None:
    eva = browser(world.eva)
    assert offers(eva, world).status_code == 302
    assert "Nora Ny Practitioner · offered, not answered yet" in page(eva, world)
    set_actor(world.eva.id)
    offer = Membership.objects.get(accepted_at=None)
    set_actor(offer.account_id)
    answer_offer(by=actor_for(offer.account), membership_id=offer.id, yes=True)
    assert "not answered yet" not in page(eva, world)
    assert "Nora Ny Practitioner" in page(eva, world)


def test_another_who_leads_the_programme_takes_the_offer_back(world: World) -> None:
    offers(browser(world.eva), world)
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    give_role(by=by, account=world.bodil, organisation_id=world.fjellvik.id, role=Role.PROGRAMME_LEADER)
    offer = Membership.objects.get(accepted_at=None)
    bodil = browser(world.bodil)
    assert end(bodil, offer.id).status_code == 302
    assert "Nora" not in page(bodil, world)


def test_offered_twice_it_is_offered_once(world: World) -> None:
    eva = browser(world.eva)
    for _press in range(2):
        offers(eva, world)
    assert page(eva, world).count("Nora Ny") == 2, "once for who sees, once for who hears the button"
    set_actor(world.eva.id)
    assert Membership.objects.filter(accepted_at=None).count() == 1


def test_ended_they_work_here_no_more_from_now_on(world: World) -> None:
    gro, eva = browser(world.gro), browser(world.eva)
    assert gro.get("/tonight/").status_code == 200
    assert end(eva, world.gros_role.id).status_code == 302
    assert gro.get("/tonight/").status_code != 200
    assert world.gro.name not in page(eva, world).replace("to the end of today", "")


def test_peer_specialists_print_where_the_place_lets_them_and_no_longer_when_it_does_not(world: World) -> None:
    eva, gro = browser(world.eva), browser(world.gro)
    paper = f"/record/{world.ane.id}/paper-code"
    for allowed, status in (("yes", 200), ("no", 403)):
        eva.post(f"{at(world)}peers-print", {"allowed": allowed})
        assert prints(world) is (allowed == "yes")
        assert gro.get(paper).status_code == status
        way_in = "A way in on paper" in gro.get(f"/groups/{world.group.id}/").content.decode()
        assert way_in is (allowed == "yes")


@pytest.mark.parametrize("sent", [{}, {"allowed": ""}, {"allowed": "YES"}, {"allowed": "1"}])
def test_what_is_no_yes_is_a_no(world: World, sent: dict[str, str]) -> None:
    browser(world.eva).post(f"{at(world)}peers-print", {"allowed": "yes"})
    browser(world.eva).post(f"{at(world)}peers-print", sent)
    assert prints(world) is False


@pytest.mark.parametrize("who", ["birger", "gro", "bodil", "cathrine", "dag", "ane"])
def test_who_does_not_lead_the_programme_here_sees_and_changes_nothing(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    assert client.get(at(world)).status_code == 404
    assert offers(client, world).status_code == 404
    assert client.post(f"{at(world)}peers-print", {"allowed": "yes"}).status_code in (403, 404)
    assert end(client, world.gros_role.id).status_code in (403, 404) or who == "gro"
    assert prints(world) is False
    set_actor(world.eva.id)
    assert not Membership.objects.filter(accepted_at=None).exists()


def test_nor_does_who_led_it_until_now(world: World) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    role = give_role(by=by, account=world.bodil, organisation_id=world.fjellvik.id, role=Role.PROGRAMME_LEADER)
    bodil = browser(world.bodil)
    assert bodil.get(at(world)).status_code == 200
    set_actor(world.eva.id)
    end_role(by=by, membership_id=role.id)
    assert bodil.get(at(world)).status_code == 404
    assert offers(bodil, world).status_code == 404


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [
        ({"name": " "}, "Write a name."),
        ({"email": ""}, "Write an e-mail address."),
        ({"email": "nora"}, "Write an address such as name@example.org."),
        ({"role": "king"}, "king"),
        ({"name": "n" * 201}, "200"),
    ],
)
def test_nonsense_is_told_by_its_field_and_nothing_typed_is_lost(
    world: World, otherwise: dict[str, str], told: str
) -> None:
    answer = offers(browser(world.eva), world, **otherwise)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert told in said
    assert "nora@example.org" in said or "email" in otherwise
    set_actor(world.eva.id)
    assert not Membership.objects.filter(accepted_at=None).exists()


def test_what_is_not_there_is_not_there(world: World) -> None:
    eva = browser(world.eva)
    assert end(eva, uuid4()).status_code == 404
    assert eva.get(f"/groups/colleagues/{uuid4()}/").status_code == 404
    assert eva.get(f"/groups/colleagues/{world.havneset.id}/").status_code == 404
    set_actor(world.cathrine.id)
    theirs = Membership.objects.filter(account=world.cathrine).first()
    assert theirs is not None
    assert end(eva, theirs.id).status_code == 404
