# SPDX-License-Identifier: Apache-2.0
# mypy: allow-subclassing-any, no-warn-return-any
"""What one writes to sign in. allauth's own forms get our words; nothing stands inside a field but what one writes."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bedring.kit import later
from bedring.people.signin.passwords import ask_for_password
from bedring.web.parts.fields import MailAddress

NO_ADDRESS = {
    "required": _("Write your e-mail address."),
    "invalid": _("This does not look like an e-mail address. Look it over once more."),
}
NO_PASSWORD = {"required": _("Write your password.")}
NO_CODE = {"required": _("Write the code.")}


class OurWords:
    """Gives the fields named in `labels` our label, and takes away placeholders and allauth's help."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}
    says: dict[str, dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.error_messages.update(self.says.get(name, {}))


class LinkForm(forms.Form):
    email = MailAddress(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=NO_ADDRESS,
    )


class CodeForm(forms.Form):
    forgets = True  # a PIN is not shown again
    code = forms.CharField(
        label=_("The code on your paper"),
        help_text=_("Four short groups. Capital or small letters, with or without dashes."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages=NO_CODE,
    )
    pin = forms.CharField(
        label=_("PIN"),
        max_length=12,
        # "off" does not stop a browser's password keeper: it kept the code as a name, in the open, on a shared device
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Write the PIN.")},
    )


class PinForm(forms.Form):
    forgets = True
    pin = forms.CharField(
        label=_("My new PIN"),
        help_text=_("4 to 6 digits, not all alike and not in a row."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Write the PIN.")},
    )


class PasswordForm(OurWords, account.LoginForm):
    labels = {"login": _("Your e-mail address"), "password": _("Password")}
    says = {"login": NO_ADDRESS, "password": NO_PASSWORD}


class ForgottenForm(OurWords, account.ResetPasswordForm):
    """The same work and the same answer for every address: who is behind it, the job finds out."""

    labels = {"email": _("Your e-mail address at work")}
    says = {"email": NO_ADDRESS}

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        later.ask("mail_password_link", account_id=str(ask_for_password(email)))
        return email


NEW = {"password1": _("New password"), "password2": _("The new password once more")}
GOOD = {"password1": _("At least 12 characters. Four words in a row are easy to remember and hard to guess.")}
NO_NEW = {"password1": NO_PASSWORD, "password2": {"required": _("Write it once more.")}}


class NewPasswordForm(OurWords, account.ResetPasswordKeyForm):
    labels, helps, says = NEW, GOOD, NO_NEW


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    labels, helps, says = NEW | {"oldpassword": _("Password now")}, GOOD, NO_NEW | {"oldpassword": NO_PASSWORD}


class AskAgainForm(OurWords, account.ReauthenticateForm):
    labels, says = {"password": _("Password")}, {"password": NO_PASSWORD}


class AppCodeForm(OurWords, AuthenticateForm):
    labels, says = {"code": _("The six digits in your app, or a recovery code")}, {"code": NO_CODE}


class AppCodeAgainForm(OurWords, ReauthenticateForm):
    labels, says = {"code": _("The six digits in your app, or a recovery code")}, {"code": NO_CODE}


class NewAppForm(OurWords, ActivateTOTPForm):
    labels, says = {"code": _("The six digits the app shows now")}, {"code": NO_CODE}


class NewPasskeyForm(OurWords, AddWebAuthnForm):
    passwordless = None
    labels = {"name": _("What you call it")}
    helps = {"name": _("Such as the name of the phone, so that you know which one it is.")}


class PasskeyNameForm(OurWords, EditWebAuthnForm):
    labels, says = {"name": _("What you call it")}, {"name": {"required": _("Write a name.")}}
