# SPDX-License-Identifier: Apache-2.0
"""Starting a session: once, by whoever leads it, and it is what it is from then on."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bedring.kit import clock
from bedring.kit.refusals import Refused
from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import appoint_leader, call_off, plan_session
from bedring.sessions.commands.entries import close_session, start_session
from bedring.sessions.models import Entry, Expected, LedBy, Session
from bedring.sessions.queries.rooms import room, tonight
from bedring.sessions.queries.site import group
from bedring.sessions.rules.states import NotHeld
from tests.evenings import words
from tests.signed_in import browser
from tests.world import World


def start(world: World, who: str, session: Session | None = None) -> int:
    answer = browser(world.everybody()[who]).post(f"/tonight/{(session or world.session).id}/start")
    return answer.status_code


def test_it_is_started_by_who_leads_and_goes_on_for_the_team_mate(world: World) -> None:
    answer = browser(world.birger).post(f"/tonight/{world.session.id}/start")
    assert (answer.status_code, answer["Location"]) == (302, f"/tonight/{world.session.id}/")
    set_actor(world.gro.id)
    found = room(world.actor(world.gro), world.session.id)
    assert found.session.opened_at is not None
    assert found.board.topic is not None, "the topic it was planned with is the one it begins with"
    assert found.there == (world.birger.name,), "who pressed was there; who is appointed is not yet"
    assert set(found.leaders.values()) == {world.birger.name, world.gro.name}
    assert "Go on with the session" in words(browser(world.gro).get("/tonight/").content.decode())


def test_who_is_expected_is_who_has_a_place_now(world: World) -> None:
    start(world, "gro")
    set_actor(world.birger.id)
    assert set(Expected.objects.values_list("called", flat=True)) == {"Ane", "Arne", "Aud"}
    set_actor(world.cathrine.id)
    assert not Expected.objects.exists()


def test_a_substitute_who_presses_leads_it_too(world: World) -> None:
    """Eva leads the programme, and no group: tonight she opens the door for Birger."""
    start(world, "eva")
    set_actor(world.eva.id)
    assert room(world.actor(world.eva), world.session.id).there == (world.eva.name,)


def test_pressed_twice_and_by_two_it_is_started_once(world: World) -> None:
    assert [start(world, who) for who in ("birger", "birger", "gro")] == [302, 302, 302]
    set_actor(world.birger.id)
    assert [e.kind for e in Entry.objects.order_by("number")] == ["opened", "topic"]
    assert Session.objects.get(id=world.session.id).nth == 1
    assert LedBy.objects.exclude(came_at=None).count() == 1, "pressing what is started already is no tap"


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane", "arne"])
def test_for_a_stranger_it_is_not_there_and_not_started(world: World, who: str) -> None:
    assert start(world, who) == 404
    set_actor(world.birger.id)
    assert Session.objects.get(id=world.session.id).opened_at is None


def test_started_again_after_it_was_closed_it_stays_closed(world: World) -> None:
    start(world, "birger")
    set_actor(world.birger.id)
    close_session(by=world.actor(world.birger), session_id=world.session.id)
    held = Session.objects.get(id=world.session.id)
    with clock.stopped_at(clock.now() + timedelta(hours=3)):
        assert start(world, "gro") == 302
    set_actor(world.birger.id)
    after = Session.objects.get(id=world.session.id)
    assert (after.opened_at, after.closed_at, after.nth) == (held.opened_at, held.closed_at, 1)


def test_one_without_a_topic_begins_without_one(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    bare = plan_session(by=by, course=world.group, starts_at=clock.now())
    start_session(by=by, session_id=bare.id)
    assert room(by, bare.id).board.topic is None
    assert "no topic chosen yet" in words(browser(world.birger).get(f"/tonight/{bare.id}/").content.decode())


def test_written_in_from_paper_it_bears_its_own_day(world: World) -> None:
    set_actor(world.birger.id)
    by, day = world.actor(world.birger), clock.today() - timedelta(days=3)
    start_session(by=by, session_id=world.session.id, held_on=day)
    close_session(by=by, session_id=world.session.id)
    assert room(by, world.session.id).session.on == day
    notes = browser(world.birger).get(f"/tonight/{world.session.id}/notes/").content.decode()
    assert "The session lasted" not in notes, "how long is not known of what is written in later"


def test_a_day_to_come_is_refused_and_nothing_begun(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    with pytest.raises(Refused, match="not_yet"):
        start_session(by=by, session_id=world.session.id, held_on=clock.today() + timedelta(days=1))
    assert not Entry.objects.exists()
    assert Session.objects.get(id=world.session.id).opened_at is None


def test_one_called_off_in_the_meantime_is_held_and_its_stand_in_goes(world: World) -> None:
    """Gro calls it off while Birger, who still has the old page before him, starts it: as `hold it after all`."""
    set_actor(world.gro.id)
    call_off(by=world.actor(world.gro), session_id=world.session.id, why=NotHeld.ILL)
    assert Session.objects.filter(course=world.group).count() == 2
    start(world, "birger")
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    assert [r.session.id for r in tonight(by)] == [world.session.id]
    assert not group(by, world.group.id).off
    close_session(by=by, session_id=world.session.id)
    (_held, following) = Session.objects.filter(course=world.group).order_by("number")
    assert following.topic != world.session.topic, "the next has the next topic, not this one again"


def test_a_leader_appointed_while_it_goes_on_taps_in_it_too(world: World) -> None:
    start(world, "birger")
    set_actor(world.eva.id)
    appoint_leader(by=world.actor(world.eva), course=world.group, account_id=world.bodil.id)
    assert browser(world.bodil).get(f"/tonight/{world.session.id}/").status_code == 200


def test_what_is_not_there_is_not_there(world: World) -> None:
    birger = browser(world.birger)
    assert birger.post(f"/tonight/{uuid4()}/start").status_code == 404
    assert birger.get(f"/tonight/{world.session.id}/start").status_code == 405
