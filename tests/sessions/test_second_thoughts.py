# SPDX-License-Identifier: Apache-2.0
"""What was tapped or written by mistake can be taken back, and what one meant to do later is not forgotten."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bedring.goals.models import Goal, Step
from bedring.goals.queries import my_work
from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused, SomebodyElseWrote
from bedring.kit.rows import set_actor
from bedring.people.commands import invite_supporter
from bedring.people.models import Supporter
from bedring.sessions.commands.entries import close_session, start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.queries.notes import note_of_session
from bedring.sessions.queries.rooms import room, waiting_notes
from bedring.sessions.rules.states import NoteKind
from bedring.trust.commands import remove_supporter
from tests.signed_in import browser
from tests.taps import send, tap
from tests.world import World


@pytest.fixture
def begun(world: World) -> World:
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    return world


def draft(world: World, person) -> str:  # type: ignore[no-untyped-def]
    set_actor(world.birger.id)
    return note_of_session(world.actor(world.birger), world.session.id, person.id, "en")[1].text


def current(world: World) -> list[str]:
    set_actor(world.birger.id)
    return list(Step.objects.filter(participant=world.ane, state="current").values_list("what", flat=True))


@pytest.mark.parametrize("second_thought", [{}, {"not_this_week": True}])
def test_a_step_written_by_mistake_is_taken_back(begun: World, second_thought: dict[str, bool]) -> None:
    before = current(begun)
    for words in ("Wro", "Wrong person", "Wrong person's step"):
        send(begun, begun.birger, tap("next_step", {"what": words}, begun.ane.id))
    assert current(begun) == ["Wrong person's step"]
    (answer,) = send(begun, begun.birger, tap("next_step", second_thought, begun.ane.id))
    assert answer.stored
    assert current(begun) == before, "the step whose place it took is the current one again"
    assert "Wrong" not in draft(begun, begun.ane)
    page = browser(begun.ane.account).get("/mine/step/").content.decode()
    assert "Wrong" not in page


def test_taken_back_twice_is_taken_back_once(begun: World) -> None:
    send(begun, begun.birger, tap("next_step", {"what": "Wrong"}, begun.ane.id))
    for _twice in range(2):
        send(begun, begun.gro, tap("next_step", {}, begun.ane.id))
    assert current(begun) == [begun.step.what]


def test_a_goal_said_in_the_room_is_set_and_can_be_worded_anew(begun: World) -> None:
    for words in ("To have my own garden", "A garden of my own"):
        send(begun, begun.gro, tap("goal", {"words": words}, begun.arne.id))
    set_actor(begun.birger.id)
    goal = Goal.objects.get(participant=begun.arne)
    assert (goal.words, goal.team_sees) == ("A garden of my own", True)
    assert [(e.move, e.words) for e in goal.trail.that_count()] == [("set", "A garden of my own")]
    send(begun, begun.birger, tap("goal", {"words": "A small garden"}, begun.arne.id))
    assert [e.move for e in goal.trail.that_count()] == ["set", "change"], "somebody else's words are a change"
    assert "Recovery goal, in Arne's own words: “A small garden”." in draft(begun, begun.arne)
    (answer,) = send(begun, begun.birger, tap("goal", {"words": "x"}, begun.carl.id))
    assert not answer.stored


def test_notes_that_wait_are_on_tonight_until_they_are_signed(begun: World) -> None:
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))
    by = begun.actor(begun.birger)
    assert waiting_notes(by) == []
    close_session(by=by, session_id=begun.session.id)
    (one,) = waiting_notes(by)
    assert (one.session.id, one.unsigned) == (begun.session.id, 2)
    assert "2 notes are not signed yet." in browser(begun.birger).get("/tonight/").content.decode()
    for person in (None, begun.ane.id):
        set_actor(begun.birger.id)
        write_note(
            by=by, session_id=begun.session.id, participant_id=person, text="x", kind=NoteKind.SIGNED, language="en"
        )
    assert waiting_notes(by) == []
    for account in (begun.gro, begun.bodil, begun.cathrine):
        set_actor(account.id)
        assert waiting_notes(begun.actor(account)) == []


def test_the_same_writer_in_two_tabs_is_told(begun: World) -> None:
    by = begun.actor(begun.birger)
    first = write_note(by=by, session_id=begun.session.id, participant_id=begun.ane.id, text="One tab", language="en")
    with pytest.raises(SomebodyElseWrote) as told:
        write_note(by=by, session_id=begun.session.id, participant_id=begun.ane.id, text="Other tab", language="en")
    assert told.value.theirs == first


def test_nothing_added_is_told_by_the_field(begun: World) -> None:
    by = begun.actor(begun.birger)
    write_note(
        by=by, session_id=begun.session.id, participant_id=begun.ane.id, text="x", kind=NoteKind.SIGNED, language="en"
    )
    answer = browser(begun.birger).post(f"/tonight/{begun.session.id}/notes/{begun.ane.id}/add", {"text": " "})
    assert answer.status_code == 409
    assert "Write a few words first." in answer.content.decode()


def test_a_session_held_on_another_day_says_which(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    with clock.stopped_at(world.session.starts_at + timedelta(days=2)):
        start_session(by=by, session_id=world.session.id)
        found = room(by, world.session.id).session
    assert found.on == (world.session.starts_at + timedelta(days=2)).astimezone(ZoneInfo("Europe/Oslo")).date()
    assert found.starts_at == world.session.starts_at


def test_a_goal_that_rests_is_not_called_none(world: World) -> None:
    client = browser(world.ane.account)
    client.post(f"/mine/goal/{world.goal.id}/rest")
    page = client.get("/mine/").content.decode()
    assert "Your goal is resting." in page
    assert world.goal.words in page
    client.post("/mine/goal/", {"words": "Another goal", "team_sees": "on"})
    client.post(f"/mine/goal/{world.goal.id}/pick_up")
    set_actor(world.ane.account_id)
    assert list(Goal.objects.filter(state="active").values_list("id", flat=True)) == [world.goal.id]
    found = my_work(world.actor(world.ane.account))
    assert found.resting_goal is not None
    assert found.resting_goal.words == "Another goal"


def test_a_supporter_is_removed_and_sees_nothing(world: World) -> None:
    set_actor(world.ane.account_id)
    by = world.actor(world.ane.account)
    supporter = Supporter.objects.get(participant=world.ane)
    assert world.step.what in browser(world.dag).get("/invited/").content.decode()
    set_actor(world.ane.account_id)
    remove_supporter(by=by, supporter_id=supporter.id)
    after = browser(world.dag).get("/invited/")
    assert after.status_code == 200, "nothing tells that they were removed"
    assert world.step.what not in after.content.decode()
    assert "my brother" not in browser(world.ane.account).get("/mine/people/").content.decode()
    set_actor(world.ane.account_id)
    invite_supporter(by=by, called="Dag", account=world.dag)
    assert world.step.what not in browser(world.dag).get("/invited/").content.decode()
    set_actor(world.ane.account_id)
    with pytest.raises(Refused):
        invite_supporter(by=by, called="me", account=world.ane.account)
    set_actor(world.arne.account_id)
    with pytest.raises(NotThere):
        remove_supporter(by=world.actor(world.arne.account), supporter_id=supporter.id)


def test_a_goal_of_ones_own_is_shown_and_kept_again(world: World) -> None:
    client = browser(world.arne.account)
    client.post("/mine/goal/", {"words": "Mine alone"})
    set_actor(world.arne.account_id)
    goal = Goal.objects.get(participant=world.arne)
    for sent, seen in (("yes", True), ("no", False)):
        client.post(f"/mine/goal/{goal.id}/show", {"team_sees": sent})
        set_actor(world.birger.id)
        assert Goal.objects.filter(id=goal.id).exists() is seen
    assert browser(world.ane.account).post(f"/mine/goal/{world.goal.id}/show", {"team_sees": "no"}).status_code == 403
