# SPDX-License-Identifier: Apache-2.0
"""What surrounds every request: one transaction in which PostgreSQL knows who asks, refusals as pages, one log line."""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib.auth import get_user, logout
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from bedring.kit.refusals import NotThere, NotYet, Refused
from bedring.kit.rows import set_actor
from bedring.kit.trail import Anew, at_once
from bedring.people.queries import actor_for
from bedring.people.rules import Actor
from bedring.people.signin.sessions import expect_somebody
from bedring.web.account.rules import ASKS_AGAIN, BY_ITSELF, EVERYBODY, IDLE, OPEN_TO, Strength, opens
from bedring.web.account.signing_in import idle_for, note_deed
from bedring.web.account.strength import is_recent, is_without_password, strength, way_to_strength
from bedring.web.signed_in import Request

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("bedring.web")


NEIGHBOURS = re.compile(r"(?<![\w-])(?:nn|no|sv|da|se)(?:-\w+)*(?![\w-])", re.I)
"""Languages whose readers read Bokmål before English: Nynorsk, Norwegian unnamed, Swedish, Danish, Northern Sámi."""


class NeighboursMiddleware:
    """Readers of neighbouring languages get Bokmål: their browser's wish is read as one for it.

    Stands before Django's LocaleMiddleware, which would give them English, as the only other one they name.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wish = request.META.get("HTTP_ACCEPT_LANGUAGE")
        if wish:
            request.META["HTTP_ACCEPT_LANGUAGE"] = NEIGHBOURS.sub("nb", wish)
        return self.get_response(request)


class LogMiddleware:
    """One line a request: the route's name and never the address, which could hold an id."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = self.get_response(request)
        if (
            response.status_code == 405 and request.method == "GET"
        ):  # an address for a button, opened by hand or by Back
            response = render(request, "404.html", status=405)
        route = request.resolver_match.view_name if request.resolver_match else None
        took = round((time.perf_counter() - started) * 1000, 1)
        log.info(
            "request", extra={"route": route, "method": request.method, "status": response.status_code, "ms": took}
        )
        return response


NOBODY = Actor(account_id=UUID(int=0))
"""Somebody who is not signed in: may see nothing of anybody."""


class TransactionMiddleware:
    """One transaction a request, with the actor on the request and told to PostgreSQL for as long as it lasts.

    From when it is known who asks, moments are told by the wall of the place where they work or take part.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.actor, request.strength, request.is_half, request.anew = NOBODY, Strength.NOBODY, False, False
        if request.path == "/health":  # must answer, too, when there is no database
            return self.get_response(request)
        try:
            expect_somebody()
            with at_once():
                response = self._in_one(request)
            return self._in_one(request) if request.anew else response
        except OperationalError:  # no database, or it went away before it said that all is stored
            log.error("no_database")
            return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "10"})
        finally:
            timezone.deactivate()

    def _in_one(self, request: Request) -> HttpResponse:
        with transaction.atomic():
            _know_who_asks(request)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def _know_who_asks(request: Request) -> None:
    """Fetching the account tells PostgreSQL that it asks, if it is fetched now and not before the transaction began.

    Whoever has shown no more than a paper whose PIN another knows is told of once more, as that.
    """
    fetched_before = hasattr(request, "_cached_user")
    request.user = user = get_user(request)  # itself, not Django's promise of it: every page asks it many things
    light = user.is_authenticated and strength(request, staff=False) is Strength.FIRST_PAPER
    if fetched_before or light or not user.is_authenticated:
        set_actor(user.pk, light=light)
    if user.is_authenticated:
        actor = actor_for(user)
        timezone.activate(actor.time_zone)
        request.strength = strength(request, staff=actor.is_staff)
        request.is_half = request.strength is Strength.HALF
        request.actor = replace(actor, light=request.strength is Strength.FIRST_PAPER)


class RefusalMiddleware:
    """Turns the ways to say no into pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotThere):
            return not_there(request)
        if isinstance(exception, Anew):
            request.anew = True
            return HttpResponse(status=500)  # which undoes all of it; it is asked again (TransactionMiddleware)
        if isinstance(exception, ValueError) and "integer string conversion" in str(exception):  # 5,000 digits, in JSON
            transaction.set_rollback(True)
            return HttpResponse(render_to_string("400.html"), status=400)
        if isinstance(exception, IntegrityError):  # two did the same thing in one moment: it is done
            transaction.set_rollback(True)
            log.info("done_already")
            return HttpResponse(render_to_string("409.html"), status=409)
        if isinstance(exception, NotYet):
            transaction.set_rollback(True)  # nothing was shown, so nobody has looked
            wait = {"Retry-After": str(exception.seconds)}
            page = render_to_string("wait.html", {"reason": exception.reason}, request)
            return HttpResponse(page, status=429, headers=wait)
        if isinstance(exception, Refused):
            log.info("refused", extra={"reason": exception.code})
            return render(request, "403.html", {"reason": exception.reason}, status=403)
        return None


class StrengthMiddleware:
    """What opens follows how strongly somebody has shown who they are: the table in `web/account/rules.py`.

    Somebody who came in by a link or a code on paper and now holds a role is signed out: they begin with a password.
    So are those who work here when nobody has done anything for an hour: the device may lie about.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, *_view: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or OPEN_TO.get(name) == EVERYBODY:
            return None  # each page sends those it does not know to the sign-in page
        staff, how = request.actor.is_staff, Strength(request.strength)
        if how is Strength.HALF and is_without_password(request):
            return _signed_out(request)
        if staff and idle_for(request) > IDLE:
            return _signed_out(request)
        if (request.method, name) not in BY_ITSELF:
            note_deed(request)
        if opens(name, how):
            return self._again(request, name) if staff else None
        if how is Strength.FIRST_PAPER and opens(name, Strength.OWN):
            return HttpResponseRedirect(reverse("account_pin"))
        if how is Strength.HALF and name in OPEN_TO:
            return HttpResponseRedirect(way_to_strength(request))
        return not_there(request)

    def _again(self, request: Request, name: str) -> HttpResponse | None:
        return HttpResponseRedirect(way_to_strength(request)) if name in ASKS_AGAIN and not is_recent(request) else None


def not_there(request: HttpRequest) -> HttpResponse:
    return render(request, "404.html", status=404)


def _signed_out(request: HttpRequest) -> HttpResponse:
    path = request.get_full_path() if request.method == "GET" else "/"
    logout(request)
    return redirect_to_login(path, reverse("account_login"))
