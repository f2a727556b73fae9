# SPDX-License-Identifier: Apache-2.0
"""Who works with whom: from the day it is said, for who has a role here; ended it is ended, but for the last notes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from bedring.goals.models import Goal
from bedring.kit import clock
from bedring.kit.refusals import Refused
from bedring.people.access import can_look_at_participant, can_write_last_notes_of, visible_participants
from bedring.people.commands import end_role, start_working_with, stop_working_with
from bedring.people.models import Account, CareRelation, Membership, Participant
from bedring.people.rules import Role
from tests.acting import as_
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import World


def start(world: World, account: Account, person: Participant | None = None, by: Account | None = None) -> CareRelation:
    return start_working_with(by=as_(by or world.eva), participant=person or world.nils, account_id=account.id)


def stop(
    world: World, account: Account, person: Participant, by: Account | None = None, notes: int | None = None
) -> None:
    until = None if notes is None else world.fjellvik.today() + timedelta(days=notes)
    stop_working_with(by=as_(by or world.eva), participant=person, account_id=account.id, notes_until=until)


def sees(account: Account, person: Participant) -> bool:
    """By the page's query, by the single answer, and past the filters of Python."""
    by = as_(account)
    found = visible_participants(by).filter(id=person.id).exists()
    assert found == can_look_at_participant(by, person)
    return found


def test_from_now_on_they_see_each_other_and_nobody_else_is_let_in(world: World) -> None:
    assert not sees(world.bodil, world.nils)
    start(world, world.bodil)
    assert sees(world.bodil, world.nils)
    assert not sees(world.bodil, world.ane)
    assert not sees(world.birger, world.nils)


def test_the_second_wall_opens_and_closes_with_it(world: World) -> None:
    as_(world.bodil)
    assert not Goal.objects.filter(participant=world.ane).exists()
    start(world, world.bodil, world.ane)
    as_(world.bodil)
    assert Goal.objects.filter(participant=world.ane).exists()
    stop(world, world.bodil, world.ane)
    as_(world.bodil)
    assert not Goal.objects.filter(participant=world.ane).exists()


def test_said_twice_it_is_one_and_begins_when_it_was_first_said(world: World) -> None:
    first = start(world, world.bodil)
    with clock.stopped_at(clock.now() + timedelta(days=3)):
        assert start(world, world.bodil).id == first.id
    as_(world.eva)
    assert CareRelation.objects.filter(participant=world.nils).count() == 1


def test_stopped_it_is_over_in_that_moment_and_stays_written_down(world: World) -> None:
    start(world, world.bodil)
    with clock.stopped_at(clock.now() + timedelta(days=5)):
        stop(world, world.bodil, world.nils)
        assert not sees(world.bodil, world.nils)
        as_(world.eva)
        ended = CareRelation.objects.get(participant=world.nils)
        assert ended.ended_at == clock.now()
        assert ended.ends == world.fjellvik.today() - timedelta(days=1), "the last day it held to its end"


def test_begun_and_stopped_on_one_day_it_held_on_none(world: World) -> None:
    relation = start(world, world.bodil)
    stop(world, world.bodil, world.nils)
    relation.refresh_from_db()
    assert relation.ends is not None
    assert relation.ends < relation.starts


def test_stopped_and_begun_again_there_are_two(world: World) -> None:
    start(world, world.bodil)
    stop(world, world.bodil, world.nils)
    again = start(world, world.bodil)
    assert sees(world.bodil, world.nils)
    as_(world.eva)
    assert list(CareRelation.objects.filter(participant=world.nils, ends=None)) == [again]
    assert CareRelation.objects.filter(participant=world.nils).count() == 2


def test_stopping_what_never_was_or_is_over_changes_nothing(world: World) -> None:
    start(world, world.bodil)
    stop(world, world.bodil, world.nils)
    as_(world.eva)
    before = list(CareRelation.objects.order_by("id").values())
    for account in (world.bodil, world.gro):
        stop(world, account, world.nils, notes=14)
    as_(world.eva)
    assert list(CareRelation.objects.order_by("id").values()) == before


