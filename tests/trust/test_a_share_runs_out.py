# SPDX-License-Identifier: Apache-2.0
"""A share has a last day: it counts to the end of that day at the person's place, then it is no more, and can be given
anew. Only what is one's own can be given."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from bedring.goals.commands import share_my_step
from bedring.goals.models import Step
from bedring.goals.queries import my_people, shared_steps
from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.people.models import Organisation, Supporter
from bedring.trust.commands import share, take_back
from bedring.trust.models import Share
from bedring.trust.queries import shares_given, shares_held
from bedring.trust.rules import LONGEST_SHARE, Thing
from tests.acting import as_
from tests.signed_in import browser
from tests.world import World


def given(world: World) -> Share:
    as_(world.ane.account)
    return Share.objects.get(taken_back_at=None)


def give(world: World, ends: date | None = None) -> Share:
    """Ane takes back what she shares, and shares the same step until this day."""
    old = given(world)
    by = as_(world.ane.account)
    take_back(by=by, share_id=old.id)
    return share(by=by, supporter_id=old.supporter_id, kind=Thing.STEP, thing=world.step, ends=ends)


def dag_sees(world: World) -> list[str]:
    """By the page's query, and past its filters."""
    by = as_(world.dag)
    shown = [one.step.what for one in shared_steps(by)]
    assert shown == [step.what for step in Step.objects.all()], "both walls agree"
    return shown


@contextmanager
def days_later(days: int) -> Iterator[None]:
    with clock.stopped_at(clock.now() + timedelta(days=days)):
        yield


@pytest.mark.parametrize(("days", "sees"), [(7, True), (0, True), (-1, False), (-400, False)])
def test_it_counts_to_the_end_of_its_last_day(world: World, days: int, sees: bool) -> None:
    give(world, ends=world.fjellvik.today() + timedelta(days=days))
    assert bool(dag_sees(world)) is sees


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_day_is_that_of_the_persons_place(world: World, zone: str) -> None:
    """In one of these two it is another day than in Oslo, at any hour."""
    Organisation.objects.filter(id=world.fjellvik.id).update(time_zone=zone)
    there = clock.today(zone)
    for days, sees in ((0, True), (-1, False)):
        give(world, ends=there + timedelta(days=days))
        assert bool(dag_sees(world)) is sees


@pytest.mark.parametrize("wanted", [None, timedelta(days=9999)])
def test_without_a_day_or_with_one_too_far_it_is_six_months(world: World, wanted: timedelta | None) -> None:
    day = world.fjellvik.today()
    assert give(world, ends=wanted and day + wanted).ends == day + LONGEST_SHARE


def test_the_person_is_told_that_nobody_sees_it_any_more(world: World) -> None:
    with days_later(200):
        by = as_(world.ane.account)
        assert shares_given(by) == ()
        (brother,) = my_people(by).people
        assert (brother.share_id, brother.step) == (None, None)
        page = browser(world.ane.account).get("/mine/people/").content.decode()
        assert "Sees nothing now." in page
        assert "Sees the step you shared" not in page


def test_what_has_run_out_can_be_given_anew(world: World) -> None:
    brother = given(world).supporter_id
    with days_later(200):
        assert shared_steps(as_(world.dag)) == ()
        share_my_step(by=as_(world.ane.account), supporter_id=brother)
        assert dag_sees(world) == [world.step.what]
        (anew,) = shares_given(as_(world.ane.account))
        assert anew.ends == world.fjellvik.today() + LONGEST_SHARE
    assert Share.objects.count() == 2, "that it was shared before stays written down"


def test_what_has_run_out_can_still_be_taken_back_and_it_is_nothing_new(world: World) -> None:
    old = given(world)
    with days_later(200):
        take_back(by=as_(world.ane.account), share_id=old.id)
        assert dag_sees(world) == []
        assert shares_given(as_(world.ane.account)) == ()


def test_taking_back_twice_keeps_when_it_was(world: World) -> None:
    old, by = given(world), as_(world.ane.account)
    take_back(by=by, share_id=old.id)
    first = Share.objects.get(id=old.id).taken_back_at
    with days_later(3):
        take_back(by=as_(world.ane.account), share_id=old.id)
    assert Share.objects.get(id=old.id).taken_back_at == first


def test_nobody_gives_what_is_anothers(world: World) -> None:
    """Ane knows the number of Arne's step, say from an old sheet of paper: it is not hers to show."""
    brother = given(world).supporter_id
    by = as_(world.ane.account)
    with pytest.raises(NotThere):
        share(by=by, supporter_id=brother, kind=Thing.STEP, thing=world.arnes_step)
    assert dag_sees(world) == [world.step.what]


@pytest.mark.parametrize("thing", ["arnes_step", "carls_step", "goal"])
def test_nor_does_the_database_take_such_a_row(world: World, thing: str) -> None:
    old = given(world)
    row = {"participant": world.ane, "organisation": world.fjellvik, "supporter_id": old.supporter_id}
    with pytest.raises(DatabaseError, match="own_step"), transaction.atomic():
        Share.objects.create(**row, kind=Thing.STEP, item=getattr(world, thing).id, given_at=clock.now(), ends=old.ends)
    with pytest.raises(DatabaseError, match="own_step"), transaction.atomic():
        Share.objects.filter(id=old.id).update(item=getattr(world, thing).id)
    assert dag_sees(world) == [world.step.what]


def test_a_share_of_a_kind_that_is_not_shared_shows_nothing(world: World) -> None:
    old, by = given(world), as_(world.ane.account)
    with pytest.raises(NotThere):
        share(by=by, supporter_id=old.supporter_id, kind=Thing.GOAL, thing=world.goal)
    assert shares_held(as_(world.dag), Thing.GOAL) == ()


@pytest.mark.parametrize("nobody", [UUID(int=0), UUID(int=2**128 - 1)])
def test_nonsense_is_not_there(world: World, nobody: UUID) -> None:
    by = as_(world.ane.account)
    with pytest.raises(NotThere):
        share(by=by, supporter_id=nobody, kind=Thing.STEP, thing=world.step)
    with pytest.raises(NotThere):
        take_back(by=by, share_id=nobody)


def test_a_removed_supporter_is_given_nothing(world: World) -> None:
    brother, by = given(world).supporter_id, as_(world.ane.account)
    Supporter.objects.filter(id=brother).update(removed_at=clock.now())
    with pytest.raises(NotThere):
        share(by=by, supporter_id=brother, kind=Thing.STEP, thing=world.step)
