# SPDX-License-Identifier: Apache-2.0
"""A device left lying: the sign-in of those who work here ends when nobody has done anything with it for an hour."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedring.kit import clock
from bedring.people.models import SignIn
from bedring.web.account.rules import BY_ITSELF, IDLE, OPEN_TO
from tests.signed_in import browser
from tests.world import World

LATER = IDLE + timedelta(minutes=1)


def after(wait: timedelta, client: Client, address: str) -> int:
    with clock.stopped_at(clock.now() + wait):
        return client.get(address).status_code


@pytest.fixture
def birger(world: World) -> Client:
    client = browser(world.birger)
    assert client.get("/tonight/").status_code == 200
    return client


def test_after_an_hour_of_nothing_one_signs_in_again_and_comes_back(world: World, birger: Client) -> None:
    with clock.stopped_at(clock.now() + LATER):
        answer = birger.get("/tonight/")
        assert answer["Location"] == f"{reverse('account_login')}?next=/tonight/"
        assert not SignIn.objects.filter(account=world.birger).exists()


def test_whoever_works_on_stays_signed_in(birger: Client) -> None:
    start = clock.now()
    for minutes in range(0, 240, 50):
        with clock.stopped_at(start + timedelta(minutes=minutes)):
            assert birger.get("/tonight/").status_code == 200


def test_what_an_open_page_asks_by_itself_is_no_deed(world: World, birger: Client) -> None:
    news = reverse("entries", args=[world.session.id])
    for minutes in range(0, 60, 10):
        assert after(timedelta(minutes=minutes), birger, news) == 200
    assert after(LATER, birger, news) == 302


def test_taps_are_deeds(world: World, birger: Client) -> None:
    start = clock.now()
    news = reverse("entries", args=[world.session.id])
    with clock.stopped_at(start + timedelta(minutes=40)):
        birger.post(news, '{"sent_at": "2026-01-01T00:00:00Z", "entries": []}', content_type="application/json")
    with clock.stopped_at(start + LATER):
        assert birger.get("/tonight/").status_code == 200


def test_those_who_take_part_stay_signed_in(world: World) -> None:
    assert after(LATER, browser(world.ane.account), "/mine/") == 200
    assert after(LATER, browser(world.dag), reverse("invited")) == 200


def test_a_tap_after_the_limit_changes_nothing_and_leads_to_the_sign_in(world: World, birger: Client) -> None:
    with clock.stopped_at(clock.now() + LATER):
        answer = birger.post(reverse("start_session", args=[world.session.id]))
        assert answer["Location"].startswith(reverse("account_login"))
    assert browser(world.birger).get("/tonight/").content.decode().count("Go on with the session") == 0


def test_help_stays_open(birger: Client) -> None:
    assert after(LATER, birger, reverse("help")) == 200


def test_every_address_that_asks_by_itself_is_there() -> None:
    assert {name for _method, name in BY_ITSELF} <= set(OPEN_TO)


def test_it_is_written_at_most_every_five_minutes(world: World, birger: Client) -> None:
    before = SignIn.objects.get(account=world.birger).session_data
    assert after(timedelta(minutes=3), birger, "/tonight/") == 200
    assert SignIn.objects.get(account=world.birger).session_data == before
    assert after(timedelta(minutes=6), birger, "/tonight/") == 200
    assert SignIn.objects.get(account=world.birger).session_data != before
