# SPDX-License-Identifier: Apache-2.0
"""What a device asks of the service: who is signed in here, and the key to what lies sealed on it."""

import base64

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET, require_POST

from bedring.people.signin.devices import device_key, owner_mark
from bedring.people.signin.open import seconds_left
from bedring.web.signed_in import Request, signed_in


@require_GET
def who(request: Request) -> HttpResponse:
    """The mark of whoever is signed in, null for nobody; and a fresh token for what is sent from here."""
    there = request.user.is_authenticated and not request.is_half
    return JsonResponse({"owner": owner_mark(request.user) if there else None, "csrf": get_token(request)})


@require_POST
@signed_in
def key(request: Request) -> HttpResponse:
    """The key of this account on this device, and for how many seconds the sign-in lasts."""
    try:
        made = device_key(request.user, request.POST.get("device", ""))
    except ValueError:
        return JsonResponse({"error": "device"}, status=400)
    return JsonResponse(
        {"owner": owner_mark(request.user), "key": base64.b64encode(made).decode(), "until_s": _seconds_left(request)}
    )


def _seconds_left(request: HttpRequest) -> int:
    """What is left of the sign-in: until then what is kept may be opened without the service."""
    return seconds_left(request.session.session_key)
