# SPDX-License-Identifier: Apache-2.0
"""When looks are one line and when they are two; that a deed is a line each time; that what came to nothing is none."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.people.models import Account, Participant
from bedring.trust.commands import note_look, note_looks, print_way_in
from bedring.trust.models import AccessLog
from bedring.trust.queries import participant, participants
from bedring.trust.rules import DEEDS, SAME_LOOK, Purpose, Thing
from bedring.web.record import views
from tests.acting import as_
from tests.signed_in import browser
from tests.world import World

LATER = timedelta(hours=2)
"""Since the world was built: nothing of before is the same look any more."""


def look(
    world: World,
    who: Account | None = None,
    at: Participant | None = None,
    kind: Thing = Thing.GOAL,
    purpose: Purpose = Purpose.CARE,
    thing: UUID | None = None,
    after: timedelta = timedelta(0),
) -> None:
    with clock.stopped_at(clock.now() + LATER + after):
        note_look(as_(who or world.birger), [at or world.ane], kind=kind, purpose=purpose, thing_id=thing)


def lines(person: Participant, since: int = 0) -> list[AccessLog]:
    as_(person.account)
    return list(AccessLog.objects.filter(participant=person, number__gt=since).order_by("number"))


def number_of(person: Participant) -> int:
    return max((one.number for one in lines(person)), default=0)


@pytest.mark.parametrize(
    ("after", "number"),
    [
        (timedelta(0), 1),
        (SAME_LOOK - timedelta(seconds=1), 1),
        (SAME_LOOK + timedelta(seconds=1), 2),
        (timedelta(days=1), 2),
    ],
)
def test_within_a_quarter_of_an_hour_it_is_one(world: World, after: timedelta, number: int) -> None:
    before, now = number_of(world.ane), clock.now()
    for moment in (now + LATER, now + LATER + after):
        with clock.stopped_at(moment):
            note_look(as_(world.birger), [world.ane], kind=Thing.GOAL, purpose=Purpose.CARE)
    assert len(lines(world.ane, before)) == number


def test_looking_on_and_on_is_a_line_each_quarter_of_an_hour(world: World) -> None:
    """The time counts from the look that was written down, not from the last: nobody looks for a day in one line."""
    before, now = number_of(world.ane), clock.now()
    for minutes in range(0, 61, 10):
        with clock.stopped_at(now + LATER + timedelta(minutes=minutes)):
            note_look(as_(world.birger), [world.ane], kind=Thing.GOAL, purpose=Purpose.CARE)
    assert len(lines(world.ane, before)) == 4


@pytest.mark.parametrize(
    "other",
    [
        {"kind": Thing.RECORD},
        {"purpose": Purpose.SESSION},
        {"thing": UUID(int=1)},
        {"who": "gro"},
    ],
)
def test_another_thing_reason_or_reader_is_another_look(world: World, other: dict[str, object]) -> None:
    before = number_of(world.ane)
    look(world)
    if "who" in other:
        other = {"who": world.everybody()[str(other["who"])]}
    look(world, **other)  # type: ignore[arg-type]
    assert len(lines(world.ane, before)) == 2


def test_one_person_and_another_have_a_line_each(world: World) -> None:
    before = {person.id: number_of(person) for person in (world.ane, world.arne)}
    look(world)
    look(world, at=world.arne)
    for person in (world.ane, world.arne):
        (line,) = lines(person, before[person.id])
        assert line.number == before[person.id] + 1, "each person's own numbers, without a gap"


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_what_was_done_is_a_line_each_time(world: World, deed: Thing) -> None:
    before = number_of(world.ane)
    for _time in range(3):
        look(world, kind=deed)
    assert len(lines(world.ane, before)) == 3


def test_each_paper_that_is_printed_is_a_line(world: World) -> None:
    before = number_of(world.ane)
    for _time in range(2):
        print_way_in(by=as_(world.birger), participant=world.ane)
    assert [line.kind for line in lines(world.ane, before)] == ["paper_code", "paper_code"]


def test_many_at_once_cost_what_one_costs(world: World) -> None:
    def cost(things: int) -> int:
        by = as_(world.birger)
        with CaptureQueriesContext(connection) as asked:
            seen = [(world.ane, uuid4()) for _n in range(things)]
            note_looks(by, seen, kind=Thing.STEP, purpose=Purpose.CARE)
        return len(asked)

    before, first = number_of(world.ane), cost(1)
    assert cost(40) == first
    assert len(lines(world.ane, before)) == 41


def test_oneself_is_no_look_even_where_one_works(world: World) -> None:
    before = number_of(world.ane)
    note_look(as_(world.ane.account), [world.ane, world.ane], kind=Thing.RECORD, purpose=Purpose.CARE)
    assert lines(world.ane, before) == []


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "arne"])
def test_who_was_not_let_in_has_not_looked(world: World, who: str) -> None:
    before, by = number_of(world.ane), as_(world.everybody()[who])
    with pytest.raises(NotThere):
        participant(by, world.ane.id, kind=Thing.RECORD, purpose=Purpose.CARE)
    assert participants(by, [world.ane.id], kind=Thing.RECORD, purpose=Purpose.CARE) == []
    assert lines(world.ane, before) == []


def test_of_a_list_only_those_who_were_seen_were_looked_at(world: World) -> None:
    before = {person.id: number_of(person) for person in (world.ane, world.carl)}
    seen = participants(
        as_(world.birger), [world.ane.id, world.carl.id, uuid4()], kind=Thing.NOTE, purpose=Purpose.SESSION
    )
    assert [one.id for one in seen] == [world.ane.id]
    assert len(lines(world.ane, before[world.ane.id])) == 1
    assert lines(world.carl, before[world.carl.id]) == []


def test_nobody_as_nobody(world: World) -> None:
    with pytest.raises(NotThere):
        participant(as_(world.birger), None, kind=Thing.RECORD, purpose=Purpose.CARE)


def test_what_was_not_answered_was_not_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that breaks after the look takes the look with it: nothing was handed out."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("paper jam")

    before = number_of(world.ane)
    monkeypatch.setattr(views, "render", broken)
    client = browser(world.birger)
    client.raise_request_exception = False
    assert client.get(f"/record/{world.ane.id}/").status_code == 500
    assert lines(world.ane, before) == []


def test_a_parcel_taken_back_takes_its_looks_with_it(world: World) -> None:
    before = number_of(world.ane)
    with transaction.atomic():
        look(world)
        transaction.set_rollback(True)
    assert lines(world.ane, before) == []
