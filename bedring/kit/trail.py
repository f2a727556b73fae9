# SPDX-License-Identifier: Apache-2.0
"""The ledger: rows that are only added. Each knows its id, number, key, who, when made and when received.

A *pile* is the rows of one thing (a session, a sheet, a goal, a note). Rows of one pile are numbered by a sequence of
the database; who adds to a pile holds a lock on the thing it belongs to, so that numbers of one pile become visible in
their order, and nobody who asks for what is newer than a number misses a row.

Adding is the same in every room: hold the thing (`held`), add what is not there yet in one statement (`added`), each by
itself where PostgreSQL refuses (`taken_in`), and write down what was refused (`write_down`).
"""

import json
import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.migrations import AddField, AlterField, RenameField, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.models.expressions import Func

from bedring.kit import clock
from bedring.kit.refusals import NotThere

log = logging.getLogger("bedring.trail")
M = TypeVar("M", bound=models.Model)
R = TypeVar("R")


class HasId(Protocol):
    """Something sent, with the id it was given where it was made."""

    @property
    def id(self) -> uuid.UUID: ...


S = TypeVar("S", bound=HasId)


class NextNumber(Func):
    """The next number of a sequence; PostgreSQL gives it, and nothing has to be counted."""

    function = "nextval"
    template = "nextval('%(sequence)s')"

    def __init__(self, sequence: str) -> None:
        super().__init__(sequence=sequence, output_field=models.BigIntegerField())


def numbered(sequence: str) -> "models.BigIntegerField[Any, Any]":
    """The column of numbers of one ledger, given by `sequence`."""
    return models.BigIntegerField(db_default=NextNumber(sequence), editable=False)


class Trail(models.Model):
    """One row of a ledger. `key`: what it is about, so that among rows of one key the newest counts.

    `made_at` is when it was really made, by the server's clock; `received_at` when the server took it in. The id may be
    made by a device, and makes sure that what is sent twice counts once. A ledger adds `number = numbered(...)`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=150, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        abstract = True


T = TypeVar("T", bound=Trail)


class NotTakenIn(models.Model):
    """A row that was refused: which, by whom, when and why. Never what it said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    row = models.UUIDField()
    reason = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


def held(things: "models.QuerySet[M]", id_: uuid.UUID) -> M:
    """Of `things`, those the actor may see, the one a pile belongs to: held until the transaction ends. NotThere."""
    found = things.select_for_update(of=("self",)).filter(pk=id_).first()
    if found is None:
        raise NotThere
    return found


class Anew(Exception):
    """PostgreSQL refused what was taken in at once: the transaction is to be begun anew, and then goes step by step."""


_at_once: ContextVar[bool] = ContextVar("at_once", default=False)


@contextmanager
def at_once() -> Iterator[None]:
    """Inside, a parcel is taken in without a savepoint, which is two of its eight trips to PostgreSQL.

    Whoever asks for this has begun the transaction, and begins it anew, outside, when Anew is raised.
    """
    before = _at_once.set(True)
    try:
        yield
    finally:
        _at_once.reset(before)


def taken_in(sent: Iterable[S], take: Callable[[Sequence[S]], list[R]], refuse: Callable[[S], list[R]]) -> list[R]:
    """Take a parcel in, as one; where PostgreSQL refuses it, each by itself, so that one holds up no other.

    `refuse` gets what cannot be stored: an id that stands in another pile, or text no column holds. The same id twice
    in a parcel is one. Raises Anew inside `at_once`.
    """
    first: dict[uuid.UUID, S] = {}
    for one in sent:
        first.setdefault(one.id, one)
    parcel = list(first.values())
    try:
        if _at_once.get():
            return take(parcel)
        with transaction.atomic():
            return take(parcel)
    except (DataError, IntegrityError) as no:
        if _at_once.get():
            raise Anew from no
        if len(parcel) == 1:
            return refuse(parcel[0])
        return [receipt for one in parcel for receipt in taken_in([one], take, refuse)]


def added(rows: Sequence[T]) -> dict[uuid.UUID, int]:
    """Add rows of one ledger in one statement, the same however many they are. Their numbers, by id; each row has its.

    They go as one document, which PostgreSQL reads by the types of the columns: Django makes SQL anew for each number
    of rows, which takes longer than the adding.
    """
    if not rows:
        return {}
    fields = [field for field in rows[0]._meta.concrete_fields if field.attname != "number"]
    document = json.dumps([{f.column: getattr(row, f.attname) for f in fields} for row in rows], default=str)
    with connection.cursor() as cursor:
        cursor.execute(_adding(type(rows[0])), [document])
        numbers = dict(cursor.fetchall())
    for row in rows:
        row.number, row._state.adding = numbers[row.id], False  # type: ignore[attr-defined]
    return numbers


