# SPDX-License-Identifier: Apache-2.0
"""A question whose SQL is made once, and asked ever after with other values.

Building a query and making SQL of it takes Django longer than PostgreSQL takes to answer: of a look for news, two
thirds. Here a query is built once with marks in place of values; afterwards the values are put where the marks stood.
"""

import copy
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from bedring.kit import clock

NOW = datetime(1900, 1, 1, tzinfo=UTC)
"""The mark for the present moment."""
M = TypeVar("M", bound=Model)
Given = UUID | list[UUID]
Shape = tuple[tuple[str, int | None], ...]


class Asked(Generic[M]):
    """`make` builds the query from named ids and lists of ids, and may branch on nothing but which lists are empty.

    The time is `clock.now()` as it is, and no other time: of an hour ago or of a day there is none in the query. For
    each number of ids in the lists the SQL is made once, so that PostgreSQL has seen it too.
    """

    def __init__(self, make: Callable[..., QuerySet[M, Any]]) -> None:
        self._make = make
        self._known: dict[Shape, _Made] = {}

    def __call__(self, **given: UUID | Iterable[UUID]) -> list[Any]:
        """The rows for these values. As `list(make(**given))`, without making it anew."""
        values: dict[str, Given] = {
            name: value if isinstance(value, UUID) else _padded(value) for name, value in given.items()
        }
        shape = tuple((name, None if isinstance(v, UUID) else len(v)) for name, v in values.items())
        if shape not in self._known:
            self._known[shape] = _Made(self._make, shape)
        return self._known[shape].ask(values)


def _padded(ids: Iterable[UUID]) -> list[UUID]:
    """In one order, the last repeated up to a power of two: 5, 6, 7 and 8 ids are one statement."""
    found = sorted(ids)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found)) if found else []


class _Made:
    """One query with its SQL, for lists of certain lengths."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], shape: Shape) -> None:
        marks: dict[str, Given] = {
            name: uuid4() if number is None else [uuid4() for _ in range(number)] for name, number in shape
        }
        places = {
            mark: (name, n)
            for name, value in marks.items()
            for n, mark in enumerate([value] if isinstance(value, UUID) else value)
        }
        with clock.stopped_at(NOW):
            self._query = make(**marks)
            self._compiler = self._query.query.get_compiler(DEFAULT_DB_ALIAS)
            try:
                self._sql, self._params = self._compiler.as_sql()
            except EmptyResultSet:  # with these lists empty there is nothing to ask
                self._sql, self._params = "", ()
        self._places = [places.get(p) if isinstance(p, UUID) else None for p in self._params]
        for param, place in zip(self._params, self._places, strict=True):
            if isinstance(param, UUID | date) and place is None and param != NOW:
                raise TypeError("an id or a time that is none of those given would be asked for by everybody")

    def ask(self, values: dict[str, Given]) -> list[Any]:
        if not self._sql:
            return []
        now = clock.now()
        filled = tuple(
            _value(values[place[0]], place[1]) if place else now if isinstance(param, datetime) else param
            for param, place in zip(self._params, self._places, strict=True)
        )
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, filled)
        fresh = self._query.all()
        fresh.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        return list(fresh)


def _value(value: Given, n: int) -> UUID:
    return value if isinstance(value, UUID) else value[n]
