# SPDX-License-Identifier: Apache-2.0
"""A long list, a stretch at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.kit.stretch import stretch


@given(st.lists(st.integers(), max_size=60), st.integers(1, 12))
def test_the_stretches_are_the_list(rows: list[int], size: int) -> None:
    found, number = [], "1"
    while True:
        one = stretch(rows, number, size)
        found += one.rows
        assert len(one.rows) <= size
        if one.after is None:
            break
        assert stretch(rows, str(one.after), size).before == one.number
        number = str(one.after)
    assert found == rows


@pytest.mark.parametrize(("typed", "number"), [(None, 1), ("", 1), ("2", 2), ("x", 1), ("0", 3), ("-4", 3), ("99", 3)])
def test_nonsense_is_the_first_or_the_last(typed: str | None, number: int) -> None:
    assert stretch(range(25), typed, 10).number == number


def test_an_empty_list_is_one_empty_stretch() -> None:
    one = stretch([], "7", 10)
    assert (one.rows, one.number, one.before, one.after) == ((), 1, None, None)


def test_rows_are_told_in_place() -> None:
    told = stretch(range(25), "2", 10).told([f"{n}" for n in range(10, 20)])
    assert (told.rows[0], told.number, told.before, told.after) == ("10", 2, 1, 3)
