# SPDX-License-Identifier: Apache-2.0
"""Planning the next session, moving it, calling it off, and holding it after all: for those who lead the group."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import Client

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import end_leading
from bedring.sessions.models import Entry, Session
from tests.evenings import hold, words
from tests.signed_in import browser
from tests.world import MODULE, TOPIC, World

OSLO = ZoneInfo("Europe/Oslo")
DAY = clock.today() + timedelta(days=40)


def plans(client: Client, world: World, **otherwise: str) -> HttpResponse:
    sent = {"day": DAY.isoformat(), "clock": "17:30", "place": "Room 7", "topic": f"{MODULE}/{TOPIC}"} | otherwise
    answer: HttpResponse = client.post(f"/groups/{world.group.id}/next", {f"session-{k}": v for k, v in sent.items()})
    return answer


def off(client: Client, world: World, why: str = "ill", session: Session | None = None) -> HttpResponse:
    at = f"/groups/{world.group.id}/sessions/{(session or world.session).id}/off"
    answer: HttpResponse = client.post(at, {"off-why": why})
    return answer


def on(client: Client, world: World) -> HttpResponse:
    answer: HttpResponse = client.post(f"/groups/{world.group.id}/sessions/{world.session.id}/on")
    return answer


def sessions(world: World) -> list[Session]:
    set_actor(world.eva.id)
    return list(Session.objects.filter(course=world.group).order_by("number"))


@pytest.mark.parametrize("who", ["birger", "gro", "eva"])
def test_whoever_leads_moves_the_one_that_is_planned(world: World, who: str) -> None:
    assert plans(browser(world.everybody()[who]), world).status_code == 302
    (only,) = sessions(world)
    assert only.id == world.session.id
    assert only.starts_at == datetime.combine(DAY, time(17, 30), OSLO)
    assert only.place == "Room 7"
    assert "Room 7" in browser(world.ane.account).get("/mine/").content.decode(), "she reads where it is"


def test_where_none_is_planned_it_is_a_new_one(world: World) -> None:
    hold(world)
    set_actor(world.birger.id)
    Session.objects.filter(course=world.group, opened_at=None).delete()
    plans(browser(world.birger), world, topic="")
    held, new = sessions(world)
    assert (held.id, new.topic) == (world.session.id, "")
    assert new.place == "Room 7"


def test_another_topic_is_the_one_tonight_tells(world: World) -> None:
    other = curriculum.module(MODULE).topics[-1]
    plans(browser(world.gro), world, topic=f"{MODULE}/{other}")
    title = curriculum.topic(MODULE, other, "en").title
    assert title in words(browser(world.birger).get("/tonight/").content.decode())


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane"])
def test_a_stranger_plans_and_calls_off_nothing(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    assert plans(client, world).status_code == 404
    assert off(client, world).status_code == 404
    assert on(client, world).status_code == 404
    (only,) = sessions(world)
    assert (only.starts_at, only.called_off) == (world.session.starts_at, "")


def test_nor_does_who_leads_no_more(world: World) -> None:
    gro = browser(world.gro)
    set_actor(world.eva.id)
    end_leading(by=world.actor(world.eva), leader_id=world.gro_leads.id)
    assert plans(gro, world).status_code == 404
    assert off(gro, world).status_code == 404


def test_called_off_it_is_not_the_next_for_anybody(world: World) -> None:
    off(browser(world.gro), world, "holiday")
    page = words(browser(world.birger).get(f"/groups/{world.group.id}/").content.decode())
    assert "is called off: " in page
    assert "Hold it after all" in page
    hers = words(browser(world.ane.account).get("/mine/").content.decode())
    assert "we do not meet this time" in hers
    assert "holiday" not in hers, "why is for those who lead"
    assert world.step.what in words(browser(world.birger).get("/tonight/").content.decode()), "the one in its place"


def test_called_off_by_both_it_is_off_once_for_the_newer_reason(world: World) -> None:
    off(browser(world.gro), world, "ill")
    off(browser(world.birger), world, "room")
    first, _instead = sessions(world)
    assert first.called_off == "room"
    assert len(sessions(world)) == 2
    assert [e.value["reason"] for e in Entry.objects.filter(kind="not_held").order_by("number")] == ["ill", "room"]


def test_held_after_all_everything_is_as_it_was(world: World) -> None:
    before = words(browser(world.ane.account).get("/mine/").content.decode())
    off(browser(world.gro), world)
    for _twice in range(2):
        assert on(browser(world.birger), world).status_code == 302
    (only,) = sessions(world)
    assert only.called_off == ""
    assert words(browser(world.ane.account).get("/mine/").content.decode()) == before


def test_what_was_held_is_neither_moved_nor_called_off(world: World) -> None:
    hold(world)
    birger = browser(world.birger)
    assert off(birger, world).status_code == 403
    assert on(birger, world).status_code == 403
    assert sessions(world)[0].called_off == ""
    plans(birger, world)
    held, following = sessions(world)
    assert held.starts_at == world.session.starts_at
    assert following.place == "Room 7", "it is the next one that moves"


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [
        ({"day": ""}, "Choose a day."),
        ({"day": "2027-02-30"}, "Choose a day that exists."),
        ({"day": "1999-01-01"}, "Choose a day from today on, at most two years ahead."),
        ({"day": "9999-12-31"}, "Choose a day from today on, at most two years ahead."),
        ({"clock": ""}, "Choose a time."),
        ({"clock": "25:00"}, "Choose a time such as 17:00."),
    ],
)
def test_what_is_no_time_is_told_by_the_field(world: World, otherwise: dict[str, str], told: str) -> None:
    answer = plans(browser(world.birger), world, **otherwise)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Room 7" in answer.content.decode(), "nothing typed is lost"
    assert sessions(world)[0].place == "Room 2"


@pytest.mark.parametrize("otherwise", [{"topic": "no/such"}, {"topic": "x"}, {"place": "p" * 201}])
def test_other_nonsense_too(world: World, otherwise: dict[str, str]) -> None:
    assert plans(browser(world.birger), world, **otherwise).status_code == 422
    assert sessions(world)[0].starts_at == world.session.starts_at


def test_the_hour_that_the_clocks_skip_is_told_and_not_guessed(world: World) -> None:
    with clock.stopped_at(datetime(2031, 3, 1, 12, tzinfo=OSLO)):
        birger = browser(world.birger)
        answer = plans(birger, world, day="2031-03-30", clock="02:30")
        assert "this time is skipped" in answer.content.decode()
        assert plans(birger, world, day="2031-03-30", clock="03:30").status_code == 302
    assert sessions(world)[0].starts_at == datetime(2031, 3, 30, 3, 30, tzinfo=OSLO)


def test_today_is_the_day_on_the_wall_of_the_place(world: World) -> None:
    """At half past eleven in the evening, UTC, it is tomorrow already in Oslo: yesterday is over there."""
    with clock.stopped_at(datetime(2031, 6, 10, 23, 30, tzinfo=ZoneInfo("UTC"))):
        birger = browser(world.birger)
        assert plans(birger, world, day=date(2031, 6, 10).isoformat()).status_code == 422
        assert plans(birger, world, day=date(2031, 6, 11).isoformat()).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"off-why": "x"}, {"off-why": ["ill", "x"]}])
def test_without_a_reason_that_there_is_nothing_is_called_off(world: World, sent: dict[str, Any]) -> None:
    at = f"/groups/{world.group.id}/sessions/{world.session.id}/off"
    assert browser(world.birger).post(at, sent).status_code == 422
    assert len(sessions(world)) == 1
