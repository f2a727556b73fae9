# SPDX-License-Identifier: Apache-2.0
"""A question whose SQL is made once, and asked ever after with other values.

Building a query and making SQL of it takes Django longer than PostgreSQL takes to answer: of a look for news, two
thirds. Here a query is built once with marks in place of values; afterwards the values are put where the marks stood.
"""

import copy
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from bedring.kit import clock

NOW = datetime(1900, 1, 1, tzinfo=UTC)
"""The mark for the present moment. Of other moments: so many days after it as there are before them in the question."""
AS_ASKED = "as asked"
VALUE, MANY, PLAIN = (UUID, datetime), (list, tuple, set, frozenset), (str, int)
M = TypeVar("M", bound=Model)
Place = tuple[int, int | None]
"""Where a value is put: which of those given, and which of a list."""


class Asked(Generic[M]):
    """`make` builds the query from what it is asked with, by name, and may branch on which of it is empty.

    Ids, lists and sets of ids and moments are values: of them it may not branch on anything else. All else (words,
    numbers, None) is part of the question: for each the SQL is made anew, so let it be little. What has `parts()` and
    `of_parts(parts)`, as an Actor, is asked by those, and `make` is handed one made of them. The present is
    `clock.now()` as it is: of an hour ago or of a day there is none in the query. For each number of ids in the lists
    the SQL is made once, so that PostgreSQL has seen it too.
    """

    def __init__(self, make: Callable[..., QuerySet[M, Any]]) -> None:
        self._make = make
        self._known: dict[Hashable, _Made] = {}

    def __call__(self, **given: Any) -> list[Any]:
        """The rows for these values. As `list(make(**given))`, without making it anew."""
        values: list[Any] = []
        shape = tuple((name, _shape(value, values)) for name, value in given.items())
        if shape not in self._known:
            self._known[shape] = _Made(self._make, given)
        return self._known[shape].ask(values)


def _shape(value: Any, values: list[Any]) -> Hashable:
    """What of this is the question; what of it are values is added to them, in one order."""
    if isinstance(value, VALUE):
        values.append(value)
        return "moment" if isinstance(value, datetime) else "id"
    if isinstance(value, MANY):
        values.append(_padded(value))
        return len(values[-1])
    if value is None or isinstance(value, PLAIN) or not hasattr(value, "parts"):
        return ("is", value)
    shape, its_values = _of_parts(value)
    values += its_values
    return shape


def _of_parts(value: Any) -> tuple[Hashable, list[Any]]:
    """The same, of something with parts, which never changes: worked out once for each, for all that it asks."""
    known: tuple[Hashable, list[Any]] | None = value.__dict__.get(AS_ASKED)
    if known is None:
        values: list[Any] = []
        shape = tuple((name, _shape(part, values)) for name, part in value.parts().items())
        known = value.__dict__[AS_ASKED] = shape, values
    return known


def _padded(ids: Iterable[UUID]) -> list[UUID]:
    """In one order, the last repeated up to a power of two: 5, 6, 7 and 8 ids are one statement."""
    found = sorted(ids)
    return found + found[-1:] * ((1 << (len(found) - 1).bit_length()) - len(found)) if found else []


def _marked(value: Any, places: dict[Any, Place], numbers: Iterator[int]) -> Any:
    """The same thing with marks for values, in the order of `_shape`."""
    if isinstance(value, VALUE):
        number = next(numbers)
        mark = uuid4() if isinstance(value, UUID) else NOW + timedelta(days=1 + number)
        places[mark] = (number, None)
        return mark
    if isinstance(value, MANY):
        number, marks = next(numbers), [uuid4() for _ in _padded(value)]
        places.update({mark: (number, n) for n, mark in enumerate(marks)})
        return value.__class__(marks)
    if hasattr(value, "parts"):
        parts = {name: _marked(part, places, numbers) for name, part in value.parts().items()}
        return value.__class__.of_parts(parts)
    return value


class _Made:
    """One query with its SQL, for lists of certain lengths."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], given: Mapping[str, Any]) -> None:
        places: dict[Any, Place] = {}
        numbers = iter(range(10**6))
        marked = {name: _marked(value, places, numbers) for name, value in given.items()}
        with clock.stopped_at(NOW):
            self._query = make(**marked)
            self._compiler = self._query.query.get_compiler(DEFAULT_DB_ALIAS)
            try:
                self._sql, params = self._compiler.as_sql()
            except EmptyResultSet:  # with these lists empty there is nothing to ask
                self._sql, params = "", ()
        self._filling = [_filling(param, places) for param in params]

    def ask(self, values: list[Any]) -> list[Any]:
        if not self._sql:
            return []
        now = clock.now()
        filled = tuple(fill(values, now) for fill in self._filling)
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_args, **_kwargs: (self._sql, filled)
        fresh = self._query.all()
        fresh.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        return list(fresh)


def _filling(param: Any, places: Mapping[Any, Place]) -> Callable[[list[Any], datetime], Any]:
    """How the value of one parameter is found, each time it is asked."""
    if isinstance(param, UUID | datetime) and param in places:
        which, n = places[param]
        return lambda values, _now: values[which] if n is None else values[which][n]
    if param == NOW:
        return lambda _values, now: now
    if isinstance(param, UUID | date):
        raise TypeError("an id or a time that is none of those given would be asked for by everybody")
    return lambda _values, _now: param
