# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL's own wall: with every Python filter taken away, a query still gives nothing that is not the actor's."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models

from bedring.kit.rows import set_actor
from tests.world import World

OF_PEOPLE = [
    m
    for m in apps.get_models()
    if m.__module__.startswith("bedring.")
    and (
        m._meta.model_name == "participant" or any(f.name == "participant" for f in m._meta.get_fields() if f.concrete)
    )
]
OPEN_TABLES = {
    "people_account": "signing in comes before there is an actor; participants' accounts hold no name",
    "people_organisation": "says nothing of any person",
    "people_signincode": "signing in comes before there is an actor; holds hashes only",
    "people_signintry": "signing in comes before there is an actor; hashes of networks and times only",
    "trust_logseal": "digests only",
    "workbook_wording": "the programme's own words; names nobody",
}


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
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        walled = {name for (name,) in cursor.fetchall()}
    tables = {m._meta.db_table for m in apps.get_models() if m.__module__.startswith("bedring.")}
    assert tables - walled == set(OPEN_TABLES)
    assert {m._meta.db_table for m in OF_PEOPLE} <= walled


def test_service_owns_no_table_and_cannot_pass_the_wall(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


APPEND_ONLY = {
    "trust_accesslog",
    "goals_goalevent",
    "goals_stepevent",
    "imr_sessions_entry",
    "workbook_answer",
    "workbook_wording",
    "imr_sessions_enrolmentevent",
    "imr_sessions_refusedentry",
    "imr_sessions_noteversion",
}


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
@pytest.mark.parametrize("what", ["UPDATE {} SET {key} = {key}", "DELETE FROM {}", "TRUNCATE {}"])
def test_append_only_tables_cannot_be_changed(world: World, table: str, what: str) -> None:
    key = next(m._meta.pk.column for m in apps.get_models() if m._meta.db_table == table)  # type: ignore[union-attr]
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(what.format(table, key=key))


def test_all_tables_marked_append_only_are_tested(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE obj_description(oid, 'pg_class') = 'append-only'")
        assert {name for (name,) in cursor.fetchall()} == APPEND_ONLY


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
