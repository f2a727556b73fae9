# SPDX-License-Identifier: Apache-2.0
"""My ways in: what I can sign in with, in my language, and where I am signed in; never anybody else's."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from bedring.kit import clock
from bedring.people.models import Account
from bedring.people.signin.printed import PRINTED_LASTS, choose_pin, has_own_pin, issue_printed_code
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import age_sign_in, browser, note_method
from tests.web.account.passkeys import add
from tests.web.account.soft_key import SoftKey
from tests.world import World

PAGE = reverse("account_ways_in")
NO_PAPER = "You have none. Your group leader can print one for you."
MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()  # noqa: SIM905


def printed(world: World, by: Account) -> tuple[str, str]:
    return issue_printed_code(by=as_(by), participant=world.ane)


def test_each_way_there_is_and_each_there_is_not(world: World) -> None:
    page = reads(world.ane.account, PAGE)
    assert f"It is sent to {world.ane.account and world.ane.account.email}." in page
    assert NO_PAPER in page
    assert "On a phone of your own you can add a passkey" in page


def test_without_an_address_no_link_is_promised(world: World) -> None:
    Account.objects.filter(id=world.ane.account_id).update(email=None)
    page = reads(Account.objects.get(id=world.ane.account_id), PAGE)
    assert "No e-mail address is kept here for you." in page


def test_a_paper_is_told_with_who_printed_it_and_when_and_a_new_one_takes_its_place(world: World) -> None:
    printed(world, world.birger)
    today = clock.now().astimezone().strftime("%-d %B %Y")
    assert f"Printed on {today} by {world.birger.name}." in reads(world.ane.account, PAGE)
    printed(world, world.eva)
    page = reads(world.ane.account, PAGE)
    assert f"by {world.eva.name}." in page
    assert world.birger.name not in page


def test_a_paper_that_has_run_out_is_none(world: World) -> None:
    printed(world, world.birger)
    for days, none in ((-1, False), (1, True)):
        with clock.stopped_at(clock.now() + PRINTED_LASTS + timedelta(days=days)):
            assert (NO_PAPER in reads(world.ane.account, PAGE)) is none


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_passkey_is_told_by_its_name_and_its_day_as_one_writes_it(world: World, language: str) -> None:
    client = browser(world.ane.account, language=language)
    add(client, SoftKey(), "Min <telefon>")
    day = Authenticator.objects.get(user=world.ane.account).created_at.astimezone()
    written = f"{day:%-d %B %Y}" if language == "en" else f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
    page = client.get(PAGE).content.decode()
    assert "Min &lt;telefon&gt;" in page
    assert written in page


def test_staff_are_told_of_password_and_app_and_not_of_links_and_papers(world: World) -> None:
    page = reads(world.birger, PAGE)
    assert "Change my password" in page
    assert "An app that shows six digits" in page
    for hidden in ("A link by e-mail", "A code on paper", str(world.birger.email)):
        assert hidden not in page


@pytest.mark.parametrize("who", ["birger", "eva", "dag", "arne"])
def test_nobody_else_sees_whether_and_when_i_have_a_paper(world: World, who: str) -> None:
    printed(world, world.birger)
    page = reads(world.everybody()[who], PAGE)
    assert "Printed on" not in page
    assert str(world.ane.account and world.ane.account.email) not in page


def test_a_passkey_is_not_added_at_a_screen_left_open(world: World) -> None:
    client = browser(world.ane.account)
    assert reverse("mfa_add_webauthn") in client.get(PAGE).content.decode()
    age_sign_in(client, 3600)
    page = client.get(PAGE).content.decode()
    assert reverse("mfa_add_webauthn") not in page
    assert "To add one, sign in anew first" in page
    assert client.get(reverse("mfa_add_webauthn")).status_code == 403


def test_the_printed_pin_opens_this_page_and_ends_nothing_of_the_persons(world: World) -> None:
    """Whoever printed the paper cannot put her out of her own phone."""
    assert world.ane.account
    phone, paper = browser(world.ane.account), browser(world.ane.account)
    note_method(paper, world.ane.account.id, "first_paper")
    assert paper.get(PAGE).status_code == 200
    for button in ("account_end_others", "account_lost_device"):
        assert paper.post(reverse(button))["Location"] == reverse("account_pin")
    assert phone.get("/mine/").status_code == 200


# A PIN of one's own


@pytest.fixture
def phone(world: World) -> Client:
    """Ane's phone, after a paper was printed for her."""
    printed(world, world.birger)
    return browser(world.ane.account)


def choose(client: Client, pin: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("account_pin"), {"pin": pin})


def says(answer) -> str:  # type: ignore[no-untyped-def]
    found = re.search(r'id="id_pin_error"[^>]*>(.*?)</', answer.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


@pytest.mark.parametrize("pin", ["2719", " 27-19 ", "271938", "٢٧١٩"])
def test_four_to_six_digits_however_they_are_typed(world: World, phone: Client, pin: str) -> None:
    assert choose(phone, pin)["Location"] == PAGE
    assert phone.get("/mine/").status_code == 200, "this sign-in stays"


@pytest.mark.parametrize("pin", ["", "123", "1234567", "1111", "1234", "9876", "abcd", "12a4", "²²²²", "27 19 x"])
def test_what_is_easy_or_none_is_told_by_the_field_and_opens_nothing(world: World, phone: Client, pin: str) -> None:
    answer = choose(phone, pin)
    assert answer.status_code == 422
    assert says(answer)
    assert not has_own_pin(Account.objects.get(id=world.ane.account_id))


def test_it_is_a_page_only_for_who_has_a_paper(world: World, phone: Client) -> None:
    for account in (world.arne.account, world.dag, world.birger):
        client = browser(account)
        assert client.get(reverse("account_pin")).status_code == 404
        assert choose(client, "2719").status_code == 404


def test_not_at_a_screen_left_open(world: World, phone: Client) -> None:
    age_sign_in(phone, 3600)
    answer = choose(phone, "2719")
    assert answer.status_code == 403
    assert "Sign in anew first" in answer.content.decode()


def test_a_new_paper_ends_the_pin_of_the_one_before(world: World, phone: Client) -> None:
    choose(phone, "2719")
    code, pin = printed(world, world.birger)
    other = browser(None)
    wrong = other.post(reverse("account_code"), {"code": code, "pin": "2719"})
    right = other.post(reverse("account_code"), {"code": code, "pin": pin})
    assert wrong.status_code == 422
    assert right["Location"] == reverse("account_pin"), "and asks for a new one"


def test_chosen_twice_the_last_opens(world: World, phone: Client) -> None:
    code, _pin = printed(world, world.birger)
    by = as_(world.ane.account)
    for pin in ("2719", "8305"):
        choose_pin(by=by, pin=pin)
    other = browser(None)
    assert other.post(reverse("account_code"), {"code": code, "pin": "2719"}).status_code == 422
    assert other.post(reverse("account_code"), {"code": code, "pin": "8305"})["Location"] == "/"
