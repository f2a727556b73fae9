# SPDX-License-Identifier: Apache-2.0
"""The newest of a key counts: the one rule by which a pile of rows adds up to what is said now. Plain Python."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

OLDEST = timedelta(days=7)
"""What a device sends later than this after it was made counts as this old."""


def by_making(row: Any) -> tuple[datetime, int]:
    """The order in which rows of a pile count: when they were really made; where two are equal, by arrival."""
    return (row.made_at, row.number)


def in_order(pile: Iterable[T]) -> list[T]:
    """The rows in the order in which they count."""
    return sorted(pile, key=by_making)


def newest(pile: Iterable[T], key: Callable[[T], K], order: Callable[[T], Any] = by_making) -> dict[K, T]:
    """By key, the row that counts, in whatever order the rows came."""
    found: dict[K, T] = {}
    for row in sorted(pile, key=order):
        found[key(row)] = row
    return found


def really_made_at(made_at: datetime, sent_at: datetime, received_at: datetime) -> datetime:
    """When something was made by the server's clock, however wrong the device's is (decision 0002).

    The device says by one clock when it was made and when it was sent; the difference is right even if the clock is
    not. Nothing is from the future, and nothing is older than `OLDEST`.
    """
    return received_at - min(max(sent_at - made_at, timedelta(0)), OLDEST)
