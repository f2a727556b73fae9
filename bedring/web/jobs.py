# SPDX-License-Identifier: Apache-2.0
"""Jobs of the web door: mail about signing in. A job holds an id, never a secret or an address, and the words are such
that anybody may see them on a locked screen.
"""

from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bedring.people.signin.links import link_to_send
from bedring.people.signin.passwords import address_of, password_may_be_sent_to

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=4)
"""After 4, 16, 64 and 256 seconds: a link is good for 15 minutes."""


def _mail(to: str, subject: str, *paragraphs: str) -> None:
    send_mail(subject, "\n\n".join(paragraphs) + "\n", None, [to])


@app.task(name="mail_sign_in_link", retry=AGAIN)
def mail_sign_in_link(link_id: str) -> None:
    """Send a sign-in link, if there is somebody to send it to."""
    found = link_to_send(UUID(link_id))
    if found is None:
        return
    to, language, secret = found
    with translation.override(language):
        _mail(
            to,
            _("Your sign-in link"),
            _("Open this address to sign in to Bedring. It works once, for 15 minutes:"),
            settings.ADDRESS + reverse("account_link", args=[link_id, secret]),
            _("If you did not ask for it, there is nothing you need to do."),
        )


@app.task(name="mail_password_link", retry=AGAIN)
def mail_password_link(account_id: str) -> None:
    """Send the link by which staff choose a password, if there is somebody to send it to."""
    account = password_may_be_sent_to(UUID(account_id))
    if account is None or not account.email:
        return
    key = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    with translation.override(account.language):
        _mail(
            account.email,
            _("Choose your password"),
            _("Open this address to choose a password for Bedring. It works once, for an hour:"),
            settings.ADDRESS + reverse("account_reset_password_from_key", kwargs=key),
            _("If you did not ask for it, there is nothing you need to do."),
        )


@app.task(name="mail_change_of_sign_in", retry=AGAIN)
def mail_change_of_sign_in(account_id: str) -> None:
    """Tell somebody that the way they sign in was changed."""
    found = address_of(UUID(account_id))
    if found is None:
        return
    to, language = found
    with translation.override(language):
        _mail(
            to,
            _("Your sign-in was changed"),
            _("The way you sign in was just changed: a password, a passkey, a second factor, a code or a PIN."),
            _("Was it not you? Then tell those who gave you access, today."),
        )
