# SPDX-License-Identifier: Apache-2.0
"""Whoever came in by a paper whose PIN another knows sees the light part of mine: PostgreSQL holds to it by itself.

Everything here is asked in raw SQL, as by a page whose Python forgot to ask.
"""

import contextlib
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from bedring.goals.commands import set_goal
from bedring.kit.rows import set_actor
from bedring.ops import postgres
from bedring.workbook.commands import Written, begin_sheet, save_answers, show_sheet
from bedring.workbook.rules import Filled
from tests import database_walls
from tests.evenings import hold
from tests.signed_in import browser, note_method
from tests.world import World

SEEN_IN_LIGHT = {
    "people_participant",
    "goals_goal",
    "goals_goalevent",
    "goals_step",
    "goals_stepevent",
    "workbook_sheet",
    "imr_sessions_enrolment",
    "imr_sessions_enrolmentevent",
    "imr_sessions_entry",
    "imr_sessions_expected",
    "imr_sessions_said",
}
"""Of tables about people. Added to by whoever decides that a new one belongs to what another may open too."""


@pytest.fixture
def ane(world: World) -> World:
    """Ane has a goal and a sheet of her own and one of each that she shows; a note of the session was signed."""
    hold(world)
    browser(world.birger).post(f"/tonight/{world.session.id}/notes/", {f"text-{world.ane.id}": "x", "sign": "all"})
    assert world.ane.account
    set_actor(world.ane.account.id)
    by = world.actor(world.ane.account)
    set_goal(by=by, participant=world.ane, words="A secret of mine")
    sheets = [
        begin_sheet(
            by=by, participant=world.ane, module="recovery-strategies", worksheet="life-areas", filled=Filled.ALONE
        )
        for _two in range(2)
    ]
    save_answers(by=by, sheet_id=sheets[0].id, written=[Written(uuid4(), "keep", "The cat", 0)])
    show_sheet(by=by, sheet_id=sheets[1].id, team_sees=True)
    return world


def count(table: str, where: str = "true") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {where}")
        return int(cursor.fetchone()[0])


def as_ane(world: World, *, light: bool) -> None:
    assert world.ane.account
    set_actor(world.ane.account.id, light=light)


def test_what_is_private_is_shut_and_what_was_shown_is_open(ane: World) -> None:
    seen = {}
    for light in (False, True):
        as_ane(ane, light=light)
        seen[light] = {
            "own": [count(table, "NOT team_sees") for table in ("goals_goal", "workbook_sheet")],
            "shown": [count(table, "team_sees") for table in ("goals_goal", "goals_step", "workbook_sheet")],
            "answers, notes, looks": [
                count(table)
                for table in ("workbook_answer", "imr_sessions_note", "imr_sessions_noteversion", "trust_accesslog")
            ],
            "trails": count("goals_goalevent") + count("goals_stepevent"),
        }
    assert all(n > 0 for n in [*seen[False]["own"], *seen[False]["answers, notes, looks"]]), "shut because it is empty"  # type: ignore[misc]
    assert seen[True]["own"] == [0, 0]
    assert seen[True]["answers, notes, looks"] == [0, 0, 0, 0]
    assert seen[True]["shown"] == seen[False]["shown"]
    assert 0 < seen[True]["trails"] < seen[False]["trails"], "the trail of a private goal is as private as the goal"  # type: ignore[operator]


@pytest.mark.parametrize("table", sorted(database_walls.of_people()))
def test_a_table_is_open_only_where_somebody_decided_so(ane: World, table: str) -> None:
    as_ane(ane, light=False)
    there = count(table)
    as_ane(ane, light=True)
    assert count(table) <= (there if table in SEEN_IN_LIGHT else 0)


def test_nothing_of_another_is_seen_by_way_of_supporting_them(ane: World) -> None:
    set_actor(ane.dag.id)
    assert count("goals_step") == 1
    assert count("people_participant") == 1
    set_actor(ane.dag.id, light=True)
    assert count("goals_step") == count("people_participant") == count("trust_share") == 0


WRITES = {
    "a goal changed": "UPDATE goals_goal SET words = 'x' WHERE team_sees",
    "a goal taken away": "DELETE FROM goals_goal WHERE team_sees",
    "a step changed": "UPDATE goals_step SET what = 'x' WHERE team_sees",
    "a sheet hidden": "UPDATE workbook_sheet SET team_sees = false WHERE team_sees",
    "a sheet taken away": "DELETE FROM workbook_sheet WHERE team_sees",
    "a name changed": "UPDATE people_participant SET name = 'x'",
}


@pytest.mark.parametrize("how", list(WRITES))
def test_nothing_is_written(ane: World, how: str) -> None:
    as_ane(ane, light=True)
    changed = 0
    with connection.cursor() as cursor, contextlib.suppress(DatabaseError), transaction.atomic():
        cursor.execute(WRITES[how])
        changed = cursor.rowcount
    assert changed == 0
    as_ane(ane, light=False)
    with connection.cursor() as cursor:
        cursor.execute(WRITES[how].replace("DELETE FROM", "SELECT FROM"))
        assert cursor.rowcount > 0, "refused because there is nothing to write"


def test_it_ends_with_the_transaction_and_with_the_next_who_asks(ane: World) -> None:
    as_ane(ane, light=True)
    assert count("goals_goal", "NOT team_sees") == 0
    as_ane(ane, light=False)
    assert count("goals_goal", "NOT team_sees") == 1


def test_the_web_says_so_of_whoever_came_in_by_a_first_paper(ane: World) -> None:
    assert ane.ane.account
    for method, said in (("first_paper", "yes"), ("printed", ""), ("link", "")):
        client = Client()
        client.force_login(ane.ane.account, "bedring.web.account.backend.Backend")
        note_method(client, ane.ane.account.id, method)
        assert client.get("/mine/").status_code == 200
        with connection.cursor() as cursor:  # the transaction of the test goes on where that of the request ended
            cursor.execute("SELECT current_setting('bedring.light', true)")
            assert (cursor.fetchone()[0] or "") == said, method


def test_a_new_table_about_people_is_shut_until_somebody_decides(server: postgres.Embedded, owner_url: str) -> None:
    """Planted: a table whose room said nothing. It is found, and shut by the next migration."""
    from bedring.ops.roles import faults, grant

    name = str(psycopg.conninfo.conninfo_to_dict(owner_url)["dbname"])
    with psycopg.connect(server.url("postgres", name)) as db:
        db.execute(f"SET LOCAL ROLE {postgres.OWNER}")
        db.execute("CREATE TABLE people_late (id int, participant_id uuid)")
        db.execute("INSERT INTO people_late VALUES (1)")
        for wall in ("ENABLE", "FORCE"):
            db.execute(f"ALTER TABLE people_late {wall} ROW LEVEL SECURITY")  # type: ignore[arg-type]
        db.execute("CREATE POLICY bedring ON people_late TO bedring_app USING (true)")
        assert any("by a paper another knows" in said for said in faults(db))
        grant(db)
        db.execute(f"SET LOCAL ROLE {postgres.SERVICE}")
        for light, seen in (("", 1), ("yes", 0)):
            db.execute("SELECT set_config('bedring.light', %s, true)", [light])
            assert db.execute("SELECT count(*) FROM people_late").fetchone() == (seen,)
        db.rollback()
