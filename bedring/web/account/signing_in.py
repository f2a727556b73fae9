# SPDX-License-Identifier: Apache-2.0
"""Opening a sign-in the way allauth does, noting how it was done."""

from typing import Protocol

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse


class Reader(Protocol):
    """Somebody who signs in, as far as it matters here: the language they read."""

    language: str


def sign_in(request: HttpRequest, account: Reader, method: str) -> HttpResponse:
    """Sign `account` in by `method` (link, printed, demo) and go to the front page, in the person's language."""
    get_adapter().login(request, account)
    record_authentication(request, account, method)
    return in_language_of(account, HttpResponseRedirect(reverse("front")))


def in_language_of(account: Reader, response: HttpResponse) -> HttpResponse:
    """From now on this browser reads in the language the person has chosen."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        account.language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
