# SPDX-License-Identifier: Apache-2.0
"""What a device has written or tapped, sent in parcels. One form for entries, answers and drafts.

`{v: 1, owner, sent_at, entries: [{id, made_at, …}]}` comes in; `{answers: [{id, stored, …}]}` goes out, an answer for
each: one item that cannot be taken holds up no other. `owner` is the mark of whoever wrote it (people/signin/devices):
a parcel of somebody else's than the one signed in is read no further.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from bedring.kit.text import kept
from bedring.people.signin.devices import owner_mark
from bedring.web.signed_in import Request

MOST_ITEMS = 200


class AnothersParcel(Exception):
    """It was written by another account than the one signed in."""


@dataclass(frozen=True)
class Item:
    """One thing sent: its id and time by the device, and what the room needs."""

    id: UUID
    made_at: datetime
    body: dict[str, Any]


@dataclass(frozen=True)
class Parcel:
    """`unread`: the answers for items that could not be read at all."""

    sent_at: datetime
    items: list[Item]
    unread: list[dict[str, Any]] = field(default_factory=list)


def read(sent: bytes, owner: str) -> Parcel:
    """The parcel in a request. ValueError for what is no parcel; AnothersParcel for one of another owner than this."""
    try:
        parcel = json.loads(sent, parse_int=_number, parse_constant=_no_number)
        if parcel.get("owner") not in (None, owner):
            raise AnothersParcel
        sent_at, entries = _moment(parcel["sent_at"]), parcel["entries"]
    except (AttributeError, KeyError, TypeError, RecursionError) as odd:
        raise ValueError("no parcel") from odd
    if not isinstance(entries, list) or len(entries) > MOST_ITEMS:
        raise ValueError("no entries, or too many")
    items, unread = [], []
    for one in entries:
        try:
            items.append(_item(one))
        except (AttributeError, KeyError, TypeError, ValueError):
            unread.append(not_understood(_id(one)))
    return Parcel(sent_at, items, unread)


def refusal(id_: UUID | str, code: str, reason: object) -> dict[str, Any]:
    """The answer for an item that is not taken in: `reason` in words, for whoever wrote it."""
    return {"id": str(id_), "stored": False, "code": code, "reason": str(reason)}


def not_understood(id_: UUID | str) -> dict[str, Any]:
    """The answer for an item that says nothing we know."""
    return refusal(id_, "not_understood", _("This could not be understood."))


def takes_parcels(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is handed the parcel as second argument. 400 for what is none, 409 for another's."""

    @wraps(view)
    def reading(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        try:
            parcel = read(request.body, owner_mark(request.user))
        except AnothersParcel:
            return JsonResponse({"error": _("Somebody else is signed in here.")}, status=409)
        except ValueError:
            return JsonResponse({"error": _("This could not be understood.")}, status=400)
        return view(request, parcel, *args, **kwargs)

    return reading


def _item(one: dict[str, Any]) -> Item:
    body = {name: clean(value) for name, value in one.items() if name not in ("id", "made_at")}
    return Item(UUID(one["id"]), _moment(one["made_at"]), body)


def clean(value: Any) -> Any:
    """A value with its texts as they are kept (kit/text.py). ValueError for text that no file could hold."""
    if isinstance(value, str):
        value.encode()  # half a pair of UTF-16 is no character
        return kept(value)
    if isinstance(value, dict):
        return {clean(name): clean(one) for name, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list) else value


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without zone")
    return moment


def _id(one: Any) -> str:
    return str(one.get("id", ""))[:64].encode(errors="replace").decode() if isinstance(one, dict) else ""


def _number(digits: str) -> int:
    if len(digits) > 18:
        return -1  # longer than any number we ask for: refused where it is used
    return int(digits)


def _no_number(name: str) -> Any:
    raise ValueError(name)
