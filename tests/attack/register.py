# SPDX-License-Identifier: Apache-2.0
"""A way to get in, and the hole that it would find: its planted twin. A way that no twin lets in proves nothing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.attack.target import Target

Try = Callable[[Target], str | None]
"""Tries one way; says what it got hold of, or None."""


@dataclass(frozen=True)
class Text:
    """Other words in a file of the house. A place that is gone fails: the twin must be planted anew."""

    file: str
    old: str
    new: str

    def plant(self, tree: Path) -> None:
        path = tree / self.file
        text = path.read_text()
        assert text.count(self.old) == 1, f"{self.file} has {text.count(self.old)} places {self.old!r}"
        path.write_text(text.replace(self.old, self.new))


@dataclass(frozen=True)
class Sql:
    """A statement by the database's administrator, once the demo stands."""

    statement: str

    def plant(self, db: psycopg.Connection) -> None:
        db.execute(self.statement)


@dataclass(frozen=True)
class Function:
    """Other words in a function of the wall, wherever they stand in it."""

    name: str
    old: str
    new: str

    def plant(self, db: psycopg.Connection) -> None:
        row = db.execute("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s", [self.name]).fetchone()
        assert row and self.old in row[0], f"{self.name} has no {self.old!r}"
        db.execute(row[0].replace(self.old, self.new))


@dataclass(frozen=True)
class Policy:
    """A policy that lets everybody through."""

    table: str
    name: str = "bedring"

    def plant(self, db: psycopg.Connection) -> None:
        db.execute(f"ALTER POLICY {self.name} ON {self.table} USING (true)")


Plant = Text | Sql | Function | Policy


@dataclass(frozen=True)
class Way:
    """One way, in words, with what is planted for its twin."""

    words: str
    tried: Try
    twin: tuple[Plant, ...]


WAYS: list[Way] = []


def way(words: str, *twin: Plant) -> Callable[[Try], Try]:
    """Registers a function as a way; `twin` is what would let it in."""
    assert twin, words

    def keep(tried: Try) -> Try:
        WAYS.append(Way(words, tried, twin))
        return tried

    return keep


def plants() -> Iterator[Plant]:
    """Everything planted for the twins, each once."""
    yield from dict.fromkeys(plant for one in WAYS for plant in one.twin)


def first(found: str, pattern: str) -> str:
    """The first group of `pattern` in a text; an AssertionError where there is none."""
    match = re.search(pattern, found, re.S)
    assert match, pattern
    return match[1]
