# SPDX-License-Identifier: Apache-2.0
"""What surrounds every request: one transaction in which PostgreSQL knows who asks, refusals as pages, one log line."""

import logging
import time
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.queries import actor_for
from bedring.people.rules import Actor
from bedring.web.account.strength import (
    ALWAYS_OPEN,
    OPEN_TO_HALF_SIGNED_IN,
    is_strong,
    is_without_password,
    way_to_strength,
)
from bedring.web.signed_in import Request

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("bedring.web")


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
        if "Cache-Control" not in response and not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        return response


class TransactionMiddleware:
    """One transaction a request, with the actor told to PostgreSQL for as long as it lasts."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/health":  # must answer, too, when there is no database
            return self.get_response(request)
        try:
            with transaction.atomic():
                set_actor(request.user.pk if request.user.is_authenticated else None)
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
        except OperationalError:  # no database, or it went away before it said that all is stored
            log.error("no_database")
            return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "10"})
        return response


NOBODY = Actor(account_id=UUID(int=0))
"""Somebody who is not signed in: may see nothing of anybody."""


class ActorMiddleware:
    """Puts the actor on the request, and turns the two ways to say no into pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        def actor() -> Actor:
            return actor_for(request.user) if request.user.is_authenticated else NOBODY

        request.actor = SimpleLazyObject(actor)  # type: ignore[assignment]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotThere):
            return render(request, "404.html", status=404)
        if isinstance(exception, Refused):
            log.info("refused", extra={"reason": exception.code})
            return render(request, "403.html", {"reason": exception.reason}, status=403)
        return None


class StrengthMiddleware:
    """Staff come no further than setting up or using their second factor until they have used one in this sign-in.

    Somebody who came in by a link or a code on paper and now holds a role is signed out: they begin with a password.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Request, *_view: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or name in ALWAYS_OPEN or not request.actor.is_staff or is_strong(request):
            return None
        if is_without_password(request):
            logout(request)
            return HttpResponseRedirect(reverse("account_login"))
        return None if name in OPEN_TO_HALF_SIGNED_IN else HttpResponseRedirect(way_to_strength(request))
