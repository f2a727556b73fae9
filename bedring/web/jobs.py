# SPDX-License-Identifier: Apache-2.0
"""Jobs of the web door: mail about signing in. A job holds an id, never a secret or an address."""

from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bedring.kit import mail
from bedring.kit.later import job
from bedring.people.queries import offer_to_tell_of
from bedring.people.signin.links import link_to_send
from bedring.people.signin.passwords import address_of, password_may_be_sent_to

NOT_ASKED = _("If you did not ask for it, there is nothing you need to do.")


def _tell(reader: tuple[str, str] | None, subject: str | Promise, *paragraphs: str | Promise) -> None:
    """One mail to a reader, (address, language); none where there is nobody to send it to any more."""
    if reader is not None:
        mail.send(*reader, subject, *paragraphs)


@job("mail_sign_in_link")
def mail_sign_in_link(link_id: str) -> None:
    """Send a sign-in link, if there is somebody to send it to. It is good for 15 minutes: retries end before that."""
    found = link_to_send(UUID(link_id))
    if found is None:
        return
    to, language, secret = found
    _tell(
        (to, language),
        _("Your sign-in link"),
        _("Open this address to sign in to Bedring. It works once, for 15 minutes:"),
        settings.ADDRESS + reverse("account_link", args=[link_id, secret]),
        NOT_ASKED,
    )


@job("mail_password_link")
def mail_password_link(account_id: str) -> None:
    """Send the link by which staff choose a password, if there is somebody to send it to."""
    account = password_may_be_sent_to(UUID(account_id))
    if account is None:
        return
    key = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    _tell(
        (account.email or "", account.language),
        _("Choose your password"),
        _("Open this address to choose a password for Bedring. It works once, for an hour:"),
        settings.ADDRESS + reverse("account_reset_password_from_key", kwargs=key),
        NOT_ASKED,
    )


@job("mail_change_of_sign_in")
def mail_change_of_sign_in(account_id: str) -> None:
    """Tell somebody that the way they sign in was changed."""
    _tell(
        address_of(UUID(account_id)),
        _("Your sign-in was changed"),
        _("The way you sign in to Bedring was just changed: a password, a passkey or a second factor."),
        _("Was it not you? Then tell those who gave you access, today."),
    )


@job("mail_offer")
def mail_offer(membership_id: str) -> None:
    """Tell somebody, in words that say nothing of what it is, that there is something to answer."""
    _tell(
        offer_to_tell_of(UUID(membership_id)),
        _("There is something for you to answer"),
        _("Somebody asks you something in Bedring. Nothing changes until you have answered. Sign in here to read it:"),
        settings.ADDRESS + reverse("account_login"),
        _("You can sign in by a link to this address, or as you are used to."),
    )
