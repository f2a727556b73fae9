# SPDX-License-Identifier: Apache-2.0
"""One entry that cannot be stored is refused by itself, with a reason; nothing waits behind it."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bedring.people.models import Account
from bedring.people.signin.devices import owner_mark
from bedring.sessions.models import Entry
from tests.signed_in import browser
from tests.world import World

AT = "2026-12-05T17:00:00+01:00"


def entry(kind: str, value: Any, person: object = None) -> dict[str, Any]:
    made = {"id": str(uuid4()), "kind": kind, "value": value, "made_at": AT}
    return made | ({"person": str(person)} if person else {})


def started(world: World) -> tuple[Client, str]:
    client = browser(world.birger)
    client.post(reverse("start_session", args=[world.session.id]))
    return client, reverse("entries", args=[world.session.id])


def send(client: Client, url: str, raw: bytes) -> Any:
    return client.post(url, raw, content_type="application/json")


POISON: dict[str, Any] = {
    "half a character": {"words": "halv \ud83d"},
    "words that are a number": {"words": 3},
    "a list": [1],
    "a number of thousands of digits": {"words": "DIGITS"},
    "too long": {"words": "x" * 60_000},
}


@pytest.mark.parametrize("what", POISON)
def test_the_good_arrive_and_the_odd_is_told(world: World, what: str) -> None:
    client, url = started(world)
    bad = entry("remark", POISON[what], world.ane.id)
    good = entry("presence", {"here": "here"}, world.ane.id)
    raw = json.dumps({"sent_at": AT, "entries": [bad, good]}).encode().replace(b'"DIGITS"', b"9" * 5000)
    response = send(client, url, raw)
    assert response.status_code == 200
    answers = {a["id"]: a for a in response.json()["answers"]}
    assert answers[good["id"]]["stored"]
    assert not answers[bad["id"]]["stored"]
    assert answers[bad["id"]]["reason"]
    assert Entry.objects.filter(id=good["id"]).exists()


def test_a_nul_is_taken_out_and_the_rest_kept(world: World) -> None:
    client, url = started(world)
    odd = entry("remark", {"words": "før\x00etter"}, world.ane.id)
    assert send(client, url, json.dumps({"sent_at": AT, "entries": [odd]}).encode()).json()["answers"][0]["stored"]
    assert Entry.objects.get(id=odd["id"]).value == {"words": "føretter"}


def test_nobody_sends_under_anothers_name(world: World) -> None:
    client, url = started(world)
    hers = {"v": 1, "owner": owner_mark(Account.objects.get(id=world.gro.id)), "sent_at": AT}
    one = entry("presence", {"here": "here"}, world.ane.id)
    response = send(client, url, json.dumps(hers | {"entries": [one]}).encode())
    assert response.status_code == 409
    assert not Entry.objects.filter(id=one["id"]).exists()
    mine = hers | {"owner": owner_mark(Account.objects.get(id=world.birger.id)), "entries": [one]}
    assert send(client, url, json.dumps(mine).encode()).status_code == 200
    assert Entry.objects.get(id=one["id"]).by_id == world.birger.id
