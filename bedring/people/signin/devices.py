# SPDX-License-Identifier: Apache-2.0
"""The key under which a device keeps what one has written and not yet sent, and the mark it bears there.

A device seals with a key that the service makes for one account on one device, and can make again at the next sign-in
(docs/decisions/0021-what-waits-stays-sealed.md). A new salt makes everything sealed before it unreadable.
"""

import hashlib
import hmac

from django.contrib.auth.models import AnonymousUser

from bedring.people.models import Account, random_bytes
from bedring.people.rules import Actor

SomebodySignedIn = Account | AnonymousUser
"""As a request has it. Only an account has keys."""

LONGEST_DEVICE = 64
"""Characters of the name a device gives itself: a random id."""


def _made_of(account: SomebodySignedIn, purpose: bytes) -> bytes:
    assert isinstance(account, Account)
    return hmac.new(bytes(account.device_salt), purpose, hashlib.sha256).digest()


def owner_mark(account: SomebodySignedIn) -> str:
    """16 hexadecimal digits that say whose a sealed thing is, to those who know, and nothing to others."""
    return _made_of(account, b"owner").hex()[:16]


def device_key(account: SomebodySignedIn, device: str) -> bytes:
    """32 bytes: the key of this account on this device, the same at each sign-in. ValueError for an odd `device`."""
    if not device or len(device) > LONGEST_DEVICE or not device.isascii():
        raise ValueError("a device has a short name of its own")
    return _made_of(account, b"sealed 1|" + device.encode())


def forget_devices(*, by: Actor) -> None:
    """A device of mine is lost: what lies sealed on any of them can be opened by nobody from now on."""
    Account.objects.filter(id=by.account_id).update(device_salt=random_bytes())
