# SPDX-License-Identifier: Apache-2.0
"""Parcels are read item by item: what cannot be taken holds up nothing, and nobody sends under another's name."""

import json
from typing import Any
from uuid import uuid4

import pytest

from bedring.web.parts.parcels import MOST_ITEMS, AnothersParcel, clean, read

AT = "2026-12-05T17:00:00+01:00"


def parcel(*entries: Any, **more: Any) -> bytes:
    return json.dumps({"v": 1, "owner": "me", "sent_at": AT, "entries": list(entries)} | more).encode()


def item(**more: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "made_at": AT, "text": "Hei"} | more


def test_items_come_out_as_they_went_in() -> None:
    one = item(value={"words": "å\n\tb"})
    found = read(parcel(one), "me")
    assert [str(i.id) for i in found.items] == [one["id"]]
    assert found.items[0].body == {"text": "Hei", "value": {"words": "å\n\tb"}}
    assert found.unread == []


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "no id", "made_at": AT},
        {"made_at": AT},
        {"id": str(uuid4())},
        {"id": str(uuid4()), "made_at": "2026-12-05T17:00:00"},
        {"id": str(uuid4()), "made_at": 5},
        {"id": 7, "made_at": AT},
        "text",
        None,
        [],
        9,
    ],
)
def test_an_odd_item_is_answered_by_itself(odd: Any) -> None:
    good = item()
    found = read(parcel(odd, good), "me")
    assert [str(i.id) for i in found.items] == [good["id"]]
    assert [(u["stored"], u["code"]) for u in found.unread] == [(False, "not_understood")]


def test_half_a_character_is_answered_by_itself() -> None:
    bad, good = item(), item()
    raw = parcel(bad, good).replace(b'"Hei"', b'"halv \\ud83d"', 1)
    found = read(raw, "me")
    assert [u["id"] for u in found.unread] == [bad["id"]]
    assert [str(i.id) for i in found.items] == [good["id"]]


def test_control_characters_are_taken_out() -> None:
    assert clean("a\x00b\x1fc\x7f\n\td") == "abc\n\td"
    assert clean({"x": ["\x00y", 3, None, True]}) == {"x": ["y", 3, None, True]}


def test_a_number_of_thousands_of_digits_is_no_trouble() -> None:
    good = item()
    found = read(parcel(good).replace(b'"Hei"', b"9" * 5000), "me")
    assert found.items[0].body == {"text": -1}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no",
        b"[]",
        b"7",
        b'{"entries": []}',
        b'{"sent_at": "x", "entries": []}',
        b'{"sent_at": 5, "entries": []}',
        b'{"sent_at": "2026-12-05T17:00:00+01:00", "entries": {}}',
        b'{"sent_at": "2026-12-05T17:00:00+01:00", "entries": [NaN]}',
        b"[" * 100_000,
        b"\xff\xfe",
        parcel(*[item()] * (MOST_ITEMS + 1)),
    ],
)
def test_what_is_no_parcel_is_no_parcel(raw: bytes) -> None:
    with pytest.raises(ValueError):
        read(raw, "me")


def test_anothers_parcel_is_not_read() -> None:
    with pytest.raises(AnothersParcel):
        read(parcel(item(), owner="somebody else"), "me")
    with pytest.raises(AnothersParcel):
        read(parcel(item(), owner=["me"]), "me")
