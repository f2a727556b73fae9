# SPDX-License-Identifier: Apache-2.0
"""Opening a sign-in the way allauth does, noting how it was done."""

from datetime import datetime, timedelta
from typing import Protocol

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bedring.kit import clock
from bedring.people.signin.printed import PRINTED_LASTS
from bedring.people.signin.sessions import BEGAN, DEVICE, METHODS, SEEN

BROWSERS = {
    "Firefox": "Firefox", "FxiOS": "Firefox", "Edg": "Edge", "SamsungBrowser": "Samsung Internet",
    "Chrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "CrOS": "Chromebook",
    "Mac OS": "Mac", "Linux": "Linux",
}  # fmt: skip
"""What a browser's name for itself holds, and what people call it; the first that fits (many say Safari too)."""


OPENED_HERE = "opened_here"
"""The cookie of a browser in which a code on paper has opened."""

SEEN_EVERY = timedelta(minutes=5)


class Reader(Protocol):
    """Somebody who signs in, as far as it matters here: the language they read."""

    language: str


def sign_in(request: HttpRequest, account: Reader, method: str) -> HttpResponse:
    """Sign `account` in by `method` (link, printed, demo) and go to the front page, in the person's language."""
    get_adapter().login(request, account)
    record_authentication(request, account, method)
    return in_language_of(account, HttpResponseRedirect(reverse("front")))


def note_beginning(request: HttpRequest) -> None:
    """When and with which browser this sign-in began, for the person's own list of sign-ins."""
    now = clock.now().isoformat()
    request.session.update({BEGAN: now, SEEN: now, DEVICE: device_of(request.headers.get("User-Agent", ""))})


def idle_for(request: HttpRequest) -> timedelta:
    """For how long nobody has done anything with this sign-in, to five minutes."""
    seen = request.session.get(SEEN)
    return clock.now() - datetime.fromisoformat(seen) if seen else timedelta(0)


def note_deed(request: HttpRequest) -> None:
    """Somebody did something with this sign-in just now. Written at most every five minutes."""
    if SEEN not in request.session or idle_for(request) >= SEEN_EVERY:
        request.session[SEEN] = clock.now().isoformat()


def device_of(agent: str) -> str:
    """A browser and a system in two or three words, by what the browser says of itself; empty if it says nothing."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return ", ".join(filter(None, (browser, system)))


def pin_was_chosen(request: HttpRequest) -> None:
    """The paper this sign-in began with has a PIN of the person's own by now: from here on it counts as that."""
    for record in request.session.get(METHODS, []):
        if record.get("method") == "first_paper":
            record["method"] = "printed"
    request.session.cycle_key()


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


def opened_here(mark: str, response: HttpResponse) -> HttpResponse:
    """This browser bears a mark from now on: on it, others' wrong tries with this paper do not count."""
    response.set_cookie(
        OPENED_HERE,
        mark,
        max_age=PRINTED_LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
