# SPDX-License-Identifier: Apache-2.0
"""Leaving at once, the language, and light or dark."""

import pytest
from django.test import Client
from django.urls import reverse

from bedring.people.models import Account
from tests.signed_in import browser
from tests.world import World

LEAVE, LEFT, LANGUAGE, COLOURS = (reverse(n) for n in ("quick_exit", "left", "language", "colour_scheme"))


def test_leaving_ends_the_sign_in_and_has_the_browser_forget(world: World) -> None:
    client = browser(world.ane.account)
    assert client.get("/mine/").status_code == 200
    response = client.post(LEAVE)
    assert response["Location"] == LEFT
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/mine/").status_code == 302
    assert client.get(LEFT).status_code == 200


def test_leaving_works_from_a_page_open_too_long_and_when_signed_out(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ane.account)
    assert client.post(LEAVE)["Location"] == LEFT
    assert client.post(LEAVE)["Location"] == LEFT


def test_no_other_site_can_make_somebody_leave(world: World) -> None:
    client = browser(world.ane.account)
    assert client.post(LEAVE, headers={"sec-fetch-site": "cross-site"}).status_code == 404
    assert client.get(LEAVE).status_code == 405
    assert client.get("/mine/").status_code == 200
    assert client.post(LEAVE, headers={"sec-fetch-site": "same-origin"})["Location"] == LEFT


def test_the_page_afterwards_says_nothing_of_where_one_was(world: World) -> None:
    for language in ("en", "nb"):
        page = browser(None, language=language).get(LEFT).content.decode().lower()
        for word in ("bedring", "help", "hjelp", "sign", "logg", "recovery", "group", "gruppe"):
            assert word not in page, word


@pytest.mark.parametrize("shell", ["/mine/", "/mine/goal/", "/mine/privacy/"])
def test_help_and_the_way_out_are_on_every_page_of_ones_own(world: World, shell: str) -> None:
    page = browser(world.ane.account).get(shell).content.decode()
    assert f'href="{reverse("help")}"' in page
    assert f'action="{LEAVE}"' in page


def test_help_is_one_tap_away_for_staff_and_strangers_too(world: World) -> None:
    for account, url in ((world.birger, "/tonight/"), (None, reverse("account_login"))):
        assert f'href="{reverse("help")}"' in browser(account).get(url).content.decode()


def test_a_language_is_kept_for_the_account_and_in_the_browser(world: World) -> None:
    client = browser(world.ane.account, language="en")
    response = client.post(LANGUAGE, {"language": "nb", "next": "/mine/goal/"})
    assert response["Location"] == "/mine/goal/"
    assert client.get("/mine/").content.decode().count('<html lang="nb"') == 1
    assert Account.objects.get(id=world.ane.account_id).language == "nb"


def test_a_language_we_do_not_have_changes_nothing(world: World) -> None:
    client = browser(None, language="en")
    assert client.post(LANGUAGE, {"language": "xx"})["Location"] == "/"
    assert "django_language" not in client.post(LANGUAGE).cookies


@pytest.mark.parametrize("next_page", ["https://example.org/", "//example.org", "javascript:x", "\\\\example.org"])
def test_nobody_is_sent_elsewhere(world: World, next_page: str) -> None:
    for url, wanted in ((LANGUAGE, {"language": "nb"}), (COLOURS, {"scheme": "dark"})):
        assert browser(None).post(url, wanted | {"next": next_page})["Location"] == "/"


@pytest.mark.parametrize(("wanted", "shown"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ("x", "auto")])
def test_colours_are_in_the_page_itself_so_that_nothing_flashes(world: World, wanted: str, shown: str) -> None:
    client = browser(None)
    client.post(COLOURS, {"scheme": wanted})
    assert f'data-color-scheme="{shown}"' in client.get(reverse("help")).content.decode()