@cache
def _adding(ledger: type[Trail]) -> str:
    fields = [field for field in ledger._meta.concrete_fields if field.attname != "number"]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    typed = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in fields)
    return (
        f'INSERT INTO "{ledger._meta.db_table}" ({columns}) SELECT {columns}'  # noqa: S608  (names of columns)
        f" FROM jsonb_to_recordset(%s::jsonb) AS row ({typed}) RETURNING id, number"
    )


def write_down(refused: Sequence[NotTakenIn], by_id: uuid.UUID) -> None:
    """Write down what was not taken in: each row says which and why; who and when are said here. Never what it said."""
    for one in refused:
        one.by_id, one.at = by_id, clock.now()
        log.warning("not_taken_in", extra={"reason": one.reason})
    for kind in {type(one) for one in refused}:
        kind._default_manager.bulk_create([one for one in refused if type(one) is kind])


def numbers(sequence: str, table: str) -> RunSQL:
    """The sequence that numbers `table`, going on after the numbers there are."""
    return RunSQL(
        f"""
CREATE SEQUENCE {sequence} OWNED BY {table}.number;
SELECT setval('{sequence}', 1 + coalesce((SELECT max(number) FROM {table}), 0), false);
""",  # noqa: S608  (names from migrations)
        f"DROP SEQUENCE {sequence};",
    )


def onto_the_ledger(
    model: str, table: str, sequence: str, *, key: str = "", has_numbers: bool = False
) -> list[Operation]:
    """What moves a table with `at` onto the ledger. `key`: the column that becomes its key, where there is one.

    Its rows are numbered in the order of their time; where it has numbers, they stay and the sequence goes on after
    them, so that what a device has seen of the pile is still what it has seen.
    """
    keyed = models.CharField(blank=True, default="", max_length=150)
    renamed: list[Operation] = [RenameField(model, key, "key"), AlterField(model, "key", keyed)]
    return [
        RenameField(model, "at", "made_at"),
        *(renamed if key else [AddField(model, "key", keyed)]),
        AddField(model, "received_at", models.DateTimeField(null=True)),
        RunSQL(f"UPDATE {table} SET received_at = made_at", RunSQL.noop),  # noqa: S608
        AlterField(model, "received_at", models.DateTimeField()),
        *(_going_on(model, table, sequence) if has_numbers else _numbered_anew(model, table, sequence)),
    ]


def _going_on(model: str, table: str, sequence: str) -> list[Operation]:
    return [numbers(sequence, table), AlterField(model, "number", numbered(sequence))]


def _numbered_anew(model: str, table: str, sequence: str) -> list[Operation]:
    in_order = f"(SELECT id, row_number() OVER (ORDER BY made_at, number) AS n FROM {table})"  # noqa: S608
    return [
        RunSQL(f"CREATE SEQUENCE {sequence}", f"DROP SEQUENCE {sequence}"),
        AddField(model, "number", numbered(sequence)),
        RunSQL(
            f"UPDATE {table} t SET number = o.n FROM {in_order} o WHERE o.id = t.id;"  # noqa: S608
            f" ALTER SEQUENCE {sequence} OWNED BY {table}.number",
            f"ALTER SEQUENCE {sequence} OWNED BY NONE",
        ),
    ]


def keeps_said(table: str, said: str, pile: str) -> RunSQL:
    """What is said now is kept in `said` by whatever adds to `table`, in the same statement.

    Per (`pile`, participant, kind, key) one row: the newest by when it was made, then by number. `others`: whether more
    than one writer has said something of it. It equals the fold of all rows (`kit.fold.newest`) at every moment.
    """
    columns = "says, entry_id, by_id, made_at, number"
    known, new = (", ".join(f"{row}.{c}" for c in columns.split(", ")) for row in ("known", "excluded"))
    return RunSQL(
        f"""
CREATE FUNCTION {said}_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO {said} AS known (id, {pile}_id, organisation_id, participant_id, kind, key, {columns}, others)
  VALUES (gen_random_uuid(), NEW.{pile}_id, NEW.organisation_id, NEW.participant_id, NEW.kind, NEW.key,
          NEW.says, NEW.id, NEW.by_id, NEW.made_at, NEW.number, false)
  ON CONFLICT ({pile}_id, participant_id, kind, key) DO UPDATE SET
    others = known.others OR known.by_id <> excluded.by_id,
    ({columns}) = (SELECT * FROM (VALUES ({known}), ({new})) AS two({columns})
                   ORDER BY two.made_at DESC, two.number DESC LIMIT 1);
  RETURN NULL;
END $$;
CREATE TRIGGER keeps_said AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {said}_keep();
""",  # noqa: S608  (names of tables, from migrations)
        f"DROP TRIGGER keeps_said ON {table}; DROP FUNCTION {said}_keep();",
    )
