# SPDX-License-Identifier: Apache-2.0
"""Walls in PostgreSQL, asked of PostgreSQL: each returns the faults it finds, for whatever tables there are."""

import inspect
import re

from django.apps import apps
from django.db import connection, models

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


def append_only() -> Tables:
    """Tables that the service may add to, or only read, and never change."""
    return _ask("SELECT relname FROM pg_class WHERE obj_description(oid, 'pg_class') IN ('append-only', 'read-only')")


def without_wall(reasons: Tables) -> list[str]:
    """Tables without row-level security, but for those with a reason; tables about people have no reason."""
    open_ones = set(tables()) - walled()
    return sorted((open_ones - reasons) | (open_ones & set(of_people())))


def not_append_only() -> list[str]:
    """Tables whose model says that rows are only added, and the database lets them be changed; or the reverse."""
    say = {name for name, model in tables().items() if says_added_only(model)}
    return sorted(say ^ (append_only() & set(tables())))


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