def test_the_last_notes_and_nothing_else_until_the_day(world: World) -> None:
    start(world, world.bodil)
    stop(world, world.bodil, world.nils, notes=14)
    assert not sees(world.bodil, world.nils)
    assert can_write_last_notes_of(as_(world.bodil), world.nils)
    assert browser(world.bodil).get(f"/record/{world.nils.id}/").status_code == 404
    with clock.stopped_at(clock.now() + timedelta(days=15)):
        assert not can_write_last_notes_of(as_(world.bodil), world.nils)


def test_working_together_again_ends_the_time_for_last_notes(world: World) -> None:
    start(world, world.bodil)
    stop(world, world.bodil, world.nils, notes=14)
    start(world, world.bodil)
    as_(world.eva)
    assert not CareRelation.objects.in_force().filter(participant=world.nils, notes_only=True).exists()
    stop(world, world.bodil, world.nils)
    assert not can_write_last_notes_of(as_(world.bodil), world.nils), "the time that was given before is over too"


def test_without_a_role_here_nobody_works_with_anybody_here(world: World) -> None:
    for account in (world.cathrine, world.dag, world.arne.account):
        assert account is not None
        with pytest.raises(Refused, match="no_role_here"):
            start(world, account)


def test_a_role_from_tomorrow_is_none_today(world: World) -> None:
    tomorrow = world.fjellvik.today() + timedelta(days=1)
    by = as_(world.eva)
    give_role(by=by, account=world.dag, organisation_id=world.fjellvik.id, role=Role.PRACTITIONER, starts=tomorrow)
    with pytest.raises(Refused, match="no_role_here"):
        start(world, world.dag)


def test_with_the_role_ends_what_one_sees_of_those_one_works_with(world: World) -> None:
    start(world, world.bodil)
    held = Membership.objects.get(account=world.bodil)
    end_role(by=as_(world.eva), membership_id=held.id)
    assert not sees(world.bodil, world.nils)
    as_(world.eva)
    assert CareRelation.objects.filter(participant=world.nils, ends=None).exists(), "that they worked together stays"


def test_who_works_with_somebody_says_so_of_a_colleague_too(world: World) -> None:
    start(world, world.bodil, world.ane, by=world.birger)
    assert sees(world.bodil, world.ane)
    stop(world, world.bodil, world.ane, by=world.birger)
    assert not sees(world.bodil, world.ane)


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane"])
def test_whoever_does_not_is_refused(world: World, who: str) -> None:
    """Not even the person themself: who works with them is the service's to say."""
    account = world.everybody()[who]
    with pytest.raises(Refused, match="not_programme_leader"):
        start(world, world.bodil, world.ane, by=account)
    with pytest.raises(Refused, match="not_programme_leader"):
        stop(world, world.birger, world.ane, by=account)
    assert sees(world.birger, world.ane)


@pytest.mark.parametrize("of", ["bodil", "birger"])
def test_nobody_lets_themself_in(world: World, of: str) -> None:
    account = world.everybody()[of]
    with pytest.raises(Refused, match="not_programme_leader"):
        start(world, account, world.nils, by=account)
    assert not sees(account, world.nils)


def test_somebody_there_is_not(world: World) -> None:
    with pytest.raises(Refused, match="no_role_here"):
        start_working_with(by=as_(world.eva), participant=world.nils, account_id=uuid4())
    stop_working_with(by=as_(world.eva), participant=world.nils, account_id=uuid4())


def test_the_database_keeps_one_open_of_a_pair(world: World) -> None:
    relation = start(world, world.bodil)
    row = {"participant": world.nils, "organisation": world.fjellvik, "account": world.bodil}
    with pytest.raises(IntegrityError, match="one_open_care_relation"), transaction.atomic():
        CareRelation.objects.create(**row, starts=relation.starts)
