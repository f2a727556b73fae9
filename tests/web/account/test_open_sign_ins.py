# SPDX-License-Identifier: Apache-2.0
"""Where one is signed in, in words, and ending the sign-ins elsewhere."""

import pytest
from django.test import Client
from django.urls import reverse

from bedring.people.models import Account, SignIn
from bedring.people.signin.links import ask_for_link, secret_of
from bedring.people.signin.open import my_sign_ins
from bedring.web.account.signing_in import device_of
from tests.signed_in import browser
from tests.world import World

END = reverse("account_end_others")
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


def by_link(account: Account, agent: str = "") -> Client:
    client = Client(headers={"user-agent": agent}) if agent else Client()
    link = ask_for_link(str(account.email))
    client.post(reverse("account_link", args=[link, secret_of(link)]))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def ane(world: World) -> Account:
    assert world.ane.account
    return world.ane.account


def test_ending_the_others(ane: Account) -> None:
    here, elsewhere = by_link(ane, FIREFOX), by_link(ane)
    page = here.get(reverse("account_ways_in")).content.decode()
    assert "Firefox, Android · here" in page
    assert "A browser" in page
    here.post(END)
    assert elsewhere.get("/mine/").status_code == 302
    assert here.get("/mine/").status_code == 200
    assert END not in here.get(reverse("account_ways_in")).content.decode(), "there is nothing left to end"


def test_works_for_staff_too(world: World) -> None:
    here, elsewhere = browser(world.birger), browser(world.birger)
    here.post(END)
    assert (here.get("/tonight/").status_code, elsewhere.get("/tonight/").status_code) == (200, 302)


def test_nobody_ends_those_of_somebody_else(world: World, ane: Account) -> None:
    anes = by_link(ane)
    by_link(world.dag).post(END)
    assert anes.get("/mine/").status_code == 200
    assert not [one for one in my_sign_ins(world.actor(world.dag), anes.session.session_key) if one.here]


def test_signing_out_takes_it_off_the_list(world: World, ane: Account) -> None:
    client = by_link(ane)
    assert len(my_sign_ins(world.actor(ane), None)) == 1
    client.post(reverse("account_logout"))
    assert my_sign_ins(world.actor(ane), None) == []


def test_a_browser_nobody_is_signed_in_with_belongs_to_nobody(world: World) -> None:
    client = Client()
    session = client.session
    session["x"] = "y"
    session.save()
    assert not SignIn.objects.exclude(account=None).exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/128.0 Safari/537.36 Edg/128.0", "Edge, Windows"),
        ("", ""),
        ("x" * 5000 + "\x00", ""),
    ],
)
def test_devices_in_words(agent: str, words: str) -> None:
    assert device_of(agent) == words


def test_a_lost_device_is_signed_out_and_what_lies_on_it_unreadable(world: World) -> None:
    here, lost, key = browser(world.birger), browser(world.birger), reverse("device_key")
    before = lost.post(key, {"device": "tablet"}).json()
    page = here.post(reverse("account_lost_device"), follow=True).content.decode()
    assert "nobody can open what was kept on it" in page
    assert lost.get("/tonight/").status_code == 302
    after = here.post(key, {"device": "tablet"}).json()
    assert before["key"] != after["key"]
    assert before["owner"] != after["owner"]


def test_a_stranger_makes_nothing_of_mine_unreadable(world: World) -> None:
    key = reverse("device_key")
    before = browser(world.birger).post(key, {"device": "tablet"}).json()["key"]
    browser(world.gro).post(reverse("account_lost_device"))
    assert browser(world.birger).post(key, {"device": "tablet"}).json()["key"] == before
