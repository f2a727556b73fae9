# SPDX-License-Identifier: Apache-2.0
"""Taps on the screen of a session, as a device sends them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.sessions.commands.entries import Receipt, Sent, record_entries, start_session
from bedring.sessions.models import Session
from tests.world import World


def tap(
    kind: str,
    value: dict[str, Any],
    person: UUID | None = None,
    id: UUID | None = None,
    made_at: datetime | None = None,
) -> Sent:
    """One tap, made now by a clock that is right unless `made_at` says otherwise."""
    return Sent(id or uuid4(), kind, value, person, made_at or clock.now())


def send(world: World, account: Account, *taps: Sent, session: Session | None = None) -> list[Receipt]:
    """What becomes of these taps when `account` sends them, in one parcel."""
    set_actor(account.id)
    return record_entries(
        by=world.actor(account), session_id=(session or world.session).id, sent=taps, sent_at=clock.now()
    )


def begin(world: World, session: Session | None = None) -> World:
    """Birger starts the session, or another."""
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=(session or world.session).id)
    return world
