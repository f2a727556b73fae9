# SPDX-License-Identifier: Apache-2.0
"""Browsers of tests: signed in as somebody, as strongly as they would be."""

import time
from uuid import UUID

from django.test import Client

from bedring.kit import clock
from bedring.people.models import Account, Membership
from bedring.people.signin.sessions import SEEN


def browser(account: Account | None, *, strong: bool = True, language: str = "en") -> Client:
    """A test client signed in as `account` (None: nobody); staff with their second factor unless `strong` is False."""
    client = Client()
    client.cookies["django_language"] = language
    if account is not None:
        client.force_login(account)
        staff = Membership.objects.filter(account=account).exclude(accepted_at=None).exists()
        method = "mfa" if staff and strong else "password" if staff else "link"
        note_method(client, account.id, method)
    return client


def note_method(client: Client, account_id: UUID, method: str, at: float | None = None) -> None:
    """As if this client had come in by `method`, now or `at` (seconds since 1970)."""
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": at or time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(account_id)
    session[SEEN] = clock.now().isoformat()
    session.save()


def age_sign_in(client: Client, seconds: int) -> None:
    """As if the sign-in had been so long ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - seconds
    session.save()
