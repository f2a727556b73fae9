# SPDX-License-Identifier: Apache-2.0
"""Walls in PostgreSQL, asked of PostgreSQL: each returns the faults it finds, for whatever tables there are."""

import inspect
import re

from django.apps import apps
from django.db import connection, models

from bedring.kit.trail import NextNumber, NotTakenIn, Trail

Tables = set[str]


def tables() -> dict[str, type[models.Model]]:
    """Every table of ours, by its name in the database."""
    return {m._meta.db_table: m for m in apps.get_models() if m.__module__.startswith("bedring.")}


def of_people() -> dict[str, type[models.Model]]:
    """Every table with rows about a participant."""
    named = {name: {f.name for f in m._meta.concrete_fields} for name, m in tables().items()}
    return {name: m for name, m in tables().items() if "participant" in named[name] or name == "people_participant"}


def says_added_only(model: type[models.Model]) -> bool:
    """Whether the model, or what it stands on, says in its words that its rows are only ever added."""
    words = " ".join(inspect.getdoc(c) or "" for c in model.__mro__ if c.__module__.startswith("bedring."))
    return bool(re.search(r"\bAdded(?:,| only)", words))


def _ask(question: str) -> Tables:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {name for (name,) in cursor.fetchall()}


def walled() -> Tables:
    """Tables with row-level security and a policy."""
    policy = "EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid)"
    return _ask(f"SELECT relname FROM pg_class WHERE relrowsecurity AND {policy}")


MARKED = "SELECT relname FROM pg_class WHERE obj_description(oid, 'pg_class') IN ({})"


def append_only() -> Tables:
    """Tables that the service may add to, or only read, and never change."""
    return _ask(MARKED.format("'append-only', 'read-only'"))


def without_wall(reasons: Tables) -> list[str]:
    """Tables without row-level security, but for those with a reason; tables about people have no reason."""
    open_ones = set(tables()) - walled()
    return sorted((open_ones - reasons) | (open_ones & set(of_people())))


def not_append_only() -> list[str]:
    """Tables whose model says that rows are only added, and the database lets them be changed; or the reverse.

    What the service may only read is written by a function, which may change it.
    """
    say = {name for name, model in tables().items() if says_added_only(model)}
    marked = append_only() & set(tables())
    return sorted((say - marked) | (marked - say - _ask(MARKED.format("'read-only'"))))


def off_the_ledger(reasons: Tables) -> list[str]:
    """Trails that stand beside the ledger (kit/trail.py), but for those with a reason; and reasons nobody needs.

    A trail is what is only added to, by its words or by the database; what carries a `number`; and what has an id that
    is made elsewhere. On the ledger its number is given by the database.
    """
    trails = append_only() | {name for name, m in tables().items() if says_added_only(m) or _is_like_a_trail(m)}
    beside = {name for name in trails & set(tables()) if not _stands_on_the_ledger(tables()[name])}
    return sorted(beside - reasons) + [f"no reason needed: {name}" for name in sorted(reasons - beside)]


def _is_like_a_trail(model: type[models.Model]) -> bool:
    key = model._meta.pk
    made_elsewhere = isinstance(key, models.UUIDField) and not key.has_default() and not key.remote_field
    return made_elsewhere or any(field.name == "number" for field in model._meta.concrete_fields)


def _stands_on_the_ledger(model: type[models.Model]) -> bool:
    if issubclass(model, NotTakenIn):
        return True
    numbers = [f for f in model._meta.concrete_fields if f.name == "number" and isinstance(f.db_default, NextNumber)]
    return issubclass(model, Trail) and bool(numbers)


def without_site() -> list[str]:
    """Tables about people that do not say which site a row belongs to."""
    return sorted(n for n, m in of_people().items() if not any(f.name == "organisation" for f in m._meta.get_fields()))


def untouched() -> list[str]:
    """Tables about people that lack a column, a trigger or the index by which one asks what changed."""
    triggers = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = '{}' AND tgenabled = 'O'"
    columns = (
        "SELECT attrelid::regclass::text FROM pg_attribute WHERE attname IN ('changed_at', 'changed_tx', 'version')"
        " AND attnotnull GROUP BY attrelid HAVING count(*) = 3"
    )
    index = "SELECT left(relname, -8) FROM pg_class WHERE relkind = 'i' AND relname LIKE '%\\_changed'"
    whole = _ask(columns) & _ask(index)
    for name in ("touched", "touched_new", "buried"):
        whole &= _ask(triggers.format(name))
    return sorted(set(of_people()) - whole)
