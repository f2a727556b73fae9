# SPDX-License-Identifier: Apache-2.0
"""A place changes: works; for the team-mate; hidden from the stranger; refused; survives nonsense. And calling off."""

from datetime import timedelta

import pytest

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.models import CareRelation
from bedring.sessions.commands.courses import (
    appoint_leader,
    call_off,
    change_enrolment,
    end_leading,
    enrol,
    hold_after_all,
    plan_session,
)
from bedring.sessions.commands.entries import close_session, start_session
from bedring.sessions.models import CourseLeader, Enrolment, Session
from bedring.sessions.queries.mine import my_sessions, topics_met
from bedring.sessions.queries.rooms import tonight
from bedring.sessions.queries.site import group
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NotHeld
from tests.evenings import hold, taps, words
from tests.signed_in import browser
from tests.world import MODULE, TOPIC, World


def change(world: World, what: Change, by: str = "birger") -> None:
    account = getattr(world, by)
    set_actor(account.id)
    change_enrolment(by=world.actor(account), enrolment_id=world.anes_place.id, change=what)


def expected(world: World, who: str) -> list[str]:
    account = getattr(world, who)
    set_actor(account.id)
    return [p.called for room in tonight(world.actor(account)) for p in room.people]


@pytest.mark.parametrize("over", [Change.LEAVE, Change.COMPLETE])
def test_a_slip_is_taken_back_by_who_leads_and_everybody_sees_what_they_saw(world: World, over: Change) -> None:
    before = expected(world, "birger"), expected(world, "gro")
    change(world, over, by="gro")
    assert "Ane" not in expected(world, "birger")
    assert browser(world.birger).get(f"/record/{world.ane.id}/").status_code == 404
    page = words(browser(world.birger).get(f"/groups/{world.group.id}/").content.decode())
    assert "Those who led see them until" in page
    change(world, Change.TAKE_BACK)
    assert (expected(world, "birger"), expected(world, "gro")) == before
    assert browser(world.birger).get(f"/record/{world.ane.id}/").status_code == 200
    assert "completed" not in browser(world.eva).get(f"/record/{world.ane.id}/").content.decode()


def test_who_comes_back_works_with_those_who_lead_now(world: World) -> None:
    change(world, Change.LEAVE)
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    end_leading(by=by, leader_id=CourseLeader.objects.get(course=world.group, account=world.birger).id)
    appoint_leader(by=by, course=world.group, account_id=world.bodil.id)
    change(world, Change.RESUME, by="eva")
    assert "Ane" in expected(world, "bodil")
    assert expected(world, "birger") == []


def test_who_has_left_keeps_handouts_and_their_page_and_corrections_are_followed(world: World) -> None:
    hold(world)
    ane = browser(world.ane.account)
    change(world, Change.LEAVE)
    assert ane.get(f"/mine/handouts/{MODULE}/{TOPIC}/").status_code == 200
    taps(world, world.gro, ("presence", {"here": "not_here"}, world.ane.id))
    set_actor(world.ane.account_id)
    assert topics_met(world.actor(world.ane.account)) == []
    taps(world, world.gro, ("presence", {"here": "here"}, world.ane.id))
    taps(world, world.gro, ("handout", {"module": MODULE, "topic": TOPIC, "on": False}, None))
    set_actor(world.ane.account_id)
    assert topics_met(world.actor(world.ane.account)) == []


def test_after_two_weeks_those_who_led_see_nobody_and_a_slip_is_no_slip_any_more(world: World) -> None:
    change(world, Change.LEAVE)
    with clock.stopped_at(clock.now() + timedelta(days=15)):
        assert world.ane.name not in browser(world.birger).get(f"/groups/{world.group.id}/").content.decode()
        with pytest.raises(Refused):
            change(world, Change.TAKE_BACK, by="eva")
        change(world, Change.RESUME, by="eva")
    assert Enrolment.objects.get(id=world.anes_place.id).state == "active"


