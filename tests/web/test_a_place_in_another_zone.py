# SPDX-License-Identifier: Apache-2.0
"""A place in another time zone: every moment on a page is told by the wall there, day and hour, for whoever reads."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from bedring.goals.commands import look_at_step, move_goal
from bedring.goals.rules import GoalMove, Went
from bedring.kit import clock
from bedring.people.models import Organisation, SignIn
from bedring.people.signin.links import ask_for_link, secret_of
from bedring.trust.queries import participant
from bedring.trust.rules import Purpose, Thing
from bedring.workbook.commands import Written, begin_sheet, save_answers
from bedring.workbook.rules import Filled
from tests.acting import as_
from tests.signed_in import browser
from tests.text_of import pages_of
from tests.world import MODULE, World

FAR = "Pacific/Kiritimati"
"""Fourteen hours before Greenwich: thirteen before Oslo in winter."""
MOMENT = datetime(2030, 1, 15, 22, 40, tzinfo=UTC)
"""Late on 15 January in Oslo; 12:40 on the 16th there."""


@pytest.fixture
def far(world: World) -> Iterator[World]:
    """Fjellvik lies on the other side of the earth, and it is MOMENT."""
    Organisation.objects.filter(id=world.fjellvik.id).update(time_zone=FAR)
    with clock.stopped_at(MOMENT):
        yield world


def test_the_day_and_the_hour_differ_from_oslos() -> None:
    oslo, there = (MOMENT.astimezone(ZoneInfo(zone)) for zone in ("Europe/Oslo", FAR))
    assert (oslo.day, oslo.hour, there.day, there.hour) == (15, 23, 16, 12)


def test_who_has_looked_says_when_by_the_wall_there(far: World) -> None:
    participant(as_(far.birger), far.ane.id, kind=Thing.RECORD, purpose=Purpose.CARE)
    client = browser(far.ane.account)
    page = client.get("/mine/privacy/").content.decode()
    paper = " ".join(pages_of(client.get("/mine/privacy.pdf").content))
    for told in (page, paper):
        assert "16 January 2030" in told
        assert "12:40" in told
        assert "23:40" not in told


def test_how_a_goal_and_a_step_have_been_says_the_day_there(far: World) -> None:
    by = as_(far.ane.account)
    move_goal(by=by, goal_id=far.goal.id, move=GoalMove.REST)
    look_at_step(by=by, step_id=far.step.id, look=Went.PARTLY)
    client = browser(far.ane.account)
    assert "16 January 2030" in client.get("/mine/goal/").content.decode()
    assert "16 January:" in client.get("/mine/step/").content.decode()


@pytest.mark.parametrize("who", ["ane", "birger"])
def test_a_sheet_says_when_something_was_covered_for_each_who_reads(far: World, who: str) -> None:
    by = as_(far.birger)
    sheet = begin_sheet(by=by, participant=far.ane, module=MODULE, worksheet="life-areas", filled=Filled.TOGETHER)
    save_answers(by=by, sheet_id=sheet.id, written=[Written(uuid4(), "keep", "The cat", 0)])
    client = browser(far.everybody()[who])
    page = client.post(f"/worksheets/{sheet.id}/", {"base": "0", "keep": "The sea"}).content.decode()
    assert "16 January 2030, 12:40" in page
    assert "16 January 2030" in " ".join(pages_of(client.get(f"/worksheets/{sheet.id}.pdf").content))


def test_where_one_is_signed_in_says_so_too(world: World) -> None:
    Organisation.objects.filter(id=world.fjellvik.id).update(time_zone=FAR)
    client, link = browser(None), ask_for_link(str(world.ane.account and world.ane.account.email))
    client.post(reverse("account_link", args=[link, secret_of(link)]))
    began = SignIn.objects.get(account=world.ane.account).began_at
    assert began is not None
    page = client.get(reverse("account_ways_in")).content.decode()
    assert f"since {began.astimezone(ZoneInfo(FAR)):%-d %B %Y, %H:%M}" in page


def test_those_elsewhere_keep_their_own_wall(far: World) -> None:
    """Nobody reads by the clock of whoever asked before."""
    browser(far.ane.account).get("/mine/")
    assert timezone.get_current_timezone_name() == "Europe/Oslo"
    participant(as_(far.cathrine), far.carl.id, kind=Thing.RECORD, purpose=Purpose.CARE)
    page = browser(far.carl.account).get("/mine/privacy/").content.decode()
    assert "15 January 2030" in page
    assert "23:40" in page


def test_after_an_address_that_fails_the_wall_is_the_houses_again(far: World) -> None:
    assert browser(far.ane.account).get(f"/worksheets/{uuid4()}/").status_code == 404
    assert timezone.get_current_timezone_name() == "Europe/Oslo"
