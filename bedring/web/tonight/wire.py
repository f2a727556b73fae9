# SPDX-License-Identifier: Apache-2.0
"""Entries and boards as they travel between a device and the server: JSON, read strictly."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from bedring.sessions.commands.entries import Receipt, Sent
from bedring.sessions.rules.board import Board, Key, Seen, as_plain

MOST_AT_ONCE = 200
"""Entries in one parcel: a whole evening of taps without network fits in two."""


class WireEntry(msgspec.Struct, frozen=True):
    id: UUID
    kind: str
    value: dict[str, Any]
    made_at: datetime
    person: UUID | None = None


class Parcel(msgspec.Struct, frozen=True):
    """What a device sends: its entries, and its clock at the moment of sending."""

    sent_at: datetime
    entries: list[WireEntry]


def read_parcel(body: bytes) -> Parcel:
    """The parcel in a request. Raises ValueError for what cannot be read, or is more than `MOST_AT_ONCE`."""
    try:
        parcel = msgspec.json.decode(body, type=Parcel)
    except msgspec.MsgspecError:
        raise ValueError("not understood") from None
    times = [parcel.sent_at, *(e.made_at for e in parcel.entries)]
    if len(parcel.entries) > MOST_AT_ONCE or any(t.tzinfo is None for t in times):
        raise ValueError("too many entries, or a time without zone")
    return parcel


def entries_of(parcel: Parcel) -> list[Sent]:
    """The entries of a parcel, as the command takes them."""
    return [Sent(e.id, e.kind, e.value, e.person, e.made_at) for e in parcel.entries]


def answers_json(answers: list[Receipt]) -> list[dict[str, Any]]:
    """What became of each entry."""
    return [{"id": str(a.id), "stored": a.stored, "reason": a.reason} for a in answers]


def board_json(board: Board, names: dict[UUID, str]) -> dict[str, Any]:
    """The board: by key, what shows; and what somebody else had said before, with who and when."""

    def earlier(seen: Seen) -> dict[str, Any]:
        return {"value": as_plain(seen.value), "by": names.get(seen.by_id, ""), "at": seen.made_at.isoformat()}

    return {
        "board": {_key(key): as_plain(seen.value) for key, seen in board.newest.items()},
        "earlier": {_key(key): [earlier(s) for s in seen] for key, seen in board.earlier.items()},
    }


def _key(key: Key) -> str:
    kind, person, what = key
    return f"{kind}:{person or ''}:{what}"
