# SPDX-License-Identifier: Apache-2.0
"""The worker, the pages it keeps, and leaving: public things alone, and a switch that ends it."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from bedring.web.parts.storage import manifest
from tests.signed_in import browser
from tests.world import MARKER_F, World

PAGES = [reverse(name) for name in ("shell", "left", "help")]


def test_the_worker_knows_files_by_their_content_and_three_pages_of_nobody(world: World) -> None:
    response = browser(world.birger).get("/sw.js")
    words = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    assert set(re.findall(r"/static/[\w.-]+", words)) == {f"/static/{n}" for n in manifest().values()}
    assert "%" not in words.split("bedring-")[0], "the list and the build are written in"
    for path in PAGES:
        assert f'"{path}"' in words


def test_leaving_is_known_to_the_worker_by_its_addresses(world: World) -> None:
    words = Client().get("/sw.js").content.decode()
    for name in ("quick_exit", "account_logout"):
        assert f'"{reverse(name)}"' in words


@override_settings(OFFLINE=False)
def test_switched_off_it_empties_and_ends_itself(world: World) -> None:
    words = browser(None).get("/sw.js").content.decode()
    assert "unregister" in words
    assert "caches.delete" in words
    assert "addAll" not in words


@pytest.mark.parametrize("path", PAGES)
def test_what_it_keeps_is_the_same_for_everybody_when_asked_as_nobody(world: World, path: str) -> None:
    page = Client(headers={"accept-language": "nb"}).get(path)
    assert page.status_code == 200
    assert MARKER_F not in page.content.decode()
    assert "data-owner" not in page.content.decode()
    assert 'lang="nb"' in page.content.decode()


def test_the_policy_names_the_worker_and_allows_nothing_unsafe(world: World) -> None:
    policy = browser(world.birger).get("/tonight/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["quick_exit", "account_logout"])
def test_what_our_script_has_swept_the_header_leaves_alone(world: World, name: str) -> None:
    """The header would take what waits sealed, and the worker that opens Help now without network."""
    swept = browser(world.birger).post(reverse(name), {"swept": "yes"})
    assert '"storage"' not in swept["Clear-Site-Data"]
    assert '"cache"' in swept["Clear-Site-Data"]
    without_a_script = browser(world.birger).post(reverse(name), {"swept": ""})
    assert '"storage"' in without_a_script["Clear-Site-Data"]


def test_every_page_of_somebody_says_whose_it_is_and_how_to_leave(world: World) -> None:
    for who, path in ((world.birger, "/tonight/"), (world.ane.account, "/mine/")):
        page = browser(who).get(path).content.decode()
        assert len(re.findall(r'<body[^>]* data-owner="[0-9a-f]{16}"', page)) == 1
        assert re.findall(r"<form[^>]*data-leave", page)
        assert page.count('name="swept"') == page.count("data-leave")


def test_the_sign_in_page_can_say_that_something_waits(world: World) -> None:
    assert "data-something-waits hidden" in browser(None).get("/account/login/").content.decode()
