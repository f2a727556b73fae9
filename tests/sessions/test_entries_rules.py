# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.kit.fold import really_made_at
from bedring.sessions.rules.entries import (
    ALL_TECHNIQUES,
    SHAPES,
    EntryKind,
    fits_person,
    read_value,
)
from bedring.sessions.rules.techniques import NAMES, name_of

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("presence", {"here": "here"}),
        ("leading", {"leader": str(uuid4()), "on": True}),
        ("step_look", {"step": str(uuid4()), "look": "partly"}),
        ("next_step", {"what": "Ring koret"}),
        ("next_step", {"not_this_week": True}),
        ("next_step", {}),
        ("goal", {"words": "Synge igjen"}),
        ("home_practice", {"option": "ring-noen"}),
        ("technique", {"technique": "role_play", "on": False}),
        ("topic", {"module": "a", "topic": "b"}),
    ],
)
def test_values_that_can_be(kind: str, value: dict[str, object]) -> None:
    assert isinstance(read_value(kind, value), SHAPES[EntryKind(kind)])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("presence", {"here": "late"}),
        ("presence", {"here": "here", "more": 1}),
        ("presence", []),
        ("presence", None),
        ("step_look", {"step": "x", "look": "done"}),
        ("topic", {"module": "a", "topic": ""}),
        ("leading", {"leader": "Gro", "on": True}),
        ("step_look", {"step": str(uuid4()), "look": "failed"}),
        ("next_step", {"when": "fredag"}),
        ("goal", {"words": " "}),
        ("next_step", {"what": "a", "not_this_week": True}),
        ("technique", {"technique": "hypnosis", "on": True}),
        ("nothing_like_it", {}),
    ],
)
def test_values_that_cannot_be(kind: str, value: object) -> None:
    with pytest.raises(ValueError):
        read_value(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("presence", {"here": ""}),
        ("step_look", {"step": str(uuid4()), "look": ""}),
        ("next_step", {}),
        ("home_look", {"look": ""}),
        ("home_practice", {}),
        ("technique", {"technique": "role_play", "on": False}),
        ("handout", {"module": "a", "topic": "b", "on": False}),
        ("practised", {"module": "a", "topic": "b", "on": False}),
        ("topic", {"module": "", "topic": ""}),
        ("leading", {"leader": str(uuid4()), "on": False}),
        ("remark", {"words": " "}),
    ],
)
def test_every_tap_has_a_value_that_takes_it_back(kind: str, value: dict[str, object]) -> None:
    assert read_value(kind, value).says == ""


def test_what_is_no_tap_cannot_be_taken_back() -> None:
    """Navigation, what commands make, and a goal's words, which are worded anew."""
    back = {"presence", "step_look", "next_step", "home_look", "home_practice", "technique", "handout", "practised"}
    assert set(EntryKind) - back - {"topic", "remark", "leading"} == {
        "opened",
        "closed",
        "signed",
        "not_held",
        "goal",
        "part",
    }


def test_each_kind_has_a_shape_and_each_technique_a_name() -> None:
    assert set(SHAPES) == set(EntryKind)
    for technique in ALL_TECHNIQUES:
        assert name_of(technique, "en") != name_of(technique, "nb")
    assert all(set(names) == {"en", "nb"} for names in NAMES.values())


def test_some_kinds_are_about_a_person_and_some_are_not() -> None:
    assert fits_person(EntryKind.PRESENCE, True)
    assert not fits_person(EntryKind.PRESENCE, False)
    assert not fits_person(EntryKind.TOPIC, True)
    assert fits_person(EntryKind.REMARK, True)
    assert fits_person(EntryKind.REMARK, False)


@given(
    clock_is_off_by=st.timedeltas(timedelta(days=-3000), timedelta(days=3000)),
    age=st.timedeltas(timedelta(0), timedelta(days=7)),
)
def test_a_wrong_clock_does_not_matter(clock_is_off_by: timedelta, age: timedelta) -> None:
    sent = NOON + clock_is_off_by
    assert really_made_at(sent - age, sent, NOON) == NOON - age


def test_an_entry_is_never_from_the_future_and_never_very_old() -> None:
    assert really_made_at(NOON + timedelta(hours=1), NOON, NOON) == NOON
    assert really_made_at(NOON - timedelta(days=90), NOON, NOON) == NOON - timedelta(days=7)
