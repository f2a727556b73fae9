# SPDX-License-Identifier: Apache-2.0
"""What each member of a kind is called: one complete table a kind and place, kept in the `words` of its room."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils.functional import Promise

K = TypeVar("K", bound=StrEnum)
_TABLES: dict[tuple[type[StrEnum], str], "Words[Any]"] = {}


class Words(Generic[K]):
    """The words for one kind in one place: `how` is screen, log, trail, button …

    Raises LookupError when a member has no words: the house does not start with a kind nobody can be told of.
    """

    def __init__(self, kind: type[K], table: Mapping[K, str | Promise], how: str = "screen") -> None:
        if missing := set(kind) - set(table):
            raise LookupError(f"{kind.__name__} has no words ({how}) for {', '.join(sorted(missing))}")
        self._table = dict(table)
        _TABLES[kind, how] = self

    def __getitem__(self, member: K) -> str:
        return str(self._table[member])

    def choices(self, *members: K) -> list[tuple[str, str | Promise]]:
        """Pairs of value and words for a form or a row of buttons; all members, or those given."""
        return [(member.value, self._table[member]) for member in members or self._table]


def called(member: StrEnum, how: str = "screen") -> str:
    """What a member of any kind is called, in the language of the page. Raises LookupError for what is no member."""
    table = _TABLES.get((type(member), how))
    if table is None:
        raise LookupError(f"no words ({how}) for a {type(member).__name__}")
    return table[member]


def has_words(kind: type[StrEnum]) -> bool:
    """Whether some table has words for this kind."""
    return any(known is kind for known, _how in _TABLES)


class KindField(models.CharField):  # type: ignore[type-arg]
    """Text that is read as a member of a kind, so that a page can ask what it is called.

    In migrations it is a CharField with plain values. What is stored but unknown (by a newer release) stays text.
    """

    def __init__(self, kind: type[StrEnum] | None = None, **how: Any) -> None:
        if kind is not None:
            how.setdefault("choices", [(member.value, member.value) for member in kind])
        self._members: dict[str, StrEnum] = {member.value: member for member in kind or ()}
        super().__init__(**how)

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return self._members.get(value, value) if value is not None else None

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
