# SPDX-License-Identifier: Apache-2.0
"""What is left of signing in after a day, and no longer needed."""

from datetime import timedelta

from bedring.kit import clock
from bedring.people.models import SignInCode, SignInTry


def forget_old_tries_and_links() -> None:
    """Take away counted tries and links by mail that are more than a day old. Papers stay, to tell who made them."""
    before = clock.now() - timedelta(days=1)
    SignInTry.objects.filter(at__lt=before).delete()
    SignInCode.objects.filter(kind="link", expires_at__lt=before).delete()
