# SPDX-License-Identifier: Apache-2.0
"""A parcel is taken in as one, or each by itself; the same twice is one; and what is refused is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from bedring.kit.refusals import NotThere
from bedring.kit.rows import set_actor
from bedring.kit.trail import Anew, added, at_once, held, taken_in, write_down
from bedring.sessions.access import visible_sessions
from bedring.sessions.models import Entry, RefusedEntry, RefusedVersion
from tests.world import World


@dataclass(frozen=True)
class Sent:
    id: UUID
    poison: type[Exception] | None = None


class Pile:
    """Takes a parcel in whole or not at all, as a statement does."""

    def __init__(self) -> None:
        self.rows: list[UUID] = []
        self.tries = 0

    def take(self, parcel: Sequence[Sent]) -> list[str]:
        self.tries += 1
        for one in parcel:
            if one.poison:
                raise one.poison
        self.rows += [one.id for one in parcel]
        return ["stored"] * len(parcel)

    def send(self, *parcel: Sent) -> list[str]:
        return taken_in(parcel, self.take, lambda one: ["refused"])


@pytest.mark.django_db
def test_a_whole_parcel_is_one_try() -> None:
    pile = Pile()
    assert pile.send(*(Sent(uuid4()) for _ in range(200))) == ["stored"] * 200
    assert pile.tries == 1


@pytest.mark.django_db
@given(st.lists(st.sampled_from([None, DataError, IntegrityError]), max_size=12))
def test_what_cannot_be_stored_holds_up_no_other(poison: list[type[Exception] | None]) -> None:
    pile, parcel = Pile(), [Sent(uuid4(), one) for one in poison]
    assert pile.send(*parcel) == ["refused" if one else "stored" for one in poison]
    assert pile.rows == [one.id for one in parcel if not one.poison], "in the order they were sent"


@pytest.mark.django_db
def test_the_same_twice_in_a_parcel_is_one_and_the_first_counts() -> None:
    pile, one, other = Pile(), Sent(uuid4()), Sent(uuid4())
    assert pile.send(one, other, one) == ["stored", "stored"]
    assert pile.rows == [one.id, other.id]


@pytest.mark.django_db
def test_what_is_no_fault_of_the_parcel_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        Pile().send(Sent(uuid4(), ZeroDivisionError))


@pytest.mark.django_db
def test_at_once_it_is_begun_anew_by_whoever_asked_for_that() -> None:
    pile = Pile()
    with at_once(), CaptureQueriesContext(connection) as asked:
        assert pile.send(Sent(uuid4())) == ["stored"]
        with pytest.raises(Anew):
            pile.send(Sent(uuid4()), Sent(uuid4(), IntegrityError))
    assert len(asked) == 0, "no savepoint"
    assert (pile.tries, len(pile.rows)) == (2, 1), "nothing is tried again here"
    assert pile.send(Sent(uuid4(), DataError)) == ["refused"]


def test_the_thing_is_held_for_who_may_see_it_and_not_there_for_a_stranger(world: World) -> None:
    set_actor(world.birger.id)
    assert held(visible_sessions(world.actor(world.birger)), world.session.id) == world.session
    with pytest.raises(NotThere):
        held(visible_sessions(world.actor(world.birger)), uuid4())
    set_actor(world.cathrine.id)
    with pytest.raises(NotThere):
        held(visible_sessions(world.actor(world.cathrine)), world.session.id)


def test_refusals_of_two_kinds_are_written_down_with_who_and_when(world: World) -> None:
    set_actor(world.birger.id)
    where = {"session": world.session, "organisation_id": world.session.organisation_id}
    tap, draft = RefusedEntry(row=uuid4(), reason="a", **where), RefusedVersion(row=uuid4(), reason="b", **where)
    write_down([tap, draft], world.birger.id)
    for kind, reason in ((RefusedEntry, "a"), (RefusedVersion, "b")):
        row = kind.objects.get()
        assert (row.reason, row.by_id) == (reason, world.birger.id)
        assert row.at is not None
    write_down([], world.birger.id)
    assert RefusedEntry.objects.count() == 1


def remark(world: World, words: str, **other: Any) -> Entry:
    set_actor(world.birger.id)
    at = datetime(2026, 11, 24, 17, 5, 1, 123456, tzinfo=UTC)
    whose = {"session": world.session, "organisation_id": world.fjellvik.id, "participant_id": world.ane.id}
    said = {"kind": "remark", "says": "words", "value": {"words": words}, "by_id": world.birger.id}
    return Entry(**{"id": uuid4(), "made_at": at, "received_at": at} | whose | said | other)


@pytest.mark.parametrize("words", ["Sang.", "æøå ÆØÅ", "ማንበብ 👍🏽", "“quoted” \\ 'and' \" $1 %s {x}", "a\nb", ""])
def test_rows_are_added_as_they_are(world: World, words: str) -> None:
    """To the microsecond, and nothing of them is an instruction to anybody."""
    one, group = remark(world, words), remark(world, words, participant_id=None, key="x" * 150)
    numbers = added([one, group])
    assert numbers == {one.id: one.number, group.id: group.number}
    assert one.number < group.number
    for row in (one, group):
        kept = Entry.objects.get(id=row.id)
        for field in Entry._meta.concrete_fields:
            assert getattr(kept, field.attname) == getattr(row, field.attname), field.name


def test_nothing_is_no_statement(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert added([]) == {}
    assert len(asked) == 0


def test_any_number_of_rows_is_the_same_statement(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        for number in (1, 2, 50):
            added([remark(world, f"{n}") for n in range(number)])
    written = [one["sql"].split("jsonb_to_recordset")[0] for one in asked if one["sql"].startswith("INSERT")]
    assert len(written) == 3 and len(set(written)) == 1


@pytest.mark.parametrize("words", ["\0", "\ud800"])
def test_text_that_no_column_holds_is_refused_by_the_database(world: World, words: str) -> None:
    with pytest.raises(DataError), transaction.atomic():
        added([remark(world, words)])


def test_an_id_that_is_taken_is_refused(world: World) -> None:
    one = remark(world, "Sang.")
    added([one])
    with pytest.raises(IntegrityError), transaction.atomic():
        added([remark(world, "Other", id=one.id)])
    assert Entry.objects.get(id=one.id).value == {"words": "Sang."}


def test_the_wall_stands_before_the_ledger(world: World) -> None:
    """Nobody adds in another's name, nor of somebody they do not work with."""
    for other in ({"by_id": world.eva.id}, {"participant_id": world.carl.id}, {"organisation_id": world.havneset.id}):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            added([remark(world, "Sang.", **other)])
