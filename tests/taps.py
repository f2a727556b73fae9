# SPDX-License-Identifier: Apache-2.0
"""Taps on the screen of a session, as a device sends them."""

from typing import Any
from uuid import UUID, uuid4

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.sessions.commands.entries import Receipt, Sent, record_entries
from bedring.sessions.models import Session
from tests.world import World


def tap(kind: str, value: dict[str, Any], person: UUID | None = None, id: UUID | None = None) -> Sent:
    """One tap, made now."""
    return Sent(id or uuid4(), kind, value, person, clock.now())


def send(world: World, account: Account, *taps: Sent, session: Session | None = None) -> list[Receipt]:
    """What becomes of these taps when `account` sends them."""
    set_actor(account.id)
    return record_entries(
        by=world.actor(account), session_id=(session or world.session).id, sent=taps, sent_at=clock.now()
    )
