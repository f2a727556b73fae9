# SPDX-License-Identifier: Apache-2.0
"""A code on paper: printed by those who work with somebody, told to the person, light until the PIN is their own."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from bedring.goals.commands import agree_on_step
from bedring.goals.models import Step
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.trust.models import AccessLog
from tests.signed_in import browser
from tests.world import World

CODE, PIN = reverse("account_code"), reverse("account_pin")


def made(world: World, account: Account | None = None) -> tuple[str, str]:
    page = browser(account or world.birger).post(f"/record/{world.ane.id}/paper-code").content.decode()
    code, pin = re.findall(r'class="paper-code">([^<]+)<', page)
    return code, pin


def phone_with(code: str, pin: str) -> Client:
    phone = Client()
    phone.cookies["django_language"] = "en"
    phone.post(CODE, {"code": code, "pin": pin})
    return phone


@pytest.fixture
def alone(world: World) -> Step:
    """A step that Ane keeps to herself."""
    set_actor(world.ane.account_id)
    by = world.actor(world.ane.account)
    return agree_on_step(by=by, participant=world.ane, what="Something of my own", team_sees=False)


def test_the_printed_pin_opens_what_was_made_together_and_nothing_private(world: World, alone: Step) -> None:
    phone = phone_with(*made(world))
    page = phone.get("/mine/").content.decode()
    assert world.step.what in page
    assert alone.what not in page
    assert PIN in page
    for closed in ("/mine/step/", "/mine/privacy/", f"/record/{world.ane.id}/", "/account/passkeys/add/"):
        assert phone.get(closed)["Location"] == PIN, closed
    assert phone.post(f"/mine/step/{world.step.id}/look", {"look": "done"})["Location"] == PIN


def test_a_pin_of_ones_own_opens_everything(world: World, alone: Step) -> None:
    code, pin = made(world)
    phone = phone_with(code, pin)
    assert phone.post(PIN, {"pin": "2719"})["Location"] == "/mine/"
    for client in (phone, phone_with(code, "2719")):
        assert alone.what in client.get("/mine/step/").content.decode()
        assert client.get(f"/record/{world.ane.id}/").status_code == 200
    assert phone_with(code, pin).get("/mine/").status_code == 302, "the printed PIN is no longer good"


def test_choosing_it_ends_every_other_sign_in(world: World) -> None:
    by_link = browser(world.ane.account)
    code, pin = made(world)
    somebody_else, phone = phone_with(code, pin), phone_with(code, pin)
    assert by_link.get("/mine/").status_code == 200
    phone.post(PIN, {"pin": "2719"})
    for ended in (by_link, somebody_else):
        assert ended.get("/mine/").status_code == 302
        assert ended.post(PIN, {"pin": "8264"})["Location"].startswith("/account/login/")
    assert phone.get("/mine/step/").status_code == 200


def test_a_new_paper_ends_the_old_and_those_who_came_in_by_it(world: World) -> None:
    old = made(world)
    phone = phone_with(*old)
    new = made(world)
    assert phone.get("/mine/").status_code == 302
    assert phone_with(*old).get("/mine/").status_code == 302
    assert phone_with(*new).get("/mine/").status_code == 200


def test_it_is_shown_once(world: World) -> None:
    code, pin = made(world)
    again = browser(world.birger).get(f"/record/{world.ane.id}/paper-code").content.decode()
    assert code not in again
    assert pin not in again


def test_the_person_sees_each_one_that_was_printed(world: World) -> None:
    """Never two in one line, however soon after each other."""
    for _time in range(2):
        made(world)
    page = browser(world.ane.account).get("/mine/privacy/").content.decode()
    assert page.count("printed a code and a PIN on paper that open your page") == 2
    set_actor(world.ane.account_id)
    looks = AccessLog.objects.filter(participant=world.ane, kind="sign_in")
    assert looks.count() == 1, "opening the page is a look as any other"


def test_the_person_is_told_by_mail_that_a_paper_was_made_and_a_pin_chosen(world: World) -> None:
    told = ProcrastinateJob.objects.filter(task_name="mail_change_of_sign_in")
    code, pin = made(world)
    assert told.count() == 1
    phone_with(code, pin).post(PIN, {"pin": "2719"})
    assert [job.args["account_id"] for job in told] == [str(world.ane.account_id)] * 2


def test_refused_to_a_peer_specialist_until_the_place_allows_it(world: World) -> None:
    url, say = f"/record/{world.ane.id}/paper-code", f"/groups/colleagues/{world.fjellvik.id}/peers-print"
    gro, eva = browser(world.gro), browser(world.eva)
    assert (gro.get(url).status_code, gro.post(url).status_code) == (403, 403)
    assert url not in gro.get(f"/groups/{world.group.id}/").content.decode()
    for other, status in ((world.birger, 403), (world.cathrine, 404), (world.ane.account, 404)):
        assert browser(other).post(say, {"allowed": "yes"}).status_code == status
    assert gro.post(url).status_code == 403
    assert eva.post(say, {"allowed": "yes"}).status_code == 302
    assert "Peer specialists here print" in eva.get(f"/groups/colleagues/{world.fjellvik.id}/").content.decode()
    assert url in gro.get(f"/groups/{world.group.id}/").content.decode()
    assert phone_with(*made(world, world.gro)).get("/mine/").status_code == 200
    eva.post(say, {"allowed": "no"})
    assert gro.post(url).status_code == 403


def test_the_first_paper_of_somebody_without_an_account(world: World) -> None:
    page = browser(world.birger).post(f"/record/{world.aud.id}/paper-code").content.decode()
    phone = phone_with(*re.findall(r'class="paper-code">([^<]+)<', page))
    assert phone.get("/mine/").status_code == 200


def test_nobody_chooses_a_pin_long_after_signing_in(world: World) -> None:
    made(world)
    ane = browser(world.ane.account)
    session = ane.session
    session["account_authentication_methods"] = [{"method": "link", "at": 1}]
    session.save()
    assert ane.post(PIN, {"pin": "2719"}).status_code == 403
