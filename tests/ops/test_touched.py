# SPDX-License-Identifier: Apache-2.0
"""What changed since last time: nothing is lost that commits late, and what is gone leaves its id and no words."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from bedring.kit.rowchanges import changed_since
from bedring.kit.rows import set_actor
from bedring.ops.touched import watch
from bedring.people.models import Tombstone
from bedring.people.rules import Buried
from bedring.trust.commands import share, take_back
from bedring.trust.models import Share
from bedring.trust.rules import Thing
from tests import database_walls
from tests.world import World


def _columns(table: str, key: object) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT version, changed_tx::text::bigint FROM {table} WHERE id = %s", [key])
        version, changed = cursor.fetchone()
        return version, changed


def test_every_table_about_a_person_says_when_its_rows_changed(world: World) -> None:
    assert database_walls.untouched() == []


def test_a_change_is_counted_and_no_change_is_not(world: World) -> None:
    set_actor(world.ane.account_id)
    before, _ = _columns("goals_goal", world.goal.id)
    world.goal.save()
    assert _columns("goals_goal", world.goal.id)[0] == before
    world.goal.words += "!"
    world.goal.save()
    assert _columns("goals_goal", world.goal.id)[0] == before + 1


def test_nobody_writes_the_columns_by_hand(world: World) -> None:
    set_actor(world.ane.account_id)
    before, _ = _columns("goals_goal", world.goal.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE goals_goal SET words = 'x', version = 99, changed_tx = '1' WHERE id = %s", [world.goal.id]
        )
    version, changed = _columns("goals_goal", world.goal.id)
    assert version == before + 1
    assert changed > 1


def test_what_is_hidden_leaves_its_id_alone(world: World) -> None:
    set_actor(world.ane.account_id)
    world.goal.team_sees = False
    world.goal.save()
    (grave,) = Tombstone.objects.all()
    assert (grave.thing, grave.item, grave.reason) == ("goals_goal", str(world.goal.id), Buried.HIDDEN)
    assert (grave.participant_id, grave.organisation_id) == (world.ane.id, world.fjellvik.id)
    assert world.goal.words not in str(list(Tombstone.objects.values()))


def test_what_is_taken_back_leaves_its_id(world: World) -> None:
    set_actor(world.ane.account_id)
    by = world.actor(world.ane.account)
    given = Share.objects.get(item=world.step.id)
    take_back(by=by, share_id=given.id)
    assert Tombstone.objects.get().reason == Buried.TAKEN_BACK
    share(by=by, supporter_id=given.supporter_id, kind=Thing.STEP, thing=world.step)
    assert Tombstone.objects.count() == 1


@pytest.mark.parametrize("who", ["birger", "cathrine", "dag", "arne"])
def test_a_tombstone_is_not_for_others(world: World, who: str) -> None:
    set_actor(world.ane.account_id)
    world.goal.team_sees = False
    world.goal.save()
    set_actor(world.everybody()[who].id)
    assert not Tombstone.objects.exists()
    set_actor(world.eva.id)
    assert Tombstone.objects.exists()


def test_it_can_be_said_again(owner_url: str, django_db_setup: None) -> None:
    with psycopg.connect(owner_url, autocommit=True) as db:
        assert watch(db) == []
        assert db.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'touched'").fetchone() == (
            len(database_walls.of_people()),
        )


@pytest.fixture
def goals_table(owner_url: str, django_db_setup: None) -> Iterator[str]:
    """A table of its own, that two connections can write to at once."""
    with psycopg.connect(owner_url, autocommit=True) as db:
        db.execute("CREATE TABLE people_late (id uuid PRIMARY KEY, participant_id uuid, organisation_id uuid)")
        assert watch(db) == ["people_late"], "found by its columns alone"
        db.execute("GRANT SELECT ON people_late TO bedring_app")
        yield "people_late"
        db.execute("DROP TABLE people_late")


def test_what_commits_late_comes_next_time(goals_table: str, owner_url: str, world: World) -> None:
    """A row begun before the first answer and committed after it: by time alone it would never be asked for again."""
    add = f"INSERT INTO {goals_table} (id, organisation_id) VALUES (gen_random_uuid(), %s)"
    here = [world.fjellvik.id]
    with psycopg.connect(owner_url) as late, psycopg.connect(owner_url, autocommit=True) as early:
        late.execute(add, here)
        early.execute(add, here)
        first = changed_since(goals_table, here)
        assert first.rows == (), "what may still be overtaken waits"
        late.commit()
        until = time.monotonic() + 60  # another test's transaction, in the same server, may be older
        while not (second := changed_since(goals_table, here, first.upto)).rows and time.monotonic() < until:
            time.sleep(0.1)
        assert len(second.rows) == 2
        assert changed_since(goals_table, here, second.upto).rows == ()
        assert changed_since(goals_table, [world.havneset.id]).rows == ()
