# SPDX-License-Identifier: Apache-2.0
"""No page of one person or one group reads a table about people from end to end."""

import re

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedring.kit.rows import set_actor
from bedring.ops import postgres
from bedring.sessions.commands.entries import start_session
from tests.budgets import PAGES
from tests.signed_in import browser
from tests.world import World

OF_PEOPLE = re.compile(
    r"Seq Scan on (people_participant|people_carerelation|goals_\w+|workbook_\w+|imr_sessions_\w+|trust_\w+)"
)
ALLOWED = {"imr_sessions_course", "imr_sessions_courseleader"}
"""About groups and their leaders, not about people who take part; small, and read by site."""


def scans(page: str, world: World) -> list[str]:
    """Tables about people that the page would read from end to end, if reading from end to end cost ever so much."""
    who, where, _most = PAGES[page]
    client = browser(who(world))
    client.get(where(world))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where(world)).status_code == 200
    account = who(world)
    set_actor(account.id if account else None)
    found = [table for one in asked if one["sql"].startswith("SELECT") for table in scanned(one["sql"])]
    return [table for table in found if table not in ALLOWED]


def scanned(statement: str) -> list[str]:
    """Tables about people that this statement can only read from end to end."""
    if "set_config" in statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + statement.replace("%", "%%"))
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = on")
    return OF_PEOPLE.findall(plan)


def test_a_rule_that_reads_everybody_is_found(world: World, server: postgres.Embedded, owner_url: str) -> None:
    """The twin: asked whether a row is among all whom one may see, PostgreSQL has no other way."""
    name = str(psycopg.conninfo.conninfo_to_dict(owner_url)["dbname"])
    with psycopg.connect(server.url("postgres", name)) as db:
        db.execute("ALTER POLICY bedring ON goals_goal USING (participant_id IN (SELECT id FROM people_participant))")
        db.execute(f"SET LOCAL ROLE {postgres.SERVICE}")
        db.execute("SET LOCAL enable_seqscan = off")
        plan = "\n".join(line for (line,) in db.execute("EXPLAIN SELECT words FROM goals_goal").fetchall())
        db.rollback()
    assert "goals_goal" in OF_PEOPLE.findall(plan)


@pytest.mark.parametrize("page", list(PAGES))
def test_no_page_reads_everybody(world: World, page: str) -> None:
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    assert scans(page, world) == []
