# SPDX-License-Identifier: Apache-2.0
"""What a device asks: who sits here, and the key to what one has written on it and not yet sent."""

from base64 import b64decode
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedring.kit import clock
from bedring.people.models import Account
from bedring.people.signin.devices import device_key, forget_devices, owner_mark
from tests.signed_in import browser
from tests.world import World

WHO, KEY = reverse("who"), reverse("device_key")


def key_of(client: Client, device: str = "tablet") -> dict[str, str]:
    response = client.post(KEY, {"device": device})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    found: dict[str, str] = response.json()
    return found


def test_the_same_account_on_the_same_device_gets_the_same_key(world: World) -> None:
    first, again = key_of(browser(world.birger)), key_of(browser(world.birger))
    assert (first["owner"], first["key"]) == (again["owner"], again["key"])
    assert len(b64decode(first["key"])) == 32


def test_another_device_and_another_account_get_other_keys(world: World) -> None:
    birger, gro = browser(world.birger), browser(world.gro)
    mine, elsewhere, hers = key_of(birger), key_of(birger, "phone"), key_of(gro)
    assert len({mine["key"], elsewhere["key"], hers["key"]}) == 3
    assert mine["owner"] == elsewhere["owner"] != hers["owner"]


def test_the_mark_says_nothing_of_who_it_is(world: World) -> None:
    mark = key_of(browser(world.birger))["owner"]
    assert len(mark) == 16
    assert mark not in str(world.birger.id)
    assert world.birger.id.hex[:16] != mark


def test_every_account_has_a_salt_of_its_own(world: World) -> None:
    salts = {bytes(salt) for salt in Account.objects.values_list("device_salt", flat=True)}
    assert len(salts) == Account.objects.count() > 5
    assert {len(salt) for salt in salts} == {32}


def test_it_lasts_no_longer_than_the_sign_in(world: World) -> None:
    client = browser(world.ane.account)
    twelve_hours = 12 * 3600
    assert twelve_hours - 60 < int(key_of(client)["until_s"]) <= twelve_hours
    with clock.stopped_at(clock.now() + timedelta(hours=5)):
        assert int(key_of(client)["until_s"]) <= 7 * 3600


def test_who_sits_here(world: World) -> None:
    said = browser(world.ane.account).get(WHO).json()
    assert said["owner"] == owner_mark(Account.objects.get(id=world.ane.account_id))
    assert len(said["csrf"]) > 30
    assert browser(None).get(WHO).json()["owner"] is None


def test_between_the_password_and_the_second_factor_nobody_sits_here(world: World) -> None:
    assert browser(world.birger, strong=False).get(WHO).json()["owner"] is None
    assert browser(world.birger, strong=False).post(KEY, {"device": "x"}).status_code == 302


def test_the_token_it_hands_out_is_good(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ane.account)
    assert client.post(KEY, {"device": "x"}).status_code == 403
    token = client.get(WHO).json()["csrf"]
    assert client.post(KEY, {"device": "x"}, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("device", ["", "x" * 65, "æ", "²"])
def test_an_odd_device_is_told_so(world: World, device: str) -> None:
    assert browser(world.ane.account).post(KEY, {"device": device}).status_code == 400


def test_a_lost_device_opens_nothing_any_more(world: World) -> None:
    before = Account.objects.get(id=world.birger.id)
    forget_devices(by=world.actor(world.birger))
    after = Account.objects.get(id=world.birger.id)
    assert device_key(before, "tablet") != device_key(after, "tablet")
    assert owner_mark(before) != owner_mark(after)
    assert len(bytes(after.device_salt)) == 32
