# SPDX-License-Identifier: Apache-2.0
"""A parcel is taken in as one, or each by itself; the same twice is one; and what is refused is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.db import DataError, IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from bedring.kit.refusals import NotThere
from bedring.kit.rows import set_actor
from bedring.kit.trail import held, taken_in, write_down
from bedring.sessions.access import visible_sessions
from bedring.sessions.models import RefusedEntry, RefusedVersion
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


def test_a_whole_parcel_is_one_try() -> None:
    pile = Pile()
    assert pile.send(*(Sent(uuid4()) for _ in range(200))) == ["stored"] * 200
    assert pile.tries == 1


@given(st.lists(st.sampled_from([None, DataError, IntegrityError]), max_size=12))
def test_what_cannot_be_stored_holds_up_no_other(poison: list[type[Exception] | None]) -> None:
    pile, parcel = Pile(), [Sent(uuid4(), one) for one in poison]
    assert pile.send(*parcel) == ["refused" if one else "stored" for one in poison]
    assert pile.rows == [one.id for one in parcel if not one.poison], "in the order they were sent"


def test_the_same_twice_in_a_parcel_is_one_and_the_first_counts() -> None:
    pile, one, other = Pile(), Sent(uuid4()), Sent(uuid4())
    assert pile.send(one, other, one) == ["stored", "stored"]
    assert pile.rows == [one.id, other.id]


def test_what_is_no_fault_of_the_parcel_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        Pile().send(Sent(uuid4(), ZeroDivisionError))


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
