# SPDX-License-Identifier: Apache-2.0
"""What opens follows how strongly somebody has shown who they are: address by address, from the one table."""

import time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bedring.people.models import Account
from bedring.web.account.rules import ALL_OF_MINE, EVERYBODY, LIGHT, OPEN_TO, Strength, opens, strength_of
from tests.addresses import args_of, routes
from tests.signed_in import browser, note_method
from tests.world import World

DEMO_ONLY = {"demo", "demo_enter"}
WAY = {Strength.FIRST_PAPER: "first_paper", Strength.OWN: "link", Strength.STRONG: "mfa"}


def test_every_address_stands_in_the_table_and_nothing_else_does() -> None:
    assert set(OPEN_TO) == set(routes()) | DEMO_ONLY


@pytest.mark.parametrize(
    ("methods", "staff", "strength"),
    [
        ({"link"}, False, Strength.OWN),
        ({"printed"}, False, Strength.OWN),
        ({"first_paper"}, False, Strength.FIRST_PAPER),
        (set(), False, Strength.FIRST_PAPER),
        ({"first_paper", "mfa"}, False, Strength.STRONG),
        ({"password"}, True, Strength.HALF),
        ({"link"}, True, Strength.HALF),
        ({"first_paper"}, True, Strength.HALF),
        ({"password", "mfa"}, True, Strength.STRONG),
        ({"mfa"}, True, Strength.STRONG),
    ],
)
def test_how_strong_a_sign_in_is(methods: set[str], staff: bool, strength: Strength) -> None:
    assert strength_of(methods, staff=staff) is strength


def test_an_unknown_address_opens_to_nobody() -> None:
    assert not [s for s in Strength if opens("a_page_of_tomorrow", s)]


def test_the_light_part_holds_no_record_no_passkey_and_no_writing() -> None:
    light = {name for name, who in OPEN_TO.items() if Strength.FIRST_PAPER in who and who != EVERYBODY}
    assert light == {
        "front", "device_key", "mine", "mine_paper", "mine_handouts", "mine_handout", "mine_handouts_paper",
        "account_pin", "account_ways_in",
    }  # fmt: skip
    assert LIGHT > ALL_OF_MINE


def came_in(account: Account, strength: Strength) -> Client:
    client = Client()
    client.force_login(account)
    note_method(client, account.id, WAY[strength])
    return client


@pytest.mark.parametrize("strength", list(WAY))
def test_what_stays_shut_to_somebody_who_takes_part(world: World, strength: Strength) -> None:
    """Ane, however she came in, at every address that is not for that: sent to choose a PIN, or 404."""
    assert world.ane.account
    client = came_in(world.ane.account, strength)
    shut = [name for name in routes() if not opens(name, strength)]
    assert bool(shut) is (strength is not Strength.STRONG)
    for name in shut:
        response = client.post(reverse(name, kwargs=args_of(world, name, uuid4(), uuid4())))
        if opens(name, Strength.OWN):
            assert response.headers.get("Location") == reverse("account_pin"), name
        else:
            assert response.status_code == 404, name


def test_the_light_part_opens(world: World) -> None:
    assert world.ane.account
    client = came_in(world.ane.account, Strength.FIRST_PAPER)
    for name in ("mine", "mine_handouts", "account_ways_in", "help"):
        assert client.get(reverse(name)).status_code == 200, name


def test_half_of_a_sign_in_leads_to_the_other_half(world: World) -> None:
    birger = browser(world.birger, strong=False)
    for name in ("tonight", "mine", "record", "account_ways_in", "account_pin"):
        response = birger.get(reverse(name, kwargs=args_of(world, name, uuid4(), uuid4())))
        assert response["Location"] == reverse("mfa_activate_totp"), name


def test_printing_a_way_in_asks_who_one_is_once_more(world: World) -> None:
    birger, url = browser(world.birger), f"/record/{world.ane.id}/paper-code"
    assert birger.get(url).status_code == 200
    note_method(birger, world.birger.id, "mfa", at=time.time() - 16 * 60)
    for response in (birger.get(url), birger.post(url)):
        assert response.status_code == 302
        assert response["Location"].split("?")[0] == reverse("mfa_activate_totp")
    assert birger.get(reverse("tonight")).status_code == 200, "other pages do not ask"
