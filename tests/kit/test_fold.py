# SPDX-License-Identifier: Apache-2.0
"""What a writer had seen, what they cover, and which refusals are still to be told."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.kit.fold import by_arrival, newest, seen, still_lost, unseen

START = datetime(2026, 11, 23, 17, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    number: int
    key: str = "keep"
    made: int = 0
    received: int = 0

    @property
    def made_at(self) -> datetime:
        return START + timedelta(minutes=self.made)

    @property
    def received_at(self) -> datetime:
        return START + timedelta(minutes=self.received)


@dataclass(frozen=True)
class No:
    key: str
    minute: int

    @property
    def at(self) -> datetime:
        return START + timedelta(minutes=self.minute)


OWN = uuid4()
KNOWN: dict[UUID, Row] = {OWN: Row(7)}


@pytest.mark.parametrize(
    ("base", "after", "upto"),
    [(0, None, 0), (5, None, 5), (5, OWN, 7), (9, OWN, 9), (5, uuid4(), 5), (-1, None, 0)],
)
def test_one_has_seen_what_one_was_shown_and_what_one_sent_oneself(base: int, after: UUID | None, upto: int) -> None:
    assert seen(base, after, KNOWN) == upto


@pytest.mark.parametrize(("there", "upto", "covered"), [(7, 6, True), (7, 7, False), (7, 8, False), (None, 0, False)])
def test_what_is_covered_unseen_is_told(there: int | None, upto: int, covered: bool) -> None:
    row = Row(there) if there is not None else None
    assert unseen(row, upto) is (row if covered else None)


def test_by_arrival_the_last_to_come_counts_however_early_it_was_made() -> None:
    late, early = Row(2, made=-60), Row(1, made=0)
    for pile in ([late, early], [early, late]):
        assert newest(pile, lambda row: row.key, by_arrival)["keep"] is late
        assert newest(pile, lambda row: row.key)["keep"] is early


@pytest.mark.parametrize(
    ("refused", "taken", "told"),
    [
        ([("keep", 1)], [], [("keep", 1)]),
        ([("keep", 1), ("keep", 2)], [], [("keep", 2)]),
        ([("keep", 1)], [("keep", 2)], []),
        ([("keep", 2)], [("keep", 1)], [("keep", 2)]),
        ([("keep", 1)], [("money", 2)], [("keep", 1)]),
        ([("keep", 2), ("money", 1)], [], [("money", 1), ("keep", 2)]),
        ([("keep", 1), ("money", 2), ("keep", 3)], [], [("money", 2), ("keep", 3)]),
    ],
)
def test_a_refusal_is_told_until_something_stands_for_it(
    refused: list[tuple[str, int]], taken: list[tuple[str, int]], told: list[tuple[str, int]]
) -> None:
    rows = [Row(n, key, received=minute) for n, (key, minute) in enumerate(taken)]
    found = still_lost([No(*one) for one in refused], rows, lambda row: row.key)
    assert [(one.key, one.minute) for one in found] == told


@given(refused=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9))), last=st.integers(0, 9))
def test_nothing_is_told_of_a_key_after_which_all_was_taken_in(refused: list[tuple[str, int]], last: int) -> None:
    rows = [Row(n, key, received=last) for n, key in enumerate("ab")]
    found = still_lost([No(*one) for one in refused], rows, lambda row: row.key)
    assert all(one.minute > last for one in found)
    assert len(found) == len({key for key, minute in refused if minute > last})
