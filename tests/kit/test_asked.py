# SPDX-License-Identifier: Apache-2.0
"""A question made once is asked with other values each time, and answers as if it had been made anew."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from bedring.goals import access as goals_access
from bedring.kit import clock
from bedring.kit.asked import Asked
from bedring.kit.refusals import NotThere
from bedring.kit.rows import set_actor
from bedring.people.access import visible_participants
from bedring.people.models import Participant
from bedring.people.rules import Role
from bedring.sessions import access
from bedring.sessions.models import Session
from bedring.sessions.queries.rooms import board_since
from tests.world import World


def _people(ids: list[UUID]) -> QuerySet[Participant, Any]:
    return Participant.objects.filter(id__in=ids).select_related("organisation").order_by("name")


def test_other_values_have_other_answers(world: World) -> None:
    set_actor(world.eva.id)
    asked = Asked(_people)
    assert asked(ids=[world.ane.id]) == [world.ane]
    assert asked(ids=[world.arne.id]) == [world.arne]
    assert asked(ids=[uuid4()]) == []
    assert asked(ids=[]) == []


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 8, 9])
def test_lists_of_any_length(world: World, number: int) -> None:
    set_actor(world.eva.id)
    ids = [world.ane.id, world.arne.id, world.aud.id, *(uuid4() for _ in range(9))][:number]
    assert Asked(_people)(ids=ids) == list(_people(ids))


def test_three_and_four_are_one_statement(world: World) -> None:
    set_actor(world.eva.id)
    asked = Asked(_people)
    with CaptureQueriesContext(connection) as sent:
        for number in (3, 4):
            asked(ids=[uuid4() for _ in range(number)])
    assert len({statement["sql"].count("%s") or statement["sql"].count("::uuid") for statement in sent}) == 1


def test_what_belongs_to_a_row_comes_with_it(world: World) -> None:
    set_actor(world.eva.id)
    (person,) = Asked(_people)(ids=[world.ane.id])
    with CaptureQueriesContext(connection) as sent:
        assert person.organisation == world.fjellvik
    assert len(sent) == 0


def test_it_is_made_once(world: World) -> None:
    set_actor(world.eva.id)
    make = mock.Mock(side_effect=_people)
    asked = Asked(make)
    for person in (world.ane, world.arne):
        asked(ids=[person.id])
    assert make.call_count == 1


def test_an_id_of_nobody_who_asks_is_refused(world: World) -> None:
    fixed = world.ane.id
    with pytest.raises(TypeError):
        Asked(lambda ids: Participant.objects.filter(id__in=ids, organisation=fixed))(ids=[uuid4()])


def test_a_time_that_is_not_now_is_refused(world: World) -> None:
    with pytest.raises(TypeError):
        Asked(lambda ids: Session.objects.filter(id__in=ids, starts_at__gt=clock.now() - timedelta(days=1)))(
            ids=[uuid4()]
        )


def test_now_is_each_time_its_own(world: World) -> None:
    set_actor(world.birger.id)
    coming = Asked(lambda ids: Session.objects.filter(id__in=ids, starts_at__gt=clock.now()))
    assert coming(ids=[world.session.id]) == [world.session]
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        assert coming(ids=[world.session.id]) == []


def test_everybody_sees_the_sessions_they_see(world: World) -> None:
    """One question for all of them, beside the question made anew: the same answer for everybody of the world."""
    visible = Asked(lambda actor, session: access.visible_sessions(actor).filter(id=session))
    seen = 0
    for account in (*world.everybody().values(), world.rita):
        set_actor(account.id)
        actor = world.actor(account)
        for session in (world.session, world.other_session):
            found = visible(actor=actor, session=session.id)
            assert found == list(access.visible_sessions(actor).filter(id=session.id)), account.name
            seen += len(found)
    assert seen >= 5


def test_the_stranger_is_told_nothing_after_the_leader_was(world: World) -> None:
    set_actor(world.birger.id)
    board_since(world.actor(world.birger), world.session.id, 0)
    with pytest.raises(NotThere):
        board_since(world.actor(world.cathrine), world.session.id, 0)


def test_an_actor_is_asked_by_parts_and_never_by_name(world: World) -> None:
    actor = world.actor(world.birger)
    parts = actor.parts()
    assert actor.name and actor.name not in str(parts)
    again = type(actor).of_parts(parts)
    assert (again.account_id, again.cares_for, again.light) == (actor.account_id, actor.cares_for, actor.light)
    for role in Role:
        assert again.reach(role) == actor.reach(role)
    assert (again.is_staff, again.reads_record) == (actor.is_staff, actor.reads_record)


def test_everybody_sees_the_people_they_see(world: World) -> None:
    """For everybody of the world, whether they hold roles, take part, support or do nothing here."""
    visible = Asked(lambda actor: visible_participants(actor).order_by("id"))
    light = Asked(lambda actor: goals_access.visible_goals(actor).order_by("id"))
    seen = 0
    for account in (*world.everybody().values(), world.rita):
        set_actor(account.id)
        actor = world.actor(account)
        for asks in (actor, replace(actor, light=True)):
            assert visible(actor=asks) == list(visible_participants(asks).order_by("id")), account.name
            assert light(actor=asks) == list(goals_access.visible_goals(asks).order_by("id")), account.name
        seen += visible_participants(actor).count()
    assert seen >= 8


def test_moments_are_given_and_told_apart(world: World) -> None:
    set_actor(world.birger.id)
    between = Asked(lambda after, before: Session.objects.filter(starts_at__gt=after, starts_at__lt=before))
    at, day = world.session.starts_at, timedelta(days=1)
    assert world.session in between(after=at - day, before=at + day)
    assert world.session not in between(after=at, before=at + day)
    assert world.session not in between(after=at - day, before=at)


def test_words_and_yes_or_no_are_part_of_the_question(world: World) -> None:
    set_actor(world.eva.id)
    make = mock.Mock(side_effect=lambda name, own: Participant.objects.filter(name=name) if own else _people([]))
    asked = Asked(make)
    assert asked(name=world.ane.name, own=True) == [world.ane]
    assert asked(name=world.arne.name, own=True) == [world.arne]
    assert asked(name=world.ane.name, own=False) == []
    assert asked(name=world.ane.name, own=True) == [world.ane]
    assert make.call_count == 3


def test_sets_and_lists_are_asked_alike(world: World) -> None:
    set_actor(world.eva.id)
    asked, ids = Asked(_people), [world.ane.id, world.arne.id]
    assert asked(ids=ids) == asked(ids=set(ids)) == asked(ids=frozenset(ids)) == asked(ids=tuple(ids))
