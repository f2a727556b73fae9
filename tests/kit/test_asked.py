# SPDX-License-Identifier: Apache-2.0
"""A question made once is asked with other values each time, and answers as if it had been made anew."""

from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from bedring.kit import clock
from bedring.kit.asked import Asked
from bedring.kit.refusals import NotThere
from bedring.kit.rows import set_actor
from bedring.people.models import Participant
from bedring.sessions import access
from bedring.sessions.models import Session
from bedring.sessions.queries.asking import asked_by, asking
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
    visible = Asked(lambda session, **asks: access.visible_sessions(asked_by(**asks)).filter(id=session))
    seen = 0
    for account in (*world.everybody().values(), world.rita):
        set_actor(account.id)
        actor = world.actor(account)
        for session in (world.session, world.other_session):
            found = visible(session=session.id, **asking(actor))
            assert found == list(access.visible_sessions(actor).filter(id=session.id)), account.name
            seen += len(found)
    assert seen >= 5


def test_the_stranger_is_told_nothing_after_the_leader_was(world: World) -> None:
    set_actor(world.birger.id)
    board_since(world.actor(world.birger), world.session.id, 0)
    with pytest.raises(NotThere):
        board_since(world.actor(world.cathrine), world.session.id, 0)
