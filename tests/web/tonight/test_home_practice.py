# SPDX-License-Identifier: Apache-2.0
"""Home practice: what is agreed until next time, and how it went, for the group or for one."""

from typing import Any

import pytest

from bedring.curriculum import queries as curriculum
from bedring.kit.rows import set_actor
from bedring.sessions.commands.entries import close_session, start_session
from bedring.sessions.models import Session
from bedring.sessions.queries.notes import note_of_session
from tests.evenings import words
from tests.signed_in import browser
from tests.wire import one, refused, sends, taken
from tests.world import MODULE, TOPIC, World

OPTION = curriculum.topic(MODULE, TOPIC, "en").home_practice[0]
HANDOUT = one("handout", {"module": MODULE, "topic": TOPIC, "on": True})


def note(world: World, who: str, session: Session | None = None) -> str:
    set_actor(world.birger.id)
    at = (session or world.session).id
    return note_of_session(world.actor(world.birger), at, getattr(world, who).id, "en")[1].text


def both_here(world: World) -> None:
    taps = [one("presence", {"here": "here"}, p.id) for p in (world.ane, world.arne)]
    taken(browser(world.birger), world.session, *taps, HANDOUT)


def my_page(world: World, who: str = "ane") -> str:
    return words(browser(getattr(world, who).account).get("/mine/").content.decode())


def following(world: World) -> Session:
    """The session after this one, begun."""
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    close_session(by=by, session_id=world.session.id)
    after = Session.objects.get(course=world.group, opened_at=None)
    return start_session(by=by, session_id=after.id)


@pytest.mark.parametrize(
    ("value", "told", "mine"),
    [
        ({"option": OPTION.slug}, OPTION.title, OPTION.what),
        ({"words": "Sing in the kitchen"}, "Sing in the kitchen", "Sing in the kitchen"),
    ],
)
def test_for_all_it_is_in_the_note_on_the_page_and_asked_about_next_time(
    begun: World, value: dict[str, str], told: str, mine: str
) -> None:
    both_here(begun)
    taken(browser(begun.gro), begun.session, one("home_practice", value))
    assert f"Home practice until next time: {told}" in note(begun, "ane")
    assert mine in my_page(begun)
    after = following(begun)
    assert f"Agreed last time: {told}" in words(browser(begun.gro).get(f"/tonight/{after.id}/").content.decode())


def test_one_has_ones_own_and_the_others_the_groups(begun: World) -> None:
    both_here(begun)
    birger = browser(begun.birger)
    taken(birger, begun.session, one("home_practice", {"words": "For all"}))
    taken(birger, begun.session, one("home_practice", {"words": "For her."}, begun.ane.id))
    assert "Home practice for Ane until next time: For her." in note(begun, "ane")
    assert "For all" not in note(begun, "ane")
    assert "For all" in note(begun, "arne")
    assert "For her." in my_page(begun)
    assert "For all" in my_page(begun, "arne")


def test_taken_back_there_is_none(begun: World) -> None:
    both_here(begun)
    taken(browser(begun.birger), begun.session, one("home_practice", {"words": "For all"}))
    taken(browser(begun.gro), begun.session, one("home_practice", {}))
    assert "ome practice" not in note(begun, "ane")
    assert "For all" not in my_page(begun)


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ("done", "Home practice since last time is done."),
        ("partly", "Home practice since last time is partly done."),
        ("not_this_time", "Home practice did not happen this time."),
        ("", ""),
    ],
)
def test_how_it_went_is_said_of_each(begun: World, look: str, told: str) -> None:
    both_here(begun)
    taken(browser(begun.birger), begun.session, one("home_practice", {"words": "Sing"}))
    after = following(begun)
    taken(browser(begun.birger), after, one("home_look", {"look": look}, begun.ane.id))
    assert note(begun, "ane", after).startswith(told)
    assert "since last time" not in note(begun, "arne", after)


def test_who_was_away_is_told_nothing_of_it(begun: World) -> None:
    both_here(begun)
    taken(browser(begun.birger), begun.session, one("home_practice", {"words": "For all"}))
    assert "For all" not in note(begun, "aud")


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane"])
def test_a_stranger_agrees_on_none(begun: World, who: str) -> None:
    answer = sends(browser(begun.everybody()[who]), begun.session, one("home_practice", {"words": "x"}))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"words": "x" * 2001}, "too_long"),
        ({"option": 3}, "not_understood"),
        ({"words": None}, "not_understood"),
        ({"plan": "x"}, "not_understood"),
    ],
)
def test_nonsense_is_told(begun: World, value: dict[str, Any], why: str) -> None:
    assert refused(browser(begun.birger), begun.session, one("home_practice", value)) == [why]


def test_an_option_that_is_gone_is_told_by_its_name_and_breaks_nothing(begun: World) -> None:
    both_here(begun)
    taken(browser(begun.birger), begun.session, one("home_practice", {"option": "taken-away"}))
    assert "Ane was here." in note(begun, "ane")
    assert browser(begun.ane.account).get("/mine/").status_code == 200
    after = following(begun)
    assert browser(begun.birger).get(f"/tonight/{after.id}/").status_code == 200
