# SPDX-License-Identifier: Apache-2.0
"""Staff: a password, then a second factor, at every sign-in; without one they reach nothing but setting it up."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account, Membership
from bedring.people.rules import Role
from bedring.people.signin.links import ask_for_link, secret_of
from tests.roles import give_role
from tests.signed_in import age_sign_in
from tests.web.account.conftest import PASSWORD, SECRET, digits, give_password, is_signed_in
from tests.world import World

SET_UP = reverse("mfa_activate_totp")
Deliver = Callable[[], list[EmailMessage]]


def code_of(client: Client) -> str:
    return digits(client.session["mfa.totp.secret"])


# Setting it up


def test_right_after_the_password_one_is_led_to_set_up_a_factor(client: Client, birger: Account) -> None:
    response = give_password(client, birger)
    assert response["Location"] == "/"
    page = client.get("/", follow=True)
    assert page.redirect_chain == [(SET_UP, 302)]
    assert page.status_code == 200
    assert client.session["mfa.totp.secret"] in page.content.decode()


def test_without_a_factor_nothing_else_is_reached(client: Client, world: World, birger: Account) -> None:
    give_password(client, birger)
    for name in ("front", "tonight", "groups", "mine", "invited", "account_ways_in", "account_change_password"):
        assert client.get(reverse(name))["Location"] == SET_UP, name
    assert client.get(reverse("record", args=[world.ane.id]))["Location"] == SET_UP
    assert client.post(reverse("start_session", args=[world.session.id]))["Location"] == SET_UP
    assert client.get(reverse("help")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert not is_signed_in(client)


def test_setting_up_an_app_opens_everything_and_shows_recovery_codes(client: Client, birger: Account) -> None:
    give_password(client, birger)
    client.get(SET_UP)
    response = client.post(SET_UP, {"code": code_of(client)}, follow=True)
    assert response.redirect_chain == [(reverse("mfa_view_recovery_codes"), 302)]
    codes = Authenticator.objects.get(user=birger, type="recovery_codes").wrap().get_unused_codes()
    assert all(code in response.content.decode() for code in codes)
    assert client.get("/", follow=True).request["PATH_INFO"] == reverse("tonight")
    assert client.get(SET_UP)["Location"] == reverse("mfa_deactivate_totp")


def test_setting_up_an_app_is_told_by_mail(
    client: Client, birger: Account, deliver: Deliver, django_capture_on_commit_callbacks: Any
) -> None:
    give_password(client, birger)
    client.get(SET_UP)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(SET_UP, {"code": code_of(client)})
    (mail,) = deliver()
    assert mail.to == [birger.email]


def test_wrong_digits_keep_the_same_key(client: Client, birger: Account) -> None:
    give_password(client, birger)
    client.get(SET_UP)
    key = client.session["mfa.totp.secret"]
    response = client.post(SET_UP, {"code": "000000"})
    assert key in response.content.decode()
    assert not Authenticator.objects.exists()
    assert client.get(reverse("tonight"))["Location"] == SET_UP


def test_the_password_is_asked_for_again_when_it_was_long_ago(client: Client, birger: Account) -> None:
    give_password(client, birger)
    age_sign_in(client, 16 * 60)
    response = client.get(SET_UP)
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    page = client.get(response["Location"])
    assert page.status_code == 200
    wrong = client.post(response["Location"], {"password": "wrong", "next": SET_UP})
    assert "not your password" in wrong.content.decode()
    right = client.post(response["Location"], {"password": PASSWORD, "next": SET_UP}, follow=True)
    assert right.redirect_chain == [(SET_UP, 302)]
    assert client.post(SET_UP, {"code": code_of(client)}).status_code == 302
    assert client.get(reverse("tonight")).status_code == 200


# Using it


def test_password_alone_does_not_sign_in_who_has_a_factor(client: Client, app: Account) -> None:
    response = give_password(client, app)
    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert client.get(reverse("tonight"))["Location"].startswith(reverse("account_login"))


def test_password_and_app(client: Client, app: Account) -> None:
    give_password(client, app)
    before = client.session.session_key
    response = client.post(reverse("mfa_authenticate"), {"code": digits()}, follow=True)
    assert response.request["PATH_INFO"] == reverse("tonight")
    assert client.session.session_key != before, "a new session key at sign-in"


def test_the_same_digits_do_not_work_twice(client: Client, app: Account) -> None:
    shown = digits()
    give_password(client, app)
    client.post(reverse("mfa_authenticate"), {"code": shown})
    other = Client()
    give_password(other, app)
    other.post(reverse("mfa_authenticate"), {"code": shown})
    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_every_sign_in_asks_for_the_factor(client: Client, app: Account) -> None:
    give_password(client, app)
    client.post(reverse("mfa_authenticate"), {"code": digits()})
    client.post(reverse("account_logout"))
    assert give_password(client, app)["Location"] == reverse("mfa_authenticate")


def test_a_recovery_code_works_once(client: Client, app: Account) -> None:
    code = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0]
    for works in (True, False):
        give_password(client, app)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_signed_in(client) is works
        client.post(reverse("account_logout"))


def test_guessing_digits_is_slowed(client: Client, app: Account) -> None:
    give_password(client, app)
    for _guess in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": digits()})
    assert not is_signed_in(client)


def test_beginning_again_from_the_second_step(client: Client, app: Account) -> None:
    give_password(client, app)
    client.post(reverse("account_logout"))
    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")
    assert client.get(reverse("account_login")).status_code == 200


# What changes meanwhile


def test_a_factor_set_up_elsewhere_is_asked_for_here(client: Client, app: Account) -> None:
    Authenticator.objects.all().delete()
    give_password(client, app)
    TOTP.activate(app, SECRET)
    response = client.get(reverse("tonight"))
    assert response["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Ftonight%2F"
    assert client.get(response["Location"]).status_code == 200
    response = client.post(response["Location"], {"code": digits()}, follow=True)
    assert response.redirect_chain == [("/tonight/", 302)]
    assert response.status_code == 200


def test_taking_the_last_factor_away_leads_back_to_setting_one_up(client: Client, app: Account) -> None:
    give_password(client, app)
    client.post(reverse("mfa_authenticate"), {"code": digits()})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert client.get(reverse("tonight"))["Location"] == SET_UP


def test_who_came_by_link_and_got_a_role_begins_with_a_password(client: Client, world: World, ane: Account) -> None:
    link = ask_for_link(str(ane.email))
    client.post(reverse("account_link", args=[link, secret_of(link)]))
    assert client.get(reverse("mine")).status_code == 200
    set_actor(world.eva.id)
    give_role(by=world.actor(world.eva), account=ane, organisation_id=world.fjellvik.id, role=Role.PEER_SPECIALIST)
    response = client.get(SET_UP)
    assert response["Location"] == f"{reverse('account_login')}?next={SET_UP}"
    assert not is_signed_in(client)
    assert not Authenticator.objects.exists()


def test_a_role_that_has_ended_needs_no_factor(client: Client, world: World, birger: Account) -> None:
    give_password(client, birger)
    set_actor(world.eva.id)
    yesterday = clock.today().replace(year=clock.today().year - 1)
    Membership.objects.filter(account=birger).update(starts=yesterday, ends=yesterday)
    assert client.get("/")["Location"] == reverse("account_ways_in")


def test_taking_part_needs_no_factor_and_has_none_to_set_up(client: Client, ane: Account) -> None:
    link = ask_for_link(str(ane.email))
    client.post(reverse("account_link", args=[link, secret_of(link)]))
    for name in ("mfa_activate_totp", "mfa_view_recovery_codes", "account_change_password"):
        assert client.get(reverse(name)).status_code == 404


@pytest.mark.parametrize("method", ["demo", ""])
def test_unknown_methods_and_the_demos_do_not_count(client: Client, birger: Account, method: str) -> None:
    client.force_login(birger)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()}] if method else []
    session["account_authentication_methods_user"] = str(birger.id)
    session.save()
    assert client.get(reverse("tonight")).status_code == 302
