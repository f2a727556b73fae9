# SPDX-License-Identifier: Apache-2.0
"""Taps as the screen of a session sends them: through the browser of whoever taps, a parcel at a time."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from bedring.kit import clock
from bedring.sessions.models import Session


def one(kind: str, value: dict[str, Any], person: UUID | None = None, **more: Any) -> dict[str, Any]:
    """One tap on its way, made now. `more`: what is to be otherwise, as an id of its own or another time."""
    made = {"id": str(uuid4()), "made_at": clock.now().isoformat(), "kind": kind, "value": value}
    return made | ({"person": str(person)} if person else {}) | more


def sends(client: Client, session: Session, *taps: dict[str, Any], at: datetime | None = None) -> HttpResponse:
    """What the service answers to a parcel of these taps. `at`: the device's own clock when it sent them."""
    parcel = {"sent_at": (at or clock.now()).isoformat(), "entries": list(taps)}
    url = f"/tonight/{session.id}/entries?after=0"
    answer: HttpResponse = client.post(url, json.dumps(parcel), content_type="application/json")
    return answer


def taken(client: Client, session: Session, *taps: dict[str, Any]) -> dict[str, Any]:
    """The board after these taps, all of which are taken in."""
    told = json.loads(sends(client, session, *taps).content)
    assert [answer["stored"] for answer in told["answers"]] == [True] * len(taps), told["answers"]
    return board_of(client, session)


def board_of(client: Client, session: Session) -> dict[str, Any]:
    """The board as the next look for news brings it."""
    board: dict[str, Any] = client.get(f"/tonight/{session.id}/entries?after=0").json()["board"]
    return board


def refused(client: Client, session: Session, *taps: dict[str, Any]) -> list[str]:
    """Why these taps are not taken in, none of them."""
    told = json.loads(sends(client, session, *taps).content)
    assert not any(answer["stored"] for answer in told["answers"]), told["answers"]
    return [answer["code"] for answer in told["answers"]]
