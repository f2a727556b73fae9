# SPDX-License-Identifier: Apache-2.0
"""Whatever is sent as an answer is kept in one way, or told why not; kept twice it is as kept once."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.curriculum.shapes import Field
from bedring.workbook.rules import (
    DIAGRAMS,
    LONGEST,
    MOST_NAMES,
    MOST_ROWS,
    NotAnAnswer,
    Wrong,
    changed,
    clean,
    first_value,
    is_filled,
)

BOTH = {"en": "x", "nb": "x"}
OPTIONS = [{"slug": slug, **BOTH} for slug in ("good", "so-so", "bad")]


def field(kind: str, **more: Any) -> Field:
    return msgspec.convert({"name": "f", "kind": kind, "label": BOTH, **more}, Field)


COLUMNS = [{"name": kind, "kind": kind, "label": BOTH} for kind in ("text", "date", "time")]
FIELDS = {
    "text": field("text"),
    "long_text": field("long_text"),
    "person": field("person"),
    "choice": field("choice", options=OPTIONS),
    "several": field("several", options=OPTIONS),
    "checklist": field("checklist", options=OPTIONS),
    "scale": field("scale", low=BOTH, high=BOTH, steps=11),
    "date": field("date"),
    "time": field("time"),
    "table": field("table", columns=COLUMNS),
    "diagram": field("diagram", shape="support-map"),
}
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
    | st.sampled_from(["good", "so-so", "2026-02-29", "2028-02-29", "24:00", "07:05", "7", "٧", "\x00", "\ud83d"])
)  # fmt: skip
NAMES = st.sampled_from(["text", "date", "time", "closest", "close", "around", "elsewhere"])
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)


def kept(one: Field, raw: Any) -> Any:
    """What is kept, or why not."""
    try:
        return clean(one, raw)
    except NotAnAnswer as no:
        return no.why


@given(kind=st.sampled_from(list(FIELDS)), raw=ANYTHING)
def test_anything_is_kept_in_one_way_or_told(kind: str, raw: Any) -> None:
    one = FIELDS[kind]
    first = kept(one, raw)
    if isinstance(first, Wrong):
        return
    assert clean(one, first) == first
    stored = json.dumps(first, ensure_ascii=False)
    assert "\\u0000" not in stored, "PostgreSQL stores no such sign"
    stored.encode()
    assert first not in ("", [], {}), "nothing is kept as nothing, so that two ways to be empty are one"


@pytest.mark.parametrize("kind", ["text", "long_text", "person"])
@pytest.mark.parametrize("more", [0, 1])
def test_there_is_room_for_so_many_characters_and_one_more_is_told(kind: str, more: int) -> None:
    words = "å" * (LONGEST[kind] + more)
    assert kept(FIELDS[kind], words) == (Wrong.TOO_LONG if more else words)


@pytest.mark.parametrize("more", [0, 1])
def test_so_many_lines_and_names(more: int) -> None:
    rows = [{"text": "x"}] * (MOST_ROWS + more)
    names = {"close": ["x"] * (MOST_NAMES + more)}
    assert kept(FIELDS["table"], rows) == (Wrong.TOO_MANY if more else rows)
    assert kept(FIELDS["diagram"], names) == (Wrong.TOO_MANY if more else names)


@pytest.mark.parametrize("steps", [2, 5, 7, 10, 11])
def test_a_scale_has_as_many_steps_as_it_says(steps: int) -> None:
    one = field("scale", low=BOTH, high=BOTH, steps=steps)
    taken = [n for n in range(-3, 20) if not isinstance(kept(one, str(n)), Wrong)]
    assert len(taken) == steps
    assert taken[0] == first_value(one) == (0 if steps == 11 else 1)


def test_empty_lines_of_a_table_fall_out_and_the_others_keep_their_order() -> None:
    rows = [{"text": "B"}, {"text": " "}, {}, {"text": "A", "time": ""}]
    assert kept(FIELDS["table"], rows) == [{"text": "B"}, {"text": "A"}]


@pytest.mark.parametrize("shape", list(DIAGRAMS))
def test_each_part_of_a_diagram_and_no_other(shape: str) -> None:
    one = field("diagram", shape=shape)
    full = {part: ["x"] for part in DIAGRAMS[shape]}
    assert kept(one, full) == full
    assert kept(one, full | {"elsewhere": ["x"]}) is Wrong.NO_FIELD


ANSWERS = st.dictionaries(st.sampled_from("abc"), st.none() | st.sampled_from(["x", "y"]), max_size=3)


@given(seen=ANSWERS, now=ANSWERS, sent=ANSWERS)
def test_a_form_changes_what_its_writer_changed_and_nothing_else(
    seen: dict[str, Any], now: dict[str, Any], sent: dict[str, Any]
) -> None:
    new = changed(seen, now, sent)
    assert new.items() <= sent.items()
    for name in new:
        assert new[name] != seen.get(name), "what was left as it was seen is left alone"
        assert new[name] != now.get(name), "what stands there already is not written again"
    assert changed(seen, now | new, sent) == {}, "sent twice it is sent once"
    assert changed(now, now, now) == {}


@given(answers=ANSWERS)
def test_a_sheet_is_filled_when_anything_stands_in_it(answers: dict[str, Any]) -> None:
    assert is_filled(answers) is (set(answers.values()) - {None} != set())
