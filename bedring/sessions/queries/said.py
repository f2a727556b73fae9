# SPDX-License-Identifier: Apache-2.0
"""What is said now in sessions, and the boards it adds up to. Who may see the session, the caller has asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from bedring.kit.asked import Asked
from bedring.sessions.models import Entry, Said, Session
from bedring.sessions.rules.board import Board, board_of


@dataclass(frozen=True)
class Uttered:
    """One entry as the board needs it."""

    session_id: UUID
    id: UUID
    kind: str
    key: str
    value: Any
    participant_id: UUID | None
    by_id: UUID
    made_at: datetime
    number: int


SAID = ("session_id", "entry_id", "kind", "key", "entry__value", "participant_id", "by_id", "made_at", "number")
WRITTEN = ("session_id", "id", "kind", "key", "value", "participant_id", "by_id", "made_at", "number")


@Asked
def _said(sessions: set[UUID]) -> QuerySet[Said, Any]:
    return Said.objects.filter(session__in=sessions).values_list(*SAID, "others")


def boards(session_ids: Iterable[UUID]) -> dict[UUID, Board]:
    """By session, its board. One query, and one more where two people have said something of the same.

    What was said before and by the same person is not read, so that a board costs the same late in the evening.
    """
    piles: dict[UUID, dict[UUID, Uttered]] = {i: {} for i in session_ids}
    told_by_many = []
    for *row, others in _said(sessions=set(piles)):
        said = Uttered(*row)
        piles[said.session_id][said.id] = said
        if others:
            told_by_many.append(said)
    for row in _history(told_by_many):
        piles[row.session_id][row.id] = row
    return {session: board_of(pile.values()) for session, pile in piles.items()}


def _history(said: list[Uttered]) -> list[Uttered]:
    """All that was ever said of these keys."""
    if not said:
        return []
    keys = (Q(session=s.session_id, participant=s.participant_id, kind=s.kind, key=s.key) for s in said)
    return [Uttered(*row) for row in Entry.objects.filter(reduce(or_, keys)).values_list(*WRITTEN)]


def cursors(session_ids: Iterable[UUID]) -> dict[UUID, int]:
    """By session, the number of its newest entry; sessions without any are left out."""
    return {session: newest for session, newest in _newest(sessions=set(session_ids)) if newest}


@Asked
def _newest(sessions: set[UUID]) -> QuerySet[Session, Any]:
    return Session.objects.filter(id__in=sessions).values_list("id", newest_number())


def newest_number() -> Subquery:
    """Of each session, the number of its newest entry: looked up, and not by going through all there are."""
    return Subquery(Entry.objects.filter(session=OuterRef("id")).order_by("-number").values("number")[:1])
