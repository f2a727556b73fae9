# SPDX-License-Identifier: Apache-2.0
"""The access matrix (access_matrix.yaml): every address × everybody, as read aloud to a privacy officer."""

import pytest
from django.db import transaction

from bedring.kit.rows import set_actor
from tests.addresses import PEOPLE, ROWS, ask, hold_the_session, routes
from tests.template_guard import QUERYING, no_queries_from_templates
from tests.world import World
from tests.writes import noting_writes

WRITES_NOTHING = {
    "POST session_looks": "writes in the read log alone, which test_no_look_without_a_row.py reads",
    "POST account_end_others": "nobody here is signed in elsewhere",
    "POST language": "kept in the browser",
    "POST colour_scheme": "kept in the browser",
    "POST quick_exit": "ends the sign-in alone, which test_leaving_and_choosing.py reads",
    "POST device_key": "reckoned from what is there",
}
"""Buttons that are answered without anything of the house being written, each with its reason."""
READS_ONLY = {"POST notes": {"gro"}}
"""Who gets the page whose button it is, and nothing more: a peer specialist reads the group's note and writes none."""


def test_every_address_stands_in_the_matrix() -> None:
    assert {row.split()[1] for row in ROWS} == set(routes())


def test_every_row_says_something_of_everybody() -> None:
    for row, cells in ROWS.items():
        assert list(cells) == list(PEOPLE), row


@pytest.fixture
def held(world: World) -> World:
    return hold_the_session(world)


@pytest.mark.parametrize("row", list(ROWS))
def test_matrix(held: World, row: str) -> None:
    got, asked, written = {}, {}, {}
    for who in PEOPLE:
        set_actor(held.ane.account_id)  # so that the share can be named
        with transaction.atomic(), no_queries_from_templates() as asked[who], noting_writes() as written[who]:
            got[who] = ask(held, row, who)
            transaction.set_rollback(True)
    assert got == {who: str(said) for who, said in ROWS[row].items()}
    assert {who: found for who, found in asked.items() if found} == {} or row.split()[1] in QUERYING
    if row.startswith("POST") and row not in WRITES_NOTHING:
        did = {who for who, tables in written.items() if tables}
        assert did == {who for who, said in got.items() if said == "ok"} - READS_ONLY.get(row, set())


@pytest.mark.parametrize("name", sorted(QUERYING))
def test_a_page_excused_from_the_guard_still_asks(held: World, name: str) -> None:
    with no_queries_from_templates() as asked:
        for who in PEOPLE:
            ask(held, f"GET {name}", who)
    assert asked