def test_a_place_given_by_mistake_is_taken_back_until_they_were_met(world: World) -> None:
    with pytest.raises(Refused):
        change(world, Change.TAKE_BACK)  # Birger leads, and gives no places
    change(world, Change.TAKE_BACK, by="eva")
    assert "Ane" not in expected(world, "birger")
    set_actor(world.eva.id)
    assert not group(world.actor(world.eva), world.group.id).earlier
    enrol(by=world.actor(world.eva), course=world.group, participant=world.ane)
    hold(world)
    with pytest.raises(Refused):
        change(world, Change.TAKE_BACK, by="eva")


def test_strangers_change_no_place(world: World) -> None:
    for who in ("bodil", "cathrine", "dag"):
        with pytest.raises(NotThere):
            change(world, Change.LEAVE, by=who)
    assert CareRelation.objects.filter(participant=world.ane, notes_only=True).count() == 0


def test_before_it_happens_it_is_said_what_will(world: World) -> None:
    at = f"/groups/{world.group.id}/places/{world.anes_place.id}/leave"
    page = words(browser(world.birger).get(at).content.decode())
    assert "Has Ane left?" in page
    assert "The person keeps their page, their handouts and their worksheets." in page
    assert "Ane" in expected(world, "birger"), "asked, and not done"


def test_a_session_called_off_is_not_the_next_and_can_be_held_after_all(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    call_off(by=by, session_id=world.session.id, why=NotHeld.HOLIDAY)
    following = group(by, world.group.id).next
    assert following is not None
    assert (following.topic, following.nth) == (TOPIC, 1), "the topic waits, and nothing was held yet"
    assert (following.starts_at - world.session.starts_at).days == 7
    said = words(browser(world.ane.account).get("/mine/").content.decode())
    assert "we do not meet this time" in said
    assert "holiday" not in said
    set_actor(world.birger.id)
    hold_after_all(by=by, session_id=world.session.id)
    assert [r.session.id for r in tonight(by)] == [world.session.id]
    assert Session.objects.filter(course=world.group).count() == 1
    assert not group(by, world.group.id).off


def test_what_was_called_off_and_is_begun_is_held(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    call_off(by=by, session_id=world.session.id, why=NotHeld.ILL)
    start_session(by=by, session_id=world.session.id)
    with pytest.raises(Refused):
        call_off(by=by, session_id=world.session.id, why=NotHeld.ILL)
    with pytest.raises(NotThere):
        call_off(by=by, session_id=world.other_session.id, why=NotHeld.ILL)
    assert group(by, world.group.id).held[0].nth == 1


def test_a_planned_session_that_was_not_held_stays_in_sight(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    plan_session(by=by, course=world.group, starts_at=clock.now() + timedelta(days=21))
    with clock.stopped_at(clock.now() + timedelta(days=9)):
        assert [r.session.id for r in tonight(by)] == [world.session.id]
        page = browser(world.birger).get(f"/groups/{world.group.id}/").content.decode()
        assert "It was planned for this day and has not been held." in page
        set_actor(world.ane.account_id)
        mine = my_sessions(world.actor(world.ane.account)).next
        assert mine is not None
        assert mine.starts_at > clock.now(), "nobody is told to come to what is over"


def test_numbers_count_what_was_held(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    second = plan_session(by=by, course=world.group, starts_at=clock.now() + timedelta(days=7))
    call_off(by=by, session_id=world.session.id, why=NotHeld.ROOM)
    start_session(by=by, session_id=second.id)
    close_session(by=by, session_id=second.id)
    page = group(by, world.group.id)
    assert [m.nth for m in page.held] == [1]
    assert page.next is not None
    assert page.next.nth == 2


@pytest.mark.parametrize("sent", [{}, {"off-why": ""}, {"off-why": "rain"}])
def test_calling_off_asks_why(world: World, sent: dict[str, str]) -> None:
    answer = browser(world.birger).post(f"/groups/{world.group.id}/sessions/{world.session.id}/off", sent)
    assert answer.status_code == 422
    assert "Choose why." in answer.content.decode()
