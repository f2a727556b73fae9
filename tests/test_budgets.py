# SPDX-License-Identifier: Apache-2.0
"""The number of queries of a page does not grow with the number of people."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedring.kit.rows import set_actor
from bedring.people.commands import register_participant, start_working_with
from bedring.people.models import Account
from bedring.sessions.commands.courses import enrol
from bedring.sessions.commands.entries import start_session
from tests.signed_in import browser
from tests.world import World

PAGES: dict[str, tuple[Callable[[World], Account | None], Callable[[World], str], int]] = {
    "tonight": (lambda w: w.birger, lambda w: "/tonight/", 45),
    "session": (lambda w: w.birger, lambda w: f"/tonight/{w.session.id}/", 45),
    "notes": (lambda w: w.birger, lambda w: f"/tonight/{w.session.id}/notes/", 55),
    "groups": (lambda w: w.eva, lambda w: "/groups/", 30),
    "group": (lambda w: w.eva, lambda w: f"/groups/{w.group.id}/", 30),
    "mine": (lambda w: w.ane.account, lambda w: "/mine/", 45),
    "who has looked": (lambda w: w.ane.account, lambda w: "/mine/privacy/", 30),
}


def queries(world: World, page: str) -> int:
    who, where, _most = PAGES[page]
    client = browser(who(world))
    client.get(where(world))  # the second view: content is read, the look is logged
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where(world)).status_code == 200
    return len(captured)


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
    assert before <= PAGES[page][2]
