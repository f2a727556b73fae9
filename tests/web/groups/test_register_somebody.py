# SPDX-License-Identifier: Apache-2.0
"""Registering somebody: asks first when they may be here already; found as people type; nothing typed is lost."""

import pytest
from django.test import Client

from bedring.kit.rows import set_actor
from bedring.people.models import Account, Participant
from bedring.sessions.models import Enrolment
from tests.signed_in import browser
from tests.world import World

ASKS = "is registered here. Is it the same person?"


@pytest.fixture
def eva(world: World) -> Client:
    return browser(world.eva)


def register(world: World, client: Client, name: str, **more: str) -> object:
    sent = {"person-name": name} | {f"person-{key}": value for key, value in more.items()}
    return client.post(f"/groups/{world.group.id}/people", sent)


def how_many(world: World, name: str) -> int:
    set_actor(world.eva.id)
    return Participant.objects.filter(name=name).count()


def find(world: World, client: Client, typed: str) -> str:
    return client.get(f"/groups/{world.group.id}/", {"find": typed}).content.decode()


def test_somebody_new_is_registered_without_a_question(world: World, eva: Client) -> None:
    assert register(world, eva, "Kari Knall").status_code == 302
    assert how_many(world, "Kari Knall") == 1


@pytest.mark.parametrize("typed", ["Kari Knall", "kari  knall", "Knall, Kari", "KNALL KARI", "Kari Anne Knall"])
def test_somebody_who_may_be_here_is_asked_about_first(world: World, eva: Client, typed: str) -> None:
    register(world, eva, "Kari Knall")
    asked = register(world, eva, typed, called="Kaia", email="kari@example.org")
    page = asked.content.decode()
    assert asked.status_code == 422 and ASKS in page
    assert 'value="Kaia"' in page and 'value="kari@example.org"' in page
    set_actor(world.eva.id)
    assert Participant.objects.filter(name__icontains="knall").count() == 1
    assert not Account.objects.filter(email="kari@example.org").exists()


def test_going_on_registers_another_and_both_are_told_apart(world: World, eva: Client) -> None:
    register(world, eva, "Kari Knall")
    assert register(world, eva, "Kari Knall", another="on").status_code == 302
    assert how_many(world, "Kari Knall") == 2
    page = eva.get(f"/groups/{world.group.id}/").content.decode()
    assert "Kari Knall (1)" in page and "Kari Knall (2)" in page


def test_the_one_who_is_here_gets_the_place_instead(world: World, eva: Client) -> None:
    page = register(world, eva, world.nils.name).content.decode()
    assert f"/groups/{world.group.id}/people/{world.nils.id}" in page
    eva.post(f"/groups/{world.group.id}/people/{world.nils.id}", {"find": world.nils.name.upper()})
    set_actor(world.eva.id)
    assert Enrolment.objects.filter(course=world.group, participant=world.nils).exists()
    assert "has a place here" in register(world, eva, world.nils.name).content.decode()


def test_nobody_is_asked_about_at_another_place(world: World, eva: Client) -> None:
    assert register(world, eva, world.carl.name).status_code == 302


def test_neither_strangers_nor_those_who_only_lead_learn_who_is_here(world: World) -> None:
    assert register(world, browser(world.cathrine), world.nils.name).status_code == 404
    asked = register(world, browser(world.birger), world.nils.name)
    assert asked.status_code == 403 and ASKS not in asked.content.decode()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Write a name."),
        ("12", "Write the full name, with letters."),
        ("kari@example.org", "Write the full name, with letters."),
        ("W" * 117, "Write what they like to be called"),
        ("W" * 201, "Use 200 characters or fewer. There are 201 now."),
    ],
)
def test_what_is_no_name_is_told_beside_the_field(world: World, eva: Client, name: str, says: str) -> None:
    answer = register(world, eva, name)
    assert answer.status_code == 422
    assert says in answer.content.decode() and f'value="{name}"'.replace('value=""', "") in answer.content.decode()


@pytest.mark.parametrize("typed", ["A\u030ase", "ÅSE", "ågotnes  åse", "ase", "gotnes"])
def test_people_are_found_as_others_type(world: World, eva: Client, typed: str) -> None:
    register(world, eva, "Åse Ågotnes")
    set_actor(world.eva.id)
    Enrolment.objects.filter(participant__name="Åse Ågotnes").update(course=world.other_group)
    assert "Åse Ågotnes" in find(world, eva, typed)


@pytest.mark.parametrize("typed", ["%", "_", "\x00", "²", "x" * 5000])
def test_nonsense_finds_nobody(world: World, eva: Client, typed: str) -> None:
    assert world.nils.name not in find(world, eva, typed)
