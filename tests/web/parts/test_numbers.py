# SPDX-License-Identifier: Apache-2.0
"""Numbers that come with a request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.web.parts.numbers import LARGEST, number


@pytest.mark.parametrize(
    ("text", "read"),
    [("0", 0), ("7", 7), (" 12 ", 12), ("0007", 7), ("9" * 5000, LARGEST), ("2147483648", LARGEST), ("0" * 5000, 0)],
)
def test_numbers(text: str, read: int) -> None:
    assert number(text, 3) == read


@pytest.mark.parametrize("text", [None, "", " ", "²", "٣", "-1", "1.0", "1e3", "0x1", "a", "\x00", "1\x00", "one", "½"])
def test_what_is_no_number_is_the_other(text: str | None) -> None:
    assert number(text, 3) == 3


def test_it_stays_between() -> None:
    assert number("0", least=1, most=9) == 1
    assert number("10", least=1, most=9) == 9


@given(st.text())
def test_anything_is_a_number_in_the_end(text: str) -> None:
    assert 0 <= number(text) <= LARGEST
