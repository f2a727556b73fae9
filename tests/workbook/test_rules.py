# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.curriculum.shapes import Field
from bedring.workbook.rules import MOST_ROWS, Given, NotAnAnswer, Wrong, changed, clean, what_stands

BOTH = {"en": "x", "nb": "x"}
OPTIONS = [{"slug": "good", **BOTH}, {"slug": "so-so", **BOTH}]


def field(kind: str, **more: Any) -> Field:
    return msgspec.convert({"name": "f", "kind": kind, "label": BOTH, **more}, Field)


TABLE = field("table", columns=[{"name": "who", "kind": "text", "label": BOTH},
                                {"name": "day", "kind": "date", "label": BOTH}])  # fmt: skip
SCALE = field("scale", low=BOTH, high=BOTH, steps=11)
MAP = field("diagram", shape="support-map")


@pytest.mark.parametrize(
    ("one", "raw", "kept"),
    [
        (field("text"), "  Å gå  ", "  Å gå"),
        (field("text"), " \n ", None),
        (field("long_text"), "a\r\nb\x00", "a\nb"),
        (field("choice", options=OPTIONS), "good", "good"),
        (field("choice", options=OPTIONS), "", None),
        (field("several", options=OPTIONS), ["so-so", "good"], ["good", "so-so"]),
        (field("checklist", options=OPTIONS), [], None),
        (SCALE, "0", 0),
        (SCALE, 10, 10),
        (field("scale", low=BOTH, high=BOTH, steps=5), "5", 5),
        (field("date"), "2026-11-23", "2026-11-23"),
        (field("time"), "17:00", "17:00"),
        (TABLE, [{"who": "Ane", "day": ""}, {"who": " "}], [{"who": "Ane"}]),
        (TABLE, [{}], None),
        (MAP, {"closest": ["Ane", " "], "around": []}, {"closest": ["Ane"]}),
        (MAP, {"closest": [""]}, None),
    ],
)
def test_what_is_kept(one: Field, raw: Any, kept: Any) -> None:
    assert clean(one, raw) == kept


@pytest.mark.parametrize(
    ("one", "raw", "why"),
    [
        (field("text"), 7, Wrong.NOT_TEXT),
        (field("text"), "x" * 501, Wrong.TOO_LONG),
        (field("long_text"), "x" * 4001, Wrong.TOO_LONG),
        (field("choice", options=OPTIONS), "bad", Wrong.NOT_AN_OPTION),
        (field("several", options=OPTIONS), "good", Wrong.NOT_AN_OPTION),
        (field("several", options=OPTIONS), ["good", "bad"], Wrong.NOT_AN_OPTION),
        (SCALE, "11", Wrong.NOT_ON_THE_SCALE),
        (SCALE, "-1", Wrong.NOT_ON_THE_SCALE),
        (SCALE, "½", Wrong.NOT_ON_THE_SCALE),
        (field("scale", low=BOTH, high=BOTH, steps=5), "0", Wrong.NOT_ON_THE_SCALE),
        (field("date"), "2026-02-30", Wrong.NOT_A_DAY),
        (field("time"), "25:00", Wrong.NOT_A_TIME),
        (TABLE, "Ane", Wrong.NOT_TEXT),
        (TABLE, [{"what": "x"}], Wrong.NO_FIELD),
        (TABLE, [{"day": "soon"}], Wrong.NOT_A_DAY),
        (TABLE, [{"who": "x"}] * (MOST_ROWS + 1), Wrong.TOO_MANY),
        (MAP, {"nowhere": ["x"]}, Wrong.NO_FIELD),
        (MAP, {"closest": "Ane"}, Wrong.NOT_TEXT),
        (MAP, {"closest": ["x"] * 31}, Wrong.TOO_MANY),
    ],
)
def test_what_cannot_stand_in_a_field(one: Field, raw: Any, why: Wrong) -> None:
    with pytest.raises(NotAnAnswer) as wrong:
        clean(one, raw)
    assert wrong.value.why is why


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(raw=JSON, one=st.sampled_from([field("text"), field("choice", options=OPTIONS), SCALE, TABLE, MAP,
                                      field("date"), field("time"), field("several", options=OPTIONS)]))  # fmt: skip
def test_nonsense_is_kept_clean_or_refused_and_what_is_kept_stays_the_same(raw: Any, one: Field) -> None:
    try:
        kept = clean(one, raw)
    except NotAnAnswer:
        return
    assert clean(one, kept) == kept


def answer(number: int, name: str, value: Any) -> Given:
    return Given(number, name, value, uuid4(), datetime(2026, 11, 23, tzinfo=UTC))


def test_the_last_to_arrive_shows_whatever_order_they_are_read_in() -> None:
    pile = [answer(2, "a", "new"), answer(1, "a", "old"), answer(3, "b", None)]
    assert {name: one.value for name, one in what_stands(pile).items()} == {"a": "new", "b": None}


def test_a_field_left_as_it_was_seen_is_left_alone() -> None:
    before, shown = {"a": "old", "b": "old"}, {"a": "new", "b": "old"}
    assert changed(before, shown, {"a": "old", "b": "mine", "c": None}) == {"b": "mine"}
    assert changed(before, shown, {"a": "mine", "b": "old"}) == {"a": "mine"}
