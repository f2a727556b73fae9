# SPDX-License-Identifier: Apache-2.0
"""The number of queries of a page does not grow with the number of people."""

import pytest

from bedring.kit.rows import set_actor
from bedring.people.commands import register_participant, start_working_with
from bedring.sessions.commands.courses import enrol
from bedring.sessions.commands.entries import start_session
from tests.budgets import PAGES, queries
from tests.world import World


@pytest.mark.parametrize("page", list(PAGES))
def test_constant_queries(world: World, page: str) -> None:
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    before = queries(world, page)
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    for number in range(5):
        person = register_participant(by=by, organisation_id=world.fjellvik.id, name=f"Person {number}")
        enrol(by=by, course=world.group, participant=person)
        start_working_with(by=by, participant=person, account_id=world.birger.id)
    assert queries(world, page) == before
    assert before == PAGES[page][2]
