# SPDX-License-Identifier: Apache-2.0
"""The first question of every page: is this somebody it is for? What they may see, the rooms answer."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from bedring.kit.refusals import NotThere
from bedring.people.rules import Actor

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request as TransactionMiddleware hands it on: who asks, and how strongly they have shown that it is they.

    `is_half`: works here, and has given a password and no second factor yet: nobody, as far as their work goes. `anew`:
    what it was to do was refused as one, and is begun anew.
    """

    actor: Actor
    anew: bool
    strength: str  # a Strength, of web/account/rules
    is_half: bool


def _only(allowed: Callable[[Actor], object]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(
                    request.get_full_path() if request.method == "GET" else "/", settings.LOGIN_URL
                )
            if not allowed(request.actor):
                raise NotThere
            return view(request, *args, **kwargs)

        return guarded

    return decorate


staff_only = _only(lambda actor: actor.is_staff)
participant_only = _only(lambda actor: actor.participant_id)
supporter_only = _only(lambda actor: actor.supports)
signed_in = _only(lambda actor: True)
