# SPDX-License-Identifier: Apache-2.0
"""What was not taken in: told to those who lead the session. Who, when and why; what it said is nowhere."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import RefusedEntry
from bedring.sessions.rules.refusing import WhyNot
from bedring.sessions.words import WHY_NOT


@dataclass(frozen=True)
class RefusedTap:
    """One tap that was not taken in. `times`: how often it was sent."""

    at: datetime
    by: str
    why: str
    times: int


def refused_taps(actor: Actor, session_id: UUID) -> tuple[RefusedTap, ...]:
    """The refused taps of a session, oldest first, each once however often it was sent; none for a stranger."""
    rows = RefusedEntry.objects.filter(session=session_id, session__in=access.visible_sessions(actor))
    found: dict[UUID, RefusedTap] = {}
    for row, at, by, reason in rows.order_by("at").values_list("row", "at", "by__name", "reason"):
        why = WHY_NOT[WhyNot(reason)] if reason in list(WhyNot) else reason
        known = found.get(row)
        found[row] = RefusedTap(known.at if known else at, by, why, known.times + 1 if known else 1)
    return tuple(found.values())
