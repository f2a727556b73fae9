# SPDX-License-Identifier: Apache-2.0
"""PostgreSQL's own wall: with every Python filter taken away, a query still gives nothing that is not the actor's."""

import re
from datetime import timedelta

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Organisation
from bedring.people.rules import in_force
from bedring.sessions.models import CourseLeader
from tests import database_walls
from tests.reasons import OFF_THE_LEDGER, OPEN_TABLES
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


def test_every_trail_stands_on_the_ledger(world: World) -> None:
    assert database_walls.off_the_ledger(set(OFF_THE_LEDGER)) == []


ALL = r" IN \( SELECT (?!bedring_)|bedring_people|bedring_records|current_date"
"""How a set of all is written in the catalogue; a short list that a function makes may stand so."""


def test_no_policy_asks_whether_a_row_is_among_all(world: World) -> None:
    """A list is worked out once and a row is held against it; a set of all whom one may see is read from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
        rules = cursor.fetchall()
        assert [table for table, rule in rules if re.search(ALL, rule)] == []
        cursor.execute("SELECT proname FROM pg_proc WHERE proname IN ('bedring_people', 'bedring_records')")
        assert cursor.fetchall() == []
    assert re.search(ALL, "(goal_id IN ( SELECT goals_goal.id\n FROM goals_goal))")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_day_is_the_site_s_own_day_in_both_walls(world: World, owner_url: str, zone: str) -> None:
    """A role that begins with a day counts once that day has begun on the wall of the site, wherever the server is."""
    with psycopg.connect(owner_url) as db:
        db.execute("UPDATE people_organisation SET time_zone = %s", [zone])
        day = db.execute("SELECT (now() AT TIME ZONE %s)::date", [zone]).fetchone()
        for shift, holds in ((0, True), (1, False)):
            for table in ("people_membership", "people_carerelation"):
                db.execute(
                    f"UPDATE {table} SET starts = %s::date + %s, ends = NULL WHERE account_id = %s",
                    [day[0] if day else None, shift, world.birger.id],
                )
            db.execute("SELECT set_config('bedring.actor', %s, true)", [str(world.birger.id)])
            reach = db.execute("SELECT bedring_reach('{practitioner}')").fetchall()
            posts = db.execute("SELECT posts FROM bedring_facts(%s, now())", [world.birger.id]).fetchone()
            cared = db.execute("SELECT bedring_cared_for()").fetchall()
            assert (bool(reach), bool(posts and posts[0]), bool(cared)) == (holds, holds, holds)
        db.rollback()


@pytest.mark.parametrize("zone", ["Europe/Oslo", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_rows_in_force_by_query_and_one_by_one(world: World, zone: str) -> None:
    """The list and the single answer agree on every day around a change, in each zone, whatever the hour."""
    Organisation.objects.filter(id=world.fjellvik.id).update(time_zone=zone)
    set_actor(world.rita.id)  # whose role is the region's, by the region's own clock
    start = clock.now().replace(hour=0, minute=30)
    for hours in range(0, 48, 6):
        with clock.stopped_at(start + timedelta(hours=hours)):
            today = clock.today(zone)
            for starts, ends in ((0, None), (1, None), (-1, 0), (-2, -1)):
                last = today + timedelta(days=ends) if ends is not None else None
                CourseLeader.objects.filter(id=world.gro_leads.id).update(
                    starts=today + timedelta(days=starts), ends=last
                )
                row = CourseLeader.objects.select_related("organisation").get(id=world.gro_leads.id)
                listed = CourseLeader.objects.in_force().filter(id=row.id).exists()
                assert listed == in_force(row.starts, row.ends, row.organisation.today())
