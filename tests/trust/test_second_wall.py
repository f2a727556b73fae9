# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL's own wall: with every Python filter taken away, a query still gives nothing that is not the actor's."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models

from bedring.kit.rows import set_actor
from tests import database_walls
from tests.reasons import OPEN_TABLES
from tests.world import World

OF_PEOPLE = list(database_walls.of_people().values())


def _participant(row: models.Model) -> object:
    return row.pk if row._meta.model_name == "participant" else row.participant_id  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", OF_PEOPLE, ids=lambda m: m._meta.db_table)
def test_unfiltered_query_gives_a_stranger_nothing(world: World, model: type[models.Model]) -> None:
    for nobody in (None, world.bodil.id):
        set_actor(nobody)
        assert [r for r in model._default_manager.all() if _participant(r)] == []


@pytest.mark.parametrize("model", OF_PEOPLE, ids=lambda m: m._meta.db_table)
def test_unfiltered_query_stays_within_the_site(world: World, model: type[models.Model]) -> None:
    here = {world.ane.id, world.arne.id, world.aud.id, world.nils.id}
    for account in (world.birger, world.eva, world.gro):
        set_actor(account.id)
        assert {_participant(r) for r in model._default_manager.all()} <= here | {None}
    set_actor(world.cathrine.id)
    assert {_participant(r) for r in model._default_manager.all()} <= {world.carl.id, None}


def test_leader_does_get_rows(world: World) -> None:
    """The tests above must not pass because nobody sees anything."""
    from bedring.goals.models import Step
    from bedring.people.models import Participant

    set_actor(world.birger.id)
    assert Participant.objects.count() == 3
    assert set(Step.objects.values_list("id", flat=True)) == {world.step.id, world.arnes_step.id}


def test_supporter_gets_the_shared_step_alone(world: World) -> None:
    from bedring.goals.models import Goal, GoalEvent, Step, StepEvent

    set_actor(world.dag.id)
    assert list(Step.objects.values_list("id", flat=True)) == [world.step.id]
    assert not Goal.objects.exists()
    assert not GoalEvent.objects.exists()
    assert not StepEvent.objects.exists()


def test_every_table_of_ours_has_the_wall_or_a_reason(world: World) -> None:
    assert database_walls.without_wall(set(OPEN_TABLES)) == []
    assert set(OPEN_TABLES) <= set(database_walls.tables()) - database_walls.walled(), "a reason for nothing"


def test_every_row_about_a_person_says_which_site_it_belongs_to() -> None:
    assert database_walls.without_site() == []


def test_service_owns_no_table_and_cannot_pass_the_wall(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


APPEND_ONLY = sorted(n for n, model in database_walls.tables().items() if database_walls.says_added_only(model))


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("what", ["UPDATE {} SET {key} = {key}", "DELETE FROM {}", "TRUNCATE {}"])
def test_append_only_tables_cannot_be_changed(world: World, table: str, what: str) -> None:
    key = next(m._meta.pk.column for m in apps.get_models() if m._meta.db_table == table)  # type: ignore[union-attr]
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(what.format(table, key=key))


def test_what_says_that_it_is_only_added_to_is_only_added_to(world: World) -> None:
    assert len(APPEND_ONLY) >= 10
    assert database_walls.not_append_only() == []


def test_a_day_is_the_site_s_day_in_the_database_too(world: World) -> None:
    """A role given at half past midnight in Oslo counts at once, though it is yesterday by the database's own zone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, 'TimeZone=Europe/Oslo' = ANY(coalesce(proconfig, '{}')) FROM pg_proc"
            " WHERE prosrc ILIKE '%current_date%' AND pronamespace = 'public'::regnamespace"
        )
        assert dict(cursor.fetchall()) == {"bedring_reach": True, "bedring_people": True, "bedring_shared": True}
        cursor.execute("SELECT count(*) FROM pg_policies WHERE qual || with_check ILIKE '%current_date%'")
        assert cursor.fetchone() == (0,)
