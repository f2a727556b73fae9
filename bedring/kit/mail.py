# SPDX-License-Identifier: Apache-2.0
"""Mail. Its words are such that anybody may see them on a locked screen: nothing of anybody's health, no names."""

from django.core.mail import send_mail
from django.utils import translation
from django.utils.functional import Promise


def send(to: str, language: str, subject: str | Promise, *paragraphs: str | Promise) -> None:
    """Send to one address, in that language. `subject` and `paragraphs` are texts not yet translated, or addresses.

    Raises what the mail server answers: the job that sends is tried again.
    """
    with translation.override(language):
        send_mail(str(subject), "\n\n".join(str(text) for text in paragraphs) + "\n", None, [to])
