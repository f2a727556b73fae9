# SPDX-License-Identifier: Apache-2.0
"""Wrong tries, counted by network. Rows are only added: colleagues behind one address never wait for each other.

A hospital often has a single address: the limits leave room for a busy morning, and the longest wait is ten minutes.
"""

from datetime import timedelta
from enum import StrEnum

from django.utils.crypto import salted_hmac

from bedring.kit import clock
from bedring.people.models import SignInTry

MOST = ((30, timedelta(minutes=1)), (150, timedelta(minutes=10)))
"""At most so many within such a time, from one network."""


class What(StrEnum):
    """What was tried: each is counted by itself."""

    PASSWORD = "password"  # noqa: S105
    PRINTED = "printed"
    LINK = "link"


def _key(what: What, network: str) -> str:
    return salted_hmac("bedring.tries", f"{what}:{network}", algorithm="sha256").hexdigest()


def too_many_tries(what: What, network: str) -> bool:
    """Whether this network has to wait a little. Ask before trying."""
    tries, now = SignInTry.objects.filter(key=_key(what, network)), clock.now()
    return any(tries.filter(at__gt=now - within).count() >= amount for amount, within in MOST)


def count_try(what: What, network: str) -> None:
    """One more, now."""
    SignInTry.objects.create(key=_key(what, network), at=clock.now())
