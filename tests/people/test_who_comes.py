# SPDX-License-Identifier: Apache-2.0
"""A sign-in is fetched with its account, and tells PostgreSQL who asks: that of the request, and no other."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import SignIn
from bedring.people.signin.sessions import SessionStore, expect_somebody, take_found
from tests.signed_in import browser
from tests.world import World

pytestmark = pytest.mark.django_db


def _told() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('bedring.actor', true)")
        return str(cursor.fetchone()[0] or "")


def _key(world: World, who: str) -> str:
    return str(browser(getattr(world, who)).session.session_key)


def test_the_first_sign_in_of_a_request_says_who_asks(world: World) -> None:
    key = _key(world, "birger")
    set_actor(None)
    expect_somebody()
    assert SessionStore(key)[SESSION_KEY] == str(world.birger.id)
    assert _told() == str(world.birger.id)
    account = take_found(world.birger.id)
    assert account == world.birger
    assert account.check_password("no word") is False
    assert take_found(world.birger.id) is None, "once"


def test_another_sign_in_that_is_looked_at_is_nobody_who_asks(world: World) -> None:
    mine, other = _key(world, "birger"), _key(world, "eva")
    set_actor(None)
    expect_somebody()
    SessionStore(mine).load()
    assert SessionStore(other)[SESSION_KEY] == str(world.eva.id)
    assert _told() == str(world.birger.id)
    assert take_found(world.eva.id) is None
    assert take_found(world.birger.id) == world.birger


def test_outside_a_request_a_sign_in_says_nothing(world: World) -> None:
    key = _key(world, "birger")
    set_actor(None)
    SessionStore(key).load()
    assert _told() == ""
    assert take_found(world.birger.id) is None


def test_what_came_with_one_request_is_not_the_next_ones(world: World) -> None:
    key = _key(world, "birger")
    expect_somebody()
    SessionStore(key).load()
    expect_somebody()
    assert take_found(world.birger.id) is None


@pytest.mark.parametrize("gone", ["no such key", "run out", "ended"])
def test_a_sign_in_that_is_over_is_nobody(world: World, gone: str) -> None:
    key = _key(world, "birger")
    row = SignIn.objects.filter(session_key=key)
    if gone == "run out":
        row.update(expire_date=clock.now() - timedelta(seconds=1))
    elif gone == "ended":
        row.delete()
    set_actor(None)
    expect_somebody()
    assert SessionStore("x" * 32 if gone == "no such key" else key).load() == {}
    assert _told() == ""
    assert take_found(world.birger.id) is None


def test_a_closed_account_is_nobody_to_the_database(world: World) -> None:
    client = browser(world.birger)
    with transaction.atomic():
        type(world.birger).objects.filter(id=world.birger.id).update(is_active=False)
    told = []

    def hear(execute, sql, *args):  # type: ignore[no-untyped-def]
        answer = execute(sql, *args)
        if "set_config" in str(sql):
            told.append(_told())
        return answer

    with connection.execute_wrapper(hear):
        answer = client.get("/tonight/")
    assert answer.status_code == 302
    assert told[-1] == "", "the statement after finds nobody"


def test_a_changed_password_leaves_nobody_signed_in_elsewhere(world: World) -> None:
    client = browser(world.birger)
    world.birger.set_password("three plain words here")
    world.birger.save(update_fields=["password"])
    assert client.get("/tonight/").status_code == 302


def test_a_browser_nobody_is_signed_in_with(world: World) -> None:
    store = SessionStore()
    store["colour"] = "green"
    store.save()
    set_actor(None)
    expect_somebody()
    assert SessionStore(store.session_key)["colour"] == "green"
    assert _told() == ""
