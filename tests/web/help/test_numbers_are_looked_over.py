# SPDX-License-Identifier: Apache-2.0
"""Help now says when a number was last checked, once that is half a year ago; it asks nobody who they are."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bedring.curriculum import queries as curriculum
from bedring.curriculum.rules import older_than
from bedring.kit import clock
from bedring.people.models import Account
from tests.signed_in import browser
from tests.world import World

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(("days", "old"), [(-1, False), (0, False), (180, False), (181, True), (4000, True)])
def test_after_half_a_year_it_is_old(days: int, old: bool) -> None:
    assert older_than(DAY - timedelta(days=days), DAY) is old


def newest_check() -> date:
    return max(line.checked for line in curriculum.crisis_numbers())


def page(client: Client, on: date) -> str:
    with clock.stopped_at(clock.now() + (on - clock.today())):
        answer = client.get("/help/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "nb"])
def test_it_says_so_beside_the_number_in_the_readers_language(world: World, language: str) -> None:
    says = {"en": "This number was last checked", "nb": "Dette nummeret ble sist sjekket"}[language]
    client, lines = browser(None, language=language), curriculum.crisis_numbers()
    fresh = page(client, newest_check())
    old = page(client, newest_check() + timedelta(days=181))
    assert old.count(says) == len(lines)
    assert fresh.count(says) == sum(older_than(line.checked, newest_check()) for line in lines)


def test_an_old_number_is_still_there_to_be_called(world: World) -> None:
    """A number that may be wrong is better than none, and says that it may be."""
    client = browser(None)
    called = [re.findall(r'href="tel:([^"]+)"', page(client, newest_check() + timedelta(days=d))) for d in (0, 5000)]
    assert called[0] == called[1] != []


def test_signed_out_nothing_about_anybody_is_asked_or_kept(world: World) -> None:
    client = browser(None)
    client.get("/help/")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/help/")
    tables = {name for query in asked for name in re.findall(r'(?:FROM|INTO|UPDATE) "?(\w+)', query["sql"])}
    assert not [name for name in tables if name.startswith(("people_", "trust_", "goals_", "workbook_"))]
    assert "sessionid" not in str(answer.cookies).lower()
    assert set(answer.cookies) <= {"csrftoken"}, "of the button for the language"


@pytest.mark.parametrize("who", ["ane", "birger", "dag"])
def test_it_opens_whatever_has_happened_to_the_sign_in(world: World, who: str) -> None:
    account = world.everybody()[who]
    client = browser(account, strong=False)
    assert client.get("/help/").status_code == 200, "between the password and the second factor"
    Account.objects.filter(id=account.id).update(is_active=False)
    assert client.get("/help/").status_code == 200, "closed since"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(world: World, method: str) -> None:
    assert getattr(browser(None), method)("/help/").status_code == 405
