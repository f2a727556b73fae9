# SPDX-License-Identifier: Apache-2.0
"""What was not taken in: told to those who lead the session. Who, when and why; what it said is nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bedring.kit.asked import Asked
from bedring.kit.fold import still_lost
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Note, RefusedEntry
from bedring.sessions.rules.refusing import WhyNot
from bedring.sessions.words import WHY_NOT


@dataclass(frozen=True)
class Refusal:
    """One tap, or one draft, that was not taken in. `times`: how often it was sent."""

    at: datetime
    by: str
    why: str
    times: int = 1


def refused_taps(actor: Actor, session_id: UUID) -> tuple[Refusal, ...]:
    """The refused taps of a session, oldest first, each once however often it was sent; none for a stranger."""
    found: dict[UUID, Refusal] = {}
    for row, at, by, reason in _taps(actor=actor, session=session_id):
        known = found.get(row)
        found[row] = Refusal(known.at if known else at, by, _why(reason), known.times + 1 if known else 1)
    return tuple(found.values())


@Asked
def _taps(actor: Actor, session: UUID) -> QuerySet[RefusedEntry, Any]:
    rows = RefusedEntry.objects.filter(session=session, session__in=access.visible_sessions(actor))
    return rows.order_by("at").values_list("row", "at", "by__name", "reason")


def refused_drafts(actor: Actor, session_id: UUID, notes: Iterable[Note]) -> dict[UUID | None, tuple[Refusal, ...]]:
    """By participant (None: the group), the drafts that were not taken in, oldest first.

    Of each writer the last, as long as nothing of theirs was taken in since. `notes`: those of the session, with their
    versions.
    """
    refused = access.visible_refused_versions(actor, session_id).select_related("by")
    taken = [version for note in notes for version in note.versions.all()]
    lost = still_lost(refused, taken, lambda row: (row.participant_id, row.by_id))
    found: dict[UUID | None, tuple[Refusal, ...]] = {}
    for one in lost:
        told = Refusal(one.at, one.by.name, _why(one.reason))
        found[one.participant_id] = (*found.get(one.participant_id, ()), told)
    return found


def _why(reason: str) -> str:
    return WHY_NOT[WhyNot(reason)] if reason in list(WhyNot) else reason
