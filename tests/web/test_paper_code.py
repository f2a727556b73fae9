# SPDX-License-Identifier: Apache-2.0
"""A leader prints a code; it opens the person's own page; the page that made it never shows it again."""

import re

from django.test import Client

from tests.signed_in import browser
from tests.world import World


def made(world: World) -> tuple[str, str]:
    page = browser(world.birger).post(f"/record/{world.ane.id}/paper-code").content.decode()
    code, pin = re.findall(r'class="paper-code">([^<]+)<', page)
    return code, pin


def test_the_paper_opens_the_persons_own_page(world: World) -> None:
    code, pin = made(world)
    phone = Client()
    phone.post("/account/code/", {"code": code, "pin": pin})
    assert world.step.what in phone.get("/mine/").content.decode()


def test_it_is_shown_once(world: World) -> None:
    code, pin = made(world)
    again = browser(world.birger).get(f"/record/{world.ane.id}/paper-code").content.decode()
    assert code not in again
    assert pin not in again


def test_a_new_paper_ends_the_old(world: World) -> None:
    old, new = made(world), made(world)
    for (code, pin), status in ((old, 302), (new, 200)):
        phone = Client()
        phone.post("/account/code/", {"code": code, "pin": pin})
        assert phone.get("/mine/").status_code == status


def test_the_person_sees_who_printed(world: World) -> None:
    made(world)
    page = browser(world.ane.account).get("/mine/privacy/").content.decode()
    assert "opened the page that prints a code for you" in page
