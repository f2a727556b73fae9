# SPDX-License-Identifier: Apache-2.0
"""Two presses of one button are one, for every form there is (see `people/signin/presses.py`)."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from bedring.config.middleware import GetResponse, not_there
from bedring.kit.refusals import NotThere
from bedring.people.signin.presses import came_to_nothing, press, went_on
from bedring.web.account.rules import EVERYBODY, OPEN_TO
from bedring.web.signed_in import Request


class PressMiddleware:
    """Lets the first press of a form through, and answers another with where the first one led."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kept: UUID | None = getattr(request, "press", None)
        if kept is None or transaction.get_rollback():
            return response
        if response.status_code in (301, 302, 303):
            went_on(kept, response["Location"])
        else:
            came_to_nothing(kept)
        return response

    def process_view(self, request: Request, *_view: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        sign_in = OPEN_TO.get(name) == EVERYBODY or name.startswith(("account_", "mfa_"))
        sent = _id(request.POST.get("press", "")) if request.method == "POST" and not sign_in else None
        if sent is None or not request.user.is_authenticated:
            return None
        try:
            led = press(sent, account_id=request.actor.account_id, path=request.path)
        except NotThere:
            return not_there(request)
        if led is not None:
            return HttpResponseRedirect(led)
        request.press = sent  # type: ignore[attr-defined]
        return None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
