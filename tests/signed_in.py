# SPDX-License-Identifier: Apache-2.0
"""Browsers of tests: signed in as somebody, as strongly as they would be."""

import time
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from bedring.kit import clock
from bedring.people.models import Account, Membership
from bedring.people.signin.sessions import BEGAN, DEVICE, METHODS, SEEN, SessionStore


def browser(account: Account | None, *, strong: bool = True, language: str = "en") -> Client:
    """A test client signed in as `account` (None: nobody); staff with their second factor unless `strong` is False.

    The sign-in is written down at once as it stands after all the steps, which tests of signing in take.
    """
    client = Client()
    client.cookies["django_language"] = language
    if account is not None:
        staff = Membership.objects.filter(account=account).exclude(accepted_at=None).exists()
        session, now = SessionStore(), clock.now().isoformat()
        session.update(
            {
                SESSION_KEY: str(account.id),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: account.get_session_auth_hash(),
                **_came_by("mfa" if staff and strong else "password" if staff else "link", account.id),
                **{BEGAN: now, SEEN: now, DEVICE: ""},
            }
        )
        session.create()
        client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def _came_by(method: str, account_id: UUID, at: float | None = None) -> dict[str, object]:
    used = [{"method": method, "at": at or time.time(), "type": "totp"}]
    return {METHODS: used, "account_authentication_methods_user": str(account_id)}


def note_method(client: Client, account_id: UUID, method: str, at: float | None = None) -> None:
    """As if this client had come in by `method`, now or `at` (seconds since 1970)."""
    session = client.session
    session.update(_came_by(method, account_id, at) | {SEEN: clock.now().isoformat()})
    session.save()


def age_sign_in(client: Client, seconds: int) -> None:
    """As if the sign-in had been so long ago."""
    session = client.session
    for record in session[METHODS]:
        record["at"] = time.time() - seconds
    session.save()
