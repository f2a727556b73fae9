# SPDX-License-Identifier: Apache-2.0
"""How long a share lasts, which looks must be explained, which relation covers a look. No database, no clock."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.trust.rules import (
    DEEDS,
    LONGEST_SHARE,
    SHARED,
    Purpose,
    Thing,
    Towards,
    ends_on,
    needs_a_relation,
    without_relation,
)

DAY = date(2026, 11, 29)
DAYS = st.integers(-500, 500).map(lambda days: DAY + timedelta(days=days))
RELATIONS = st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=5)


@given(given_on=DAYS, wanted=st.none() | DAYS)
def test_a_share_never_lasts_longer_than_six_months_nor_than_was_wanted(given_on: date, wanted: date | None) -> None:
    ends = ends_on(given_on, wanted)
    assert ends <= given_on + LONGEST_SHARE
    assert wanted is None or ends <= wanted
    assert ends in (wanted, given_on + LONGEST_SHARE)


def test_six_months_hold_over_a_leap_day_and_the_turn_of_a_year() -> None:
    assert ends_on(date(2027, 8, 31), None) == date(2028, 3, 1)
    assert ends_on(date(2026, 12, 31), None) == date(2027, 7, 2)


def test_a_step_is_what_can_be_shared_and_a_printed_paper_what_is_done() -> None:
    assert set(SHARED) == {Thing.STEP}
    assert set(DEEDS) == {Thing.PAPER_CODE}


@pytest.mark.parametrize("thing", list(Thing))
@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("towards", list(Towards))
def test_every_look_of_staff_needs_a_relation_but_at_names_and_the_log_by_who_leads(
    thing: Thing, purpose: Purpose, towards: Towards
) -> None:
    free = towards is Towards.SUPPORTER or (purpose is Purpose.LEADING and thing in (Thing.PLACE, Thing.READ_LOG))
    assert needs_a_relation(thing, purpose, towards) is not free


@given(at=DAYS, relations=RELATIONS)
def test_one_that_covers_the_day_is_enough_and_their_order_says_nothing(
    at: date, relations: list[tuple[date, date | None]]
) -> None:
    alone = [not without_relation(at, [one]) for one in relations]
    assert without_relation(at, relations) is not any(alone)
    assert without_relation(at, relations) == without_relation(at, reversed(relations))


@given(at=DAYS, relations=RELATIONS)
def test_a_further_relation_never_makes_a_look_stranger(at: date, relations: list[tuple[date, date | None]]) -> None:
    assert not without_relation(at, [*relations, (at, None)])
    if not without_relation(at, relations):
        assert not without_relation(at, [*relations, (at + timedelta(days=1), None)])
