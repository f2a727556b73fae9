# SPDX-License-Identifier: Apache-2.0
"""Somebody acts: in Python and in PostgreSQL, until the next one does."""

from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.people.queries import actor_for
from bedring.people.rules import Actor


def as_(account: Account | None) -> Actor:
    """From here on this one asks."""
    assert account is not None
    set_actor(account.id)
    return actor_for(account)
