# SPDX-License-Identifier: Apache-2.0
"""A long list, a stretch at a time, so that a page costs the same however long the list is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Stretch(Generic[T]):
    """Some rows of a list. `before` and `after`: the numbers of the stretches beside it, None at an end."""

    rows: tuple[T, ...]
    number: int
    before: int | None
    after: int | None

    def told(self, rows: Sequence[U]) -> "Stretch[U]":
        """The same stretch with its rows as they are told."""
        return Stretch(tuple(rows), self.number, self.before, self.after)


def stretch(rows: Sequence[T] | QuerySet[Any, T], number: str | None, size: int) -> Stretch[T]:
    """The stretch of this `number`, as typed, of at most `size` rows; nonsense is the first, or the last, there is."""
    found = Paginator(rows, size).get_page(number)
    return Stretch(
        tuple(found),
        found.number,
        found.previous_page_number() if found.has_previous() else None,
        found.next_page_number() if found.has_next() else None,
    )
