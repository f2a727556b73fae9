# SPDX-License-Identifier: Apache-2.0
"""Who has stopped leading writes the last notes of what they led, for two weeks; of all else they see nothing."""

from datetime import timedelta

import pytest

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.sessions.commands.courses import (
    appoint_leader,
    call_off,
    change_enrolment,
    end_leading,
    move_session,
    plan_session,
)
from bedring.sessions.commands.entries import start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.models import Session
from bedring.sessions.queries.notes import notes_of_session
from bedring.sessions.queries.record import record_of
from bedring.sessions.queries.rooms import room, tonight, waiting_notes
from bedring.sessions.queries.site import group
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NoteKind, NotHeld
from tests.acting import as_
from tests.evenings import hold
from tests.world import World


@pytest.fixture
def stopped(world: World) -> World:
    """Birger and Gro held the session; then Birger's leading ended."""
    hold(world)
    end_leading(by=as_(world.eva), leader_id=world.group.leaders.get(account=world.birger).id)
    return world


def following(world: World) -> Session:
    as_(world.eva)
    return Session.objects.get(course=world.group, opened_at=None)


def writes(world: World, person: object, kind: NoteKind = NoteKind.SIGNED, session: Session | None = None) -> str:
    at = (session or world.session).id
    sent = {"session_id": at, "participant_id": person, "text": "She sang.", "kind": kind, "language": "en"}
    return str(write_note(by=as_(world.birger), **sent).kind)  # type: ignore[arg-type]


def test_they_read_sign_and_add_to_the_notes_of_what_they_led(stopped: World) -> None:
    _room, pages = notes_of_session(as_(stopped.birger), stopped.session.id, "en")
    assert {page.person.called if page.person else "" for page in pages} == {"", "Ane", "Arne", "Aud"}
    assert writes(stopped, stopped.ane.id) == "signed"
    assert writes(stopped, stopped.ane.id, NoteKind.ADDENDUM) == "addendum"
    assert [one.session.id for one in waiting_notes(as_(stopped.birger))] == [stopped.session.id]


def test_the_evening_as_it_was_is_there_and_what_people_work_on_now_is_not(stopped: World) -> None:
    found = room(as_(stopped.birger), stopped.session.id)
    assert [person.work for person in found.people] == [None, None, None]
    assert found.people[0].last_step is not None, "the step they looked at together"


def test_the_session_after_it_is_not_theirs(stopped: World) -> None:
    after = following(stopped)
    by = as_(stopped.birger)
    with pytest.raises(NotThere):
        room(by, after.id)
    with pytest.raises(NotThere):
        start_session(by=by, session_id=after.id)
    assert tonight(by) == []


@pytest.mark.parametrize("deed", ["group", "record", "plan", "move", "off", "place"])
def test_nor_is_anything_else_of_the_group(stopped: World, deed: str) -> None:
    after = following(stopped)
    by = as_(stopped.birger)
    later = clock.now() + timedelta(days=30)
    with pytest.raises(NotThere):
        {
            "group": lambda: group(by, stopped.group.id),
            "record": lambda: record_of(by, stopped.ane.id),
            "plan": lambda: plan_session(by=by, course=stopped.group.id, starts_at=later),
            "move": lambda: move_session(by=by, session_id=after.id, starts_at=later, place=""),
            "off": lambda: call_off(by=by, session_id=after.id, why=NotHeld.ILL),
            "place": lambda: change_enrolment(by=by, enrolment_id=stopped.anes_place.id, change=Change.PAUSE),
        }[deed]()


def test_after_two_weeks_the_notes_are_not_theirs_either(stopped: World) -> None:
    with clock.stopped_at(clock.now() + timedelta(days=13)):
        assert writes(stopped, stopped.ane.id, NoteKind.DRAFT) == "draft"
    with clock.stopped_at(clock.now() + timedelta(days=15)):
        with pytest.raises(NotThere):
            writes(stopped, stopped.arne.id)
        assert waiting_notes(as_(stopped.birger)) == []


def test_the_team_mate_goes_on_as_before(stopped: World) -> None:
    assert [one.session.id for one in tonight(as_(stopped.gro))] == [following(stopped).id]
    with pytest.raises(Refused, match="no_record"):
        notes_of_session(as_(stopped.gro), stopped.session.id, "en")


def test_of_a_session_somebody_else_led_they_write_nothing(world: World) -> None:
    """Bodil is appointed, was not there, and stops: there are no last notes of hers."""
    appointed = appoint_leader(by=as_(world.eva), course=world.group, account_id=world.bodil.id)
    hold(world)
    end_leading(by=as_(world.eva), leader_id=appointed.id)
    by = as_(world.bodil)
    with pytest.raises(NotThere):
        notes_of_session(by, world.session.id, "en")
    assert waiting_notes(by) == []


def test_appointed_again_all_of_it_is_theirs_again(stopped: World) -> None:
    appoint_leader(by=as_(stopped.eva), course=stopped.group, account_id=stopped.birger.id)
    assert [one.session.id for one in tonight(as_(stopped.birger))] == [following(stopped).id]
    assert group(as_(stopped.birger), stopped.group.id).led == ()
    assert record_of(as_(stopped.birger), stopped.ane.id).name == stopped.ane.name
