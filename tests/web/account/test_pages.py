# SPDX-License-Identifier: Apache-2.0
"""Every page of signing in is ours: our words in both languages, our shell, no script within the page."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.people.signin.links import ask_for_link, secret_of
from bedring.people.signin.printed import issue_printed_code
from bedring.web.account import urls
from tests.signed_in import browser
from tests.web.account.conftest import digits, give_password
from tests.web.account.passkeys import add
from tests.web.account.soft_key import SoftKey
from tests.world import World

NOT_PAGES = {
    "account_logout",
    "account_answer_offer",
    "account_end_others",
    "account_lost_device",
    "mfa_login_webauthn",
    "mfa_download_recovery_codes",
}
"""Buttons, what the browser asks for a passkey, and a file."""
SENT_ON = {"account_set_password", "mfa_index", "mfa_list_webauthn"}
NOBODY = [
    "account_login",
    "account_inactive",
    "account_ask_for_link",
    "account_link_sent",
    "account_link",
    "account_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
]
PARTICIPANT = [
    "account_ways_in",
    "account_offers",
    "account_pin",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
]
STAFF = [
    "account_ways_in",
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
]
ON_THE_WAY = {"mfa_authenticate", "mfa_activate_totp"}
LANGUAGES = ("en", "nb")


def check(response: HttpResponse, language: str) -> None:
    """What is true of every page."""
    page = response.content.decode()
    assert response.status_code in (200, 410, 422, 429)
    assert f'<html lang="{language}"' in page
    assert "<h1" in page
    assert [t.name for t in response.templates if "allauth" in str(t.origin)] == []  # type: ignore[attr-defined]
    for head, body in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.S):
        assert not body.strip() or 'type="application/json"' in head
    assert not re.search(r"<style|\son[a-z]+=|\sstyle=|javascript:", page)
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_every_address_is_looked_at_here() -> None:
    known = NOT_PAGES | SENT_ON | set(NOBODY) | set(PARTICIPANT) | set(STAFF) | ON_THE_WAY
    assert {pattern.name for pattern in urls.urlpatterns} == known


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_for_somebody_not_signed_in(world: World, ane: Account, language: str) -> None:
    client = browser(None, language=language)
    link = ask_for_link(str(ane.email))
    args = {
        "account_link": [link, secret_of(link)],
        "account_reset_password_from_key": ["0" * 32, "x-y"],
    }
    for name in NOBODY:
        check(client.get(reverse(name, args=args.get(name))), language)
    check(client.get(reverse("account_link", args=[link, "old"])), language)
    for name in ("account_login", "account_ask_for_link", "account_code", "account_reset_password"):
        response = client.post(reverse(name), {})
        check(response, language)
        assert response.context["form"].errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_for_participants(world: World, ane: Account, language: str) -> None:
    set_actor(world.birger.id)
    issue_printed_code(by=world.actor(world.birger), participant=world.ane)
    client = browser(ane, language=language)
    check(client.get(reverse("account_ways_in")), language)
    add(client, SoftKey())
    key = Authenticator.objects.get(user=ane)
    for name in PARTICIPANT:
        args = [key.pk] if name in ("mfa_edit_webauthn", "mfa_remove_webauthn") else []
        response = client.get(reverse(name, args=args))
        check(response, language)
        assert "parts/mine.html" in [t.name for t in response.templates]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_for_staff(app: Account, language: str) -> None:
    client = browser(app, language=language)
    add(client, SoftKey())
    for name in STAFF:
        response = client.get(reverse(name))
        check(response, language)
        assert "parts/staff.html" in [t.name for t in response.templates]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_on_the_way_in(birger: Account, language: str) -> None:
    client = browser(None, language=language)
    Account.objects.filter(id=birger.id).update(language=language)
    give_password(client, birger)
    check(client.get(reverse("mfa_activate_totp")), language)
    client.post(reverse("mfa_activate_totp"), {"code": digits(client.session["mfa.totp.secret"])})
    client.post(reverse("account_logout"))
    client.cookies["django_language"] = language
    give_password(client, birger)
    check(client.get(reverse("mfa_authenticate")), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_says_wait(world: World, language: str) -> None:
    client = browser(None, language=language)
    for _time in range(6):
        response = client.post(reverse("account_ask_for_link"), {"email": "somebody@example.org"})
    assert response.status_code == 429
    check(response, language)


def test_links_are_offered_only_where_mail_goes_out(world: World, settings: Any) -> None:
    ask = reverse("account_ask_for_link")
    assert ask in Client().get(reverse("account_login")).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert ask not in Client().get(reverse("account_login")).content.decode()
    assert Client().post(ask, {"email": "ane@fjellvikmerke.example"}).status_code == 404
