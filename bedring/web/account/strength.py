# SPDX-License-Identifier: Apache-2.0
"""How strongly somebody signed in, and what staff must do before they come further."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from bedring.people.rules import WITHOUT_PASSWORD
from bedring.web.account.rules import Strength, strength_of

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def methods_used(request: HttpRequest) -> set[str]:
    """How this sign-in was opened and confirmed: password, mfa, link, printed, demo."""
    return {str(record.get("method")) for record in get_authentication_records(request, request.user)}


def strength(request: HttpRequest, *, staff: bool) -> Strength:
    """How strongly whoever asks has shown who they are. In the demo its one tap counts as two factors."""
    if not request.user.is_authenticated:
        return Strength.NOBODY
    used = methods_used(request)
    return strength_of(used | {"mfa"} if settings.DEMO and "demo" in used else used, staff=staff)


def is_without_password(request: HttpRequest) -> bool:
    """Whether nothing but a link or a printed code opened this sign-in."""
    return methods_used(request) <= WITHOUT_PASSWORD


def is_recent(request: HttpRequest) -> bool:
    """Whether somebody showed lately that it is they who sit here. In the demo there is nothing to show again."""
    if settings.DEMO and "demo" in methods_used(request):
        return True
    shown_at = [float(record.get("at", 0)) for record in get_authentication_records(request, request.user)]
    return bool(shown_at) and time.time() - max(shown_at) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def way_to_strength(request: HttpRequest) -> str:
    """Where to use the second factor one has (once more), or else to set one up."""
    if not is_mfa_enabled(request.user, FACTORS):
        return reverse("mfa_activate_totp")
    has_app = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    page = reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")
    return f"{page}?{urlencode({'next': request.get_full_path() if request.method == 'GET' else '/'})}"
