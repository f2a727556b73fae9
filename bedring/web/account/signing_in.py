# SPDX-License-Identifier: Apache-2.0
"""Opening a sign-in the way allauth does, noting how it was done."""

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bedring.kit.rows import set_actor

if TYPE_CHECKING:
    from bedring.people.models import Account


def sign_in(request: HttpRequest, account: "Account", method: str) -> HttpResponse:
    """Sign `account` in by `method` (link, printed, demo) and go to the front page, in the person's language."""
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, account, method)
    set_actor(account.id)
    response = HttpResponseRedirect(reverse("front"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        account.language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
