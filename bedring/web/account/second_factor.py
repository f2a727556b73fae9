# SPDX-License-Identifier: Apache-2.0
# mypy: allow-subclassing-any, no-warn-return-any
"""Second factors of staff, and passkeys of everybody: allauth's pages, with what they do differently here."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bedring.kit.refusals import Refused
from bedring.web.account.strength import FACTORS, is_recent

METHODS_IN_SESSION = "account_authentication_methods"


def factors_of(request: HttpRequest) -> dict[str, Any]:
    """What the page of ways to sign in says about passkeys and second factors."""
    mine = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at"))
    return {
        "passkeys": [factor for factor in mine if factor.type == Authenticator.Type.WEBAUTHN],
        "has_app": any(factor.type == Authenticator.Type.TOTP for factor in mine),
        "has_codes": any(factor.type == Authenticator.Type.RECOVERY_CODES for factor in mine),
        "may_add": may_add_passkey(request),
    }


def may_add_passkey(request: HttpRequest) -> bool:
    """Somebody who showed lately who they are, or can be asked to."""
    somebody = request.user
    if not somebody.is_authenticated:
        return False
    return is_recent(request) or somebody.has_usable_password() or is_mfa_enabled(somebody, FACTORS)


def _was_used(request: HttpRequest, kind: str) -> None:
    """Setting a factor up proves that one has it: it counts as used in this sign-in."""
    record_authentication(request, request.user, "mfa", type=kind)


def _forget_if_last(request: HttpRequest) -> None:
    """Staff who take their last factor away must set one up before they come further."""
    if not is_mfa_enabled(request.user, FACTORS):
        used = request.session.get(METHODS_IN_SESSION, [])
        request.session[METHODS_IN_SESSION] = [record for record in used if record.get("method") != "mfa"]


class SetUpApp(ActivateTOTPView):
    """Staff set up an app that shows six digits."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _was_used(self.request, "totp")
        return response


class TakeAppAway(DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _forget_if_last(self.request)
        return response


class AddPasskey(AddWebAuthnView):
    """Always a passkey that signs in by itself: kept on the phone or key, opened by finger, face or PIN."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_add_passkey(request):
            raise Refused(_("Sign in anew first, so that nobody else can add a passkey for you."), "sign_in_anew")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": auth.begin_registration(self.request.user, True)}}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _was_used(self.request, "webauthn")
        if self.request.user.has_usable_password():
            return response
        Authenticator.objects.filter(user_id=self.request.user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
        return redirect("account_ways_in")  # recovery codes go with a password


class RemovePasskey(RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        _forget_if_last(self.request)
        return response
