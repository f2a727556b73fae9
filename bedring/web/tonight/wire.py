# SPDX-License-Identifier: Apache-2.0
"""Entries and boards as they travel between a device and the server: JSON, read strictly."""

from typing import Any
from uuid import UUID

from bedring.sessions.commands.entries import Receipt, Sent
from bedring.sessions.rules.board import Board, Key, Seen, as_plain
from bedring.web.parts.parcels import Item, Parcel, not_understood


def entries_of(parcel: Parcel) -> tuple[list[Sent], list[dict[str, Any]]]:
    """The entries of a parcel, as the command takes them; and the answers for those that are none."""
    sent, unread = [], list(parcel.unread)
    for item in parcel.items:
        try:
            sent.append(_entry(item))
        except (KeyError, TypeError, ValueError, AttributeError):
            unread.append(not_understood(item.id))
    return sent, unread


def _entry(item: Item) -> Sent:
    person = item.body.get("person")
    if not isinstance(item.body["kind"], str) or not isinstance(item.body["value"], dict):
        raise ValueError("an entry has a kind and a value")
    return Sent(item.id, item.body["kind"], item.body["value"], UUID(person) if person else None, item.made_at)


def answers_json(answers: list[Receipt]) -> list[dict[str, Any]]:
    """What became of each entry."""
    return [_answer(a) for a in answers]


def _answer(receipt: Receipt) -> dict[str, Any]:
    if receipt.stored:
        return {"id": str(receipt.id), "stored": True, "number": receipt.number}
    return {"id": str(receipt.id), "stored": False, "code": receipt.code, "reason": receipt.reason}


def board_json(board: Board, names: dict[UUID, str]) -> dict[str, Any]:
    """The board: by key, what shows; and what somebody else had said before, with who and when."""

    def earlier(seen: Seen) -> dict[str, Any]:
        return {"value": as_plain(seen.value), "by": names.get(seen.by_id, ""), "at": seen.made_at.isoformat()}

    return {
        "board": {_key(key): as_plain(seen.value) for key, seen in board.newest.items() if seen.value.says},
        "earlier": {_key(key): [earlier(s) for s in seen] for key, seen in board.earlier.items()},
    }


def _key(key: Key) -> str:
    kind, person, what = key
    return f"{kind}:{person or ''}:{what}"
