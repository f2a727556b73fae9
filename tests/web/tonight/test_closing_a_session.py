# SPDX-License-Identifier: Apache-2.0
"""Closing a session: once; the notes are next, and the session after it is planned by itself."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import CareRelation
from bedring.sessions.commands.courses import change_course, end_leading, move_session, plan_session
from bedring.sessions.models import Entry, Session
from bedring.sessions.queries.notes import note_of_session
from tests.evenings import words
from tests.signed_in import browser
from tests.taps import begin, send, tap
from tests.wire import one, refused, taken
from tests.world import MODULE, TOPIC, World

OSLO = ZoneInfo("Europe/Oslo")


def close(world: World, who: str) -> int:
    return browser(world.everybody()[who]).post(f"/tonight/{world.session.id}/close").status_code


def after(world: World) -> list[Session]:
    set_actor(world.birger.id)
    return list(Session.objects.filter(course=world.group).exclude(id=world.session.id).order_by("number"))


def test_it_is_closed_for_both_and_the_notes_are_next(begun: World) -> None:
    answer = browser(begun.gro).post(f"/tonight/{begun.session.id}/close")
    assert answer["Location"] == f"/tonight/{begun.session.id}/notes/"
    page = words(browser(begun.birger).get(f"/tonight/{begun.session.id}/").content.decode())
    assert "The session is closed. What was tapped can be put right until the note is signed." in page
    assert "Choose another topic" not in page


def test_the_peer_specialist_who_closes_is_thanked_and_reads_no_notes(begun: World) -> None:
    answer = browser(begun.gro).post(f"/tonight/{begun.session.id}/close", follow=True)
    said = words(answer.content.decode())
    assert "Thank you for tonight" in said
    assert "A practitioner writes and signs them." in said


def test_closed_twice_and_by_two_it_is_closed_once(begun: World) -> None:
    assert [close(begun, who) for who in ("birger", "birger", "gro")] == [302, 302, 302]
    assert Entry.objects.filter(kind="closed").count() == 1
    assert len(after(begun)) == 1


def test_the_next_is_planned_at_the_same_time_with_the_next_topic(begun: World) -> None:
    close(begun, "birger")
    (following,) = after(begun)
    order = curriculum.plan("norway")
    assert (following.module, following.topic) == order[order.index((MODULE, TOPIC)) + 1]
    assert following.place == begun.session.place


def test_after_the_topic_that_was_met_and_not_the_one_that_was_planned(begun: World) -> None:
    order = curriculum.plan("norway")
    module, topic = order[5]
    taken(browser(begun.birger), begun.session, one("topic", {"module": module, "topic": topic}))
    close(begun, "birger")
    assert (after(begun)[0].module, after(begun)[0].topic) == order[6]


def test_after_the_last_topic_of_the_plan_a_session_without_one(begun: World) -> None:
    module, topic = curriculum.plan("norway")[-1]
    taken(browser(begun.birger), begun.session, one("topic", {"module": module, "topic": topic}))
    close(begun, "birger")
    assert (after(begun)[0].module, after(begun)[0].topic) == ("", "")


def test_at_the_pace_of_the_group_and_across_a_change_of_clocks(world: World) -> None:
    at = datetime(2031, 3, 24, 17, 0, tzinfo=OSLO)  # the clocks go forward on the 30th
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    move_session(by=by, session_id=world.session.id, starts_at=at, place="Room 9", module=MODULE, topic=TOPIC)
    set_actor(world.eva.id)
    change_course(
        by=world.actor(world.eva), course_id=world.group.id, name="Tuesday", place="Room 3", every_days=14, minutes=60
    )
    with clock.stopped_at(at):
        begin(world)
        close(world, "birger")
    (following,) = after(world)
    assert following.starts_at == datetime(2031, 4, 7, 17, 0, tzinfo=OSLO)
    assert following.place == "Room 3", "where the group meets, not where it met this once"


def test_one_that_is_planned_already_is_enough(begun: World) -> None:
    set_actor(begun.birger.id)
    planned = plan_session(by=begun.actor(begun.birger), course=begun.group, starts_at=clock.now() + timedelta(days=3))
    close(begun, "gro")
    assert [s.id for s in after(begun)] == [planned.id]


def test_how_long_it_lasted_is_what_was_between_the_two_taps(world: World) -> None:
    begin(world)
    with clock.stopped_at(clock.now() + timedelta(minutes=85)):
        close(world, "birger")
        set_actor(world.birger.id)
        note = note_of_session(world.actor(world.birger), world.session.id, None, "en")[1].text
    assert "The session lasted 85 minutes." in note


def test_one_forgotten_over_night_says_nothing_of_its_length(world: World) -> None:
    begin(world)
    with clock.stopped_at(clock.now() + timedelta(hours=14)):
        close(world, "birger")
        set_actor(world.birger.id)
        note = note_of_session(world.actor(world.birger), world.session.id, None, "en")[1].text
    assert "lasted" not in note


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane"])
def test_a_stranger_closes_nothing(begun: World, who: str) -> None:
    assert close(begun, who) == 404
    set_actor(begun.birger.id)
    assert Session.objects.get(id=begun.session.id).closed_at is None


def test_what_was_not_started_is_not_closed_and_it_is_said_why(world: World) -> None:
    answer = browser(world.birger).post(f"/tonight/{world.session.id}/close")
    assert answer.status_code == 403
    assert "The session has not been started." in answer.content.decode()
    assert after(world) == []


def test_one_who_stopped_leading_closes_what_they_led_and_forgot(begun: World) -> None:
    """Birger led it, his leading has ended since: he writes the last notes, and they say how long it lasted."""
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))
    set_actor(begun.eva.id)
    leading = begun.group.leaders.get(account=begun.birger)
    end_leading(by=begun.actor(begun.eva), leader_id=leading.id)
    assert close(begun, "birger") == 302
    set_actor(begun.eva.id)
    assert Session.objects.get(id=begun.session.id).closed_at is not None
    assert CareRelation.objects.filter(account=begun.birger, notes_only=True).exists()


def test_what_was_tapped_is_put_right_until_the_note_is_signed(closed: World) -> None:
    birger = browser(closed.birger)
    taken(birger, closed.session, one("presence", {"here": "sent_word"}, closed.ane.id))
    at = f"/tonight/{closed.session.id}/notes/"
    assert "Ane had sent word and was not here." in birger.get(at).content.decode()
    birger.post(at, {f"text-{closed.ane.id}": "Ane had sent word.", "sign": str(closed.ane.id)})
    assert refused(birger, closed.session, one("presence", {"here": "here"}, closed.ane.id)) == ["signed"]
