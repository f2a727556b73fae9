# SPDX-License-Identifier: Apache-2.0
"""The first address takes everybody to where they belong."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bedring.people.commands import open_account
from bedring.people.models import Account
from bedring.people.signin.links import ask_for_link, secret_of
from tests.signed_in import browser
from tests.web.account.conftest import give_password
from tests.world import World

PLACES = {"birger": "tonight", "gro": "tonight", "eva": "groups", "ane": "mine", "carl": "mine", "dag": "invited"}


@pytest.mark.parametrize(("who", "place"), PLACES.items())
def test_everybody_to_their_place(world: World, who: str, place: str) -> None:
    response = browser(world.everybody()[who]).get("/", follow=True)
    assert response.redirect_chain == [(reverse(place), 302)]
    assert response.status_code == 200


def test_nobody_to_the_sign_in_page(world: World) -> None:
    assert browser(None).get("/")["Location"] == reverse("account_login")


def test_somebody_who_is_nothing_here_to_their_ways_in(world: World) -> None:
    response = browser(open_account(email="new@example.org")).get("/", follow=True)
    assert response.redirect_chain == [(reverse("account_ways_in"), 302)]
    assert response.status_code == 200


def test_who_is_signed_in_does_not_see_the_sign_in_page(world: World) -> None:
    assert browser(world.ane.account).get(reverse("account_login"))["Location"] == "/"


def actor_of_postgresql() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('bedring.actor', true)")
        return str(cursor.fetchone()[0])


def test_postgresql_knows_who_came_in_within_the_same_request(client: Client, birger: Account, ane: Account) -> None:
    give_password(client, birger)
    assert actor_of_postgresql() == str(birger.id)
    link = ask_for_link(str(ane.email))
    Client().post(reverse("account_link", args=[link, secret_of(link)]))
    assert actor_of_postgresql() == str(ane.id)
