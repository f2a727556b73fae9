# SPDX-License-Identifier: Apache-2.0
"""Jobs of the web door: sending a sign-in link. The job holds the link's id, never its secret."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from bedring.people.signin import link_for_mail


@app.task(queue="mail", retry=3)
def send_link(code_id: str) -> None:
    """Mail a sign-in link: neutral in subject and text, for a screen that others can see."""
    found = link_for_mail(UUID(code_id))
    if found is None:
        return
    email, language, secret = found
    with translation.override(language):
        address = settings.ADDRESS + reverse("account_link", args=[code_id, secret])
        words = _("Open this address to sign in. It works once, for 15 minutes:")
        send_mail(_("Your sign-in link"), f"{words}\n\n{address}\n", None, [email])
