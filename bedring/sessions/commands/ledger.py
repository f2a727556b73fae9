# SPDX-License-Identifier: Apache-2.0
"""Adding to a session's entries: the only place that writes them, and what was refused."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from bedring.kit import clock
from bedring.kit.asked import Asked
from bedring.kit.refusals import NotThere
from bedring.kit.trail import added, write_down
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Entry, LedBy, RefusedEntry, Session
from bedring.sessions.rules.entries import EntryKind, Value, read_value


@dataclass(frozen=True)
class Sent:
    """An entry as a device sends it. `made_at` is by the device's own clock."""

    id: UUID
    kind: str
    value: Any
    participant_id: UUID | None
    made_at: datetime


@dataclass(frozen=True)
class Receipt:
    """What became of one entry: stored (or stored before) under a number, or refused: why, as a code and in words."""

    id: UUID
    stored: bool
    number: int = 0
    code: str = ""
    reason: str = ""


@Asked
def _held(actor: Actor, session: UUID) -> QuerySet[Session, Any]:
    led = LedBy.objects.filter(account=actor.account_id, session=OuterRef("id")).exclude(came_at=None)
    visible = access.visible_sessions(actor).filter(id=session).annotate(led=Exists(led))
    return visible.select_for_update(of=("self",))


def locked(by: Actor, session_id: UUID) -> Session:
    """The session, held so that entries from two devices get their numbers one after the other. NotThere.

    It comes with `led`: whether the actor is written down as having led it.
    """
    found = _held(actor=by, session=session_id)
    if not found:
        raise NotThere
    session: Session = found[0]
    return session


def entry(session: Session, by: Actor, sent: Sent, value: Value, made_at: datetime) -> Entry:
    """A row to be added; what it is about and what it says are written beside its value."""
    return Entry(
        id=sent.id,
        session=session,
        organisation_id=session.organisation_id,
        participant_id=sent.participant_id,
        kind=sent.kind,
        key=value.key,
        says=value.says,
        value=sent.value,
        by_id=by.account_id,
        made_at=made_at,
        received_at=clock.now(),
    )


def add_made_here(
    session: Session, by: Actor, kind: EntryKind, value: dict[str, Any] | None = None, about: UUID | None = None
) -> None:
    """Add one entry that a command makes: opened, closed, signed."""
    sent = Sent(uuid.uuid4(), kind, value or {}, about, clock.now())
    added([entry(session, by, sent, read_value(kind, sent.value), clock.now())])


def write_refusals(session: Session, by: Actor, refused: Iterable[Receipt]) -> None:
    """Write down what was not taken in: who, when and why, never what."""
    where = {"session": session, "organisation_id": session.organisation_id}
    write_down([RefusedEntry(row=one.id, reason=one.code, **where) for one in refused], by.account_id)
