# SPDX-License-Identifier: Apache-2.0
"""Teach and practise: the topic, its handout, its practice, ways of working. What was tapped is told, and no more."""

from typing import Any

import pytest

from bedring.curriculum import queries as curriculum
from bedring.kit.rows import set_actor
from bedring.sessions.models import Entry
from bedring.sessions.queries.mine import handouts_met
from bedring.sessions.queries.notes import note_of_session
from tests.evenings import words
from tests.signed_in import browser
from tests.wire import one, refused, sends, taken
from tests.world import MODULE, TOPIC, World

HERE = {"module": MODULE, "topic": TOPIC}
TITLE = curriculum.topic(MODULE, TOPIC, "en").title
OTHER = curriculum.module(MODULE).topics[-1]
OTHER_TITLE = curriculum.topic(MODULE, OTHER, "en").title


def note(world: World, who: str = "", language: str = "en") -> str:
    set_actor(world.birger.id)
    person = getattr(world, who).id if who else None
    return note_of_session(world.actor(world.birger), world.session.id, person, language)[1].text


def were_here(world: World, *who: str) -> None:
    taps = [one("presence", {"here": "here"}, getattr(world, name).id) for name in who]
    taken(browser(world.birger), world.session, *taps)


def handouts(world: World, who: str) -> list[str]:
    account = getattr(world, who).account
    set_actor(account.id)
    return [met.title for met in handouts_met(world.actor(account), "en")]


def test_a_handout_given_is_told_of_the_group_and_lies_on_the_page_of_who_was_here(begun: World) -> None:
    were_here(begun, "ane")
    taken(browser(begun.gro), begun.session, one("handout", HERE | {"on": True}))
    assert "The group got the handout." in note(begun)
    assert f"The topic was “{TITLE}”" in note(begun, "ane")
    assert handouts(begun, "ane") == [TITLE]
    assert handouts(begun, "arne") == [], "who was not here got none"
    assert "handout" not in note(begun, "arne")


def test_a_second_tap_takes_it_back_from_both(begun: World) -> None:
    were_here(begun, "ane")
    birger = browser(begun.birger)
    taken(birger, begun.session, one("handout", HERE | {"on": True}))
    board = taken(birger, begun.session, one("handout", HERE | {"on": False}))
    assert f"handout::{MODULE}/{TOPIC}" not in board
    assert "handout" not in note(begun)
    assert handouts(begun, "ane") == []


def test_what_was_practised_is_told_by_the_name_of_its_card(begun: World) -> None:
    were_here(begun, "ane")
    taken(browser(begun.birger), begun.session, one("practised", HERE | {"on": True}))
    card = curriculum.practice_card(MODULE, TOPIC, "en").title
    assert f"The group practised: {card}." in note(begun, "ane")
    assert f"Gruppa øvde: {curriculum.practice_card(MODULE, TOPIC, 'nb').title}." in note(begun, "ane", "nb")


@pytest.mark.parametrize(("person", "told"), [("", "Ways of working: role play."), ("ane", "with Ane: role play.")])
def test_a_way_of_working_is_the_groups_or_ones_own(begun: World, person: str, told: str) -> None:
    were_here(begun, "ane", "arne")
    about = getattr(begun, person).id if person else None
    taken(browser(begun.birger), begun.session, one("technique", {"technique": "role_play", "on": True}, about))
    assert told in note(begun, "ane")
    assert ("role play" in note(begun, "arne")) is not person


def test_another_topic_opens_for_both_and_is_the_one_told(begun: World) -> None:
    were_here(begun, "ane")
    taken(browser(begun.gro), begun.session, one("topic", {"module": MODULE, "topic": OTHER}))
    page = words(browser(begun.birger).get(f"/tonight/{begun.session.id}/").content.decode())
    assert f"Tonight: {OTHER_TITLE}" in page
    assert f"“{OTHER_TITLE}”" in note(begun, "ane")


def test_a_handout_of_the_topic_before_is_not_told_as_this_ones(begun: World) -> None:
    were_here(begun, "ane")
    birger = browser(begun.birger)
    taken(birger, begun.session, one("handout", HERE | {"on": True}))
    taken(birger, begun.session, one("topic", {"module": MODULE, "topic": OTHER}))
    assert "got the handout" not in note(begun)
    assert handouts(begun, "ane") == [TITLE], "it was given all the same, and is hers"


def test_a_topic_chosen_by_mistake_is_taken_back(begun: World) -> None:
    were_here(begun, "ane")
    birger = browser(begun.birger)
    taken(birger, begun.session, one("topic", {"module": "", "topic": ""}))
    assert "The topic was" not in note(begun, "ane")
    taken(birger, begun.session, one("topic", HERE))
    assert f"“{TITLE}”" in note(begun, "ane")


def test_a_line_for_a_note_is_the_last_of_it(begun: World) -> None:
    were_here(begun, "ane")
    birger = browser(begun.birger)
    taken(birger, begun.session, one("remark", {"words": "She laughed."}, begun.ane.id))
    taken(birger, begun.session, one("remark", {"words": "It rained."}))
    assert note(begun, "ane").endswith("She laughed.")
    assert note(begun).endswith("It rained.")
    assert "laughed" not in note(begun) + note(begun, "arne")
    taken(birger, begun.session, one("remark", {"words": " "}, begun.ane.id))
    assert "laughed" not in note(begun, "ane")


def test_the_part_reached_is_the_teams_place_in_the_evening(begun: World) -> None:
    board = taken(browser(begun.birger), begun.session, one("part", {"part": "goals"}))
    assert board["part::"] == {"part": "goals"}
    board = taken(browser(begun.gro), begun.session, one("part", {"part": "teach"}))
    assert board["part::"] == {"part": "teach"}


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "arne"])
def test_a_stranger_teaches_nothing_here(begun: World, who: str) -> None:
    client = browser(begun.everybody()[who])
    for tap in (one("handout", HERE | {"on": True}), one("remark", {"words": "x"}), one("part", {"part": "goals"})):
        assert sends(client, begun.session, tap).status_code == 404
    set_actor(begun.birger.id)
    assert set(Entry.objects.values_list("kind", flat=True)) == {"opened", "topic"}


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("handout", {"module": MODULE, "topic": "no-such", "on": True}, "no_such_topic"),
        ("topic", {"module": "no-such", "topic": TOPIC}, "no_such_topic"),
        ("topic", {"module": MODULE, "topic": ""}, "not_understood"),
        ("topic", {"module": "../..", "topic": "etc/passwd"}, "no_such_topic"),
        ("technique", {"technique": "hypnosis", "on": True}, "not_understood"),
        ("technique", {"technique": "role_play", "on": "yes"}, "not_understood"),
        ("part", {"part": "coffee"}, "not_understood"),
        ("remark", {"words": "x" * 2001}, "too_long"),
        ("signed", {}, "not_understood"),
        ("opened", {}, "not_understood"),
        ("closed", {}, "not_understood"),
        ("not_held", {"reason": "ill"}, "not_understood"),
        ("dance", {}, "not_understood"),
    ],
)
def test_nonsense_is_told_and_changes_nothing(begun: World, kind: str, value: dict[str, Any], why: str) -> None:
    before = note(begun)
    assert refused(browser(begun.birger), begun.session, one(kind, value)) == [why]
    assert note(begun) == before
    set_actor(begun.birger.id)
    assert set(Entry.objects.values_list("kind", flat=True)) == {"opened", "topic"}
