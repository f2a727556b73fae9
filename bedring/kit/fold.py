# SPDX-License-Identifier: Apache-2.0
"""The newest of a key counts: the one rule by which a pile of rows adds up to what is said now. Plain Python."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

OLDEST = timedelta(days=7)
"""What a device sends later than this after it was made counts as this old."""


def by_making(row: Any) -> tuple[datetime, int]:
    """The order in which rows of a pile count: when they were really made; where two are equal, by arrival."""
    return (row.made_at, row.number)


def by_arrival(row: Any) -> int:
    """The order of piles whose writers are told what they cover: the last to arrive counts, whenever it was made."""
    number: int = row.number
    return number


def in_order(pile: Iterable[T]) -> list[T]:
    """The rows in the order in which they count."""
    return sorted(pile, key=by_making)


def newest(pile: Iterable[T], key: Callable[[T], K], order: Callable[[T], Any] = by_making) -> dict[K, T]:
    """By key, the row that counts, in whatever order the rows came."""
    found: dict[K, T] = {}
    for row in sorted(pile, key=order):
        found[key(row)] = row
    return found


def seen(base: int, after: UUID | None, known: Mapping[UUID, Any]) -> int:
    """Up to which number of a pile the writer of a row had seen.

    `base`: the newest number they were shown. `after`: the id of a row of their own that was sent before this one and
    not answered for by then; they have seen that too. `known`: the pile, or what of it those ids name.
    """
    own = known.get(after) if after else None
    return max(base, own.number if own else 0)


def unseen(there: T | None, upto: int) -> T | None:
    """The row that counts of a key, where it is newer than what the writer of the next one had seen; else None."""
    number: int = getattr(there, "number", 0)
    return there if number > upto else None


def still_lost(refused: Iterable[T], taken: Iterable[Any], key: Callable[[Any], Hashable]) -> list[T]:
    """Of what was refused, by key the newest, as long as nothing of that key was taken in after it; oldest first.

    What is told of refusals is what nothing stands for: a text too long that was then shortened is not lost.
    """
    last = newest(taken, key, order=lambda row: row.received_at)
    told = newest(refused, key, order=_at).items()
    return sorted((one for k, one in told if k not in last or last[k].received_at < _at(one)), key=_at)


def _at(refused: Any) -> datetime:
    at: datetime = refused.at
    return at


def really_made_at(made_at: datetime, sent_at: datetime, received_at: datetime) -> datetime:
    """When something was made by the server's clock, however wrong the device's is (decision 0002).

    The device says by one clock when it was made and when it was sent; the difference is right even if the clock is
    not. Nothing is from the future, and nothing is older than `OLDEST`.
    """
    return received_at - min(max(sent_at - made_at, timedelta(0)), OLDEST)
