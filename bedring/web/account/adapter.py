# SPDX-License-Identifier: Apache-2.0
# mypy: allow-subclassing-any, no-warn-return-any
"""What allauth does differently here."""

import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bedring.kit import later
from bedring.kit.rows import set_actor
from bedring.people.signin.tries import What, count_try, too_many_tries
from bedring.web.account.signing_in import in_language_of, note_beginning
from bedring.web.account.strength import is_recent

SENTENCES = {
    "email_password_mismatch": _("The e-mail address and the password do not fit together."),
    "enter_current_password": _("This is not your password now."),
    "incorrect_code": _("This code does not fit. Take the one that shows now, and try again."),
    "incorrect_password": _("This is not your password."),
    "too_many_login_attempts": _("Too many tries in a short time. Wait a few minutes, or use a passkey."),
    "rate_limited": _("Too many tries in a short time. Wait a few minutes."),
}
DONE = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "mfa/messages/totp_activated.txt": _("The app is in use from now on."),
    "mfa/messages/totp_deactivated.txt": _("The app is taken away."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers on their own; wrong tries are counted by network; PostgreSQL is told who has come in."""

    error_messages = DefaultAccountAdapter.error_messages | SENTENCES

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if too_many_tries(What.PASSWORD, self.get_client_ip(request)):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        count_try(What.PASSWORD, self.get_client_ip(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By address and network, so that a stranger elsewhere cannot shut somebody out."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        note_beginning(request)
        set_actor(user.pk)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        return in_language_of(user, super().post_login(request, user, **kwargs))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Nobody is asked for the same password twice within minutes."""
        return super().is_reauthentication_required(app=app, **kwargs) and not is_recent(self.request)

    def send_notification_mail(self, template_prefix: str, user: Any, *_args: Any, **_kwargs: Any) -> None:
        later.ask("mail_change_of_sign_in", account_id=str(user.pk))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *_args: Any, **more: Any
    ) -> None:
        """What was changed is said in a line on the next page; that one has signed in or out shows by itself."""
        words = more.get("message") or DONE.get(message_template or "")
        if words:
            messages.add_message(request, level, words)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_ways_in")


class FactorAdapter(DefaultMFAAdapter):
    """Second factors and passkeys bear the product's name, not the machine's."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": SENTENCES["incorrect_code"]}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": "Bedring"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        shown = user.email or gettext("My Bedring")
        return entity | {"name": shown, "display_name": shown}

    def build_totp_svg(self, url: str) -> str:
        """Black on white in the dark theme too: cameras need it."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", xmldecl=False, border=4, scale=4, light="white")
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return gettext("My passkey")


def wrong_code() -> ValidationError:
    """The sentence for a code and a PIN that open nothing, whatever the reason."""
    return ValidationError(
        gettext(
            "The code and the PIN open nothing here. Look at both once more. After three tries there is a wait before"
            " the next one counts: first seconds, at most five minutes where you have used the code before. A new"
            " paper starts afresh: ask for one where you meet."
        ),
        code="wrong_code",
    )
