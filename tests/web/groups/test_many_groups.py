# SPDX-License-Identifier: Apache-2.0
"""A region's list of groups comes a page at a time, and a page costs the same however many there are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import open_course
from bedring.sessions.queries.site import GROUPS_ON_A_PAGE
from bedring.sessions.rules.states import Format
from tests.signed_in import browser
from tests.world import World


def opened(world: World, number: int) -> None:
    set_actor(world.eva.id)
    for n in range(number):
        open_course(
            by=world.actor(world.eva),
            organisation_id=world.fjellvik.id,
            name=f"Group {n + 1}",
            place="",
            format=Format.GROUP,
            edition="norway",
            every_days=7,
            minutes=60,
        )


def shown(world: World, page: str = "", who: str = "eva") -> tuple[list[str], str]:
    """The names on a page of the list, and the whole of it."""
    html = browser(world.everybody()[who], language="en").get(f"/groups/{page}").content.decode()
    return re.findall(r'href="/groups/[0-9a-f-]{36}/">([^<]+)<', html), html


def test_a_page_and_the_next_have_them_all_once_in_one_order(world: World) -> None:
    opened(world, GROUPS_ON_A_PAGE + 4)
    first, html = shown(world)
    second, last = shown(world, "?page=2")
    assert len(first) == GROUPS_ON_A_PAGE
    assert 'rel="next" href="?page=2"' in html and 'rel="prev"' not in html
    assert 'rel="prev" href="?page=1"' in last and 'rel="next"' not in last
    ours = [f"Group {n + 1}" for n in range(GROUPS_ON_A_PAGE + 4)]
    assert [name for name in first + second if name in ours] == ours, "2 before 10, and none twice"


def test_a_short_list_has_no_pages(world: World) -> None:
    _names, html = shown(world)
    assert 'rel="next"' not in html and 'rel="prev"' not in html


@pytest.mark.parametrize(("page", "number"), [("x", 1), ("0", 2), ("-1", 2), ("99", 2), ("²", 1), ("9" * 5000, 1)])
def test_any_page_is_a_page(world: World, page: str, number: int) -> None:
    opened(world, GROUPS_ON_A_PAGE + 4)
    assert shown(world, f"?page={page}")[0] == shown(world, f"?page={number}")[0]


def test_a_page_costs_the_same_however_many_there_are(world: World) -> None:
    client = browser(world.eva)

    def cost() -> int:
        client.get("/groups/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/groups/")
        return len(asked)

    few = cost()
    opened(world, 2 * GROUPS_ON_A_PAGE)
    assert cost() <= few


def test_another_sites_leader_has_none_of_them_on_any_page(world: World) -> None:
    opened(world, GROUPS_ON_A_PAGE + 4)
    for who, account in world.everybody().items():
        if account in (world.eva, world.rita):
            continue
        for page in ("", "?page=2"):
            assert not any(name.startswith("Group ") for name in shown(world, page, who)[0]), who
