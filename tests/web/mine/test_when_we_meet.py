# SPDX-License-Identifier: Apache-2.0
"""When we meet: the next time still to come, where, and what is called off before it, by the wall of the place."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bedring.kit import clock
from bedring.people.models import Organisation
from bedring.sessions.commands.courses import (
    appoint_leader,
    call_off,
    change_enrolment,
    enrol,
    hold_after_all,
    move_session,
    open_course,
    plan_session,
)
from bedring.sessions.commands.entries import close_session, start_session
from bedring.sessions.models import Course, Session
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NotHeld
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.world import World

NONE_PLANNED = "No meeting is planned yet. Your group leader will tell you."
NOW = datetime(2031, 3, 28, 12, tzinfo=UTC)
"""A Friday; on the Sunday after, Oslo goes over to summer time."""
FRIDAY, MONDAY = NOW + timedelta(hours=5), NOW + timedelta(days=3, hours=5)


@pytest.fixture
def later(world: World) -> Iterator[World]:
    """It is NOW, and nothing is planned but what a test plans."""
    by = as_(world.birger)
    start_session(by=by, session_id=world.session.id)
    close_session(by=by, session_id=world.session.id)
    with clock.stopped_at(NOW):
        yield world


def plan(world: World, starts_at: datetime, **more: str) -> Session:
    return plan_session(by=as_(world.birger), course=world.group, starts_at=starts_at, module="", topic="", **more)


def told(world: World, who: str = "ane", language: str = "en") -> str:
    """The part of My page about meeting."""
    page = reads(world.everybody()[who], "/mine/", language=language)
    title = "When we meet" if language == "en" else "Når vi møtes"
    return page[page.index(title) :].split("From last time")[0]


def test_the_day_the_hour_the_place_and_the_group(later: World) -> None:
    plan(later, FRIDAY)
    part = told(later)
    for words in ("Friday 28 March at 18:00", "Where: Room 2", f"Group: {later.group.name}"):
        assert words in part


def test_in_norwegian(later: World) -> None:
    plan(later, FRIDAY)
    assert "Fredag 28. mars kl. 18:00" in told(later, language="nb")


def test_after_the_change_of_clocks_the_hour_is_that_on_the_wall(later: World) -> None:
    plan(later, MONDAY)
    assert "Monday 31 March at 19:00" in told(later)


def test_by_the_wall_of_the_place_and_not_of_the_capital(later: World) -> None:
    plan(later, FRIDAY)
    Organisation.objects.filter(id=later.fjellvik.id).update(time_zone="Pacific/Kiritimati")
    assert "Saturday 29 March at 07:00" in told(later)


def test_the_earliest_that_is_to_come(later: World) -> None:
    plan(later, MONDAY)
    plan(later, FRIDAY)
    assert "Friday 28 March" in told(later)
    assert "Monday" not in told(later)
    with clock.stopped_at(FRIDAY + timedelta(days=1)):
        assert "Monday 31 March" in told(later)


def test_while_it_goes_on_it_is_still_the_one(later: World) -> None:
    plan(later, FRIDAY)
    plan(later, MONDAY)
    with clock.stopped_at(FRIDAY + timedelta(minutes=20)):
        assert "Friday 28 March" in told(later)


def test_once_it_is_closed_the_next_is_told(later: World) -> None:
    session = plan(later, FRIDAY)
    plan(later, MONDAY)
    with clock.stopped_at(FRIDAY + timedelta(minutes=90)):
        start_session(by=as_(later.birger), session_id=session.id)
        close_session(by=as_(later.birger), session_id=session.id)
        assert "Monday 31 March" in told(later)


def test_what_is_called_off_is_told_until_it_is_over_and_the_reason_is_not(later: World) -> None:
    session = plan(later, FRIDAY)
    plan(later, MONDAY)
    call_off(by=as_(later.birger), session_id=session.id, why=NotHeld.ILL)
    part = told(later)
    assert "Friday 28 March: we do not meet this time." in part
    assert part.index("Friday") < part.index("Monday 31 March at 19:00")
    assert "ill" not in part.lower().replace("will", "").split()
    hold_after_all(by=as_(later.birger), session_id=session.id)
    assert "Friday 28 March at 18:00" in told(later)


def test_one_that_is_moved_is_told_at_its_new_time_and_place(later: World) -> None:
    session = plan(later, FRIDAY)
    move_session(by=as_(later.birger), session_id=session.id, starts_at=MONDAY, place="The library")
    part = told(later)
    assert "Monday 31 March at 19:00" in part
    assert "The library" in part
    assert "Friday" not in part


def test_of_two_groups_the_one_that_meets_first(later: World) -> None:
    by = as_(later.eva)
    other: Course = open_course(by=by, organisation_id=later.fjellvik.id, name="Walking group", place="The gate")
    appoint_leader(by=by, course=other, account_id=later.birger.id)
    enrol(by=by, course=other, participant=later.ane)
    plan(later, MONDAY)
    plan_session(by=as_(later.birger), course=other, starts_at=FRIDAY, module="", topic="")
    assert "Group: Walking group" in told(later)
    assert f"Group: {later.group.name}" in told(later, "arne"), "who is in one of them is told of that one"


def test_without_a_plan_it_says_so_and_blames_nobody(later: World) -> None:
    assert NONE_PLANNED in told(later)


@pytest.mark.parametrize("change", [Change.LEAVE, Change.COMPLETE])
def test_whose_place_is_over_is_not_told_of_meetings_of_others(later: World, change: Change) -> None:
    plan(later, FRIDAY)
    change_enrolment(by=as_(later.birger), enrolment_id=later.anes_place.id, change=change)
    assert "Friday" not in told(later)
    assert NONE_PLANNED in told(later)
    assert "Friday 28 March" in told(later, "arne")


def test_nobody_at_another_place_is_told(later: World) -> None:
    plan(later, FRIDAY)
    assert "Friday 28 March at 18:00" not in told(later, "carl")


def test_the_printed_pin_tells_when_we_meet(later: World) -> None:
    plan(later, FRIDAY)
    assert later.ane.account
    client = browser(later.ane.account)
    note_method(client, later.ane.account.id, "first_paper")
    assert "Friday 28 March at 18:00" in client.get("/mine/").content.decode()
