# SPDX-License-Identifier: Apache-2.0
"""From last time on My page: the handout, its key points and what I said I would try; as it stands, and mine alone."""

from datetime import timedelta

import pytest

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.sessions.commands.courses import plan_session
from bedring.sessions.commands.entries import close_session, start_session
from bedring.sessions.models import Session
from tests.acting import as_
from tests.evenings import hold, taps
from tests.people_of_mine import reads
from tests.taps import send, tap
from tests.world import MODULE, TOPIC, World

FIRST = curriculum.topic(MODULE, TOPIC, "en")
OTHER = "what-recovery-is"


@pytest.fixture
def met(world: World) -> World:
    hold(world)
    return world


def mine(world: World, who: str = "ane", language: str = "en") -> str:
    return reads(getattr(world, who).account, "/mine/", language=language)


def meet_again(world: World, topic: str, *, here: bool = True) -> Session:
    """A week later, on another topic; its handout is given, and Ane is here or not."""
    with clock.stopped_at(clock.now() + timedelta(days=7)):
        made = plan_session(by=as_(world.birger), course=world.group, starts_at=clock.now(), module=MODULE, topic=topic)
        start_session(by=as_(world.birger), session_id=made.id)
        presence = tap("presence", {"here": "here" if here else "sent_word"}, world.ane.id)
        given = tap("handout", {"module": MODULE, "topic": topic, "on": True})
        assert all(one.stored for one in send(world, world.birger, presence, given, session=made))
        close_session(by=as_(world.birger), session_id=made.id)
    return made


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_topic_what_it_is_about_and_its_key_points(met: World, language: str) -> None:
    topic, page = curriculum.topic(MODULE, TOPIC, language), mine(met, language=language)
    for words in (topic.title, topic.summary, *topic.key_points):
        assert words in page


def test_the_parts_of_my_page_stand_in_one_order(met: World) -> None:
    page = mine(met)
    places = [page.index(words) for words in ("My goal", "My next step", "When we meet", "From last time")]
    assert places == sorted(places)


def test_what_i_chose_to_try_at_home_is_told_in_the_words_of_the_programme(met: World) -> None:
    option = FIRST.home_practice[0]
    taps(met, met.gro, ("home_practice", {"option": option.slug}, met.ane.id))
    page = mine(met)
    assert "To try at home" in page
    assert option.what in page
    assert "To try at home" not in mine(met, "arne"), "what one chose is not the group's"


def test_in_own_words_it_is_told_as_it_was_said_and_can_be_taken_back(met: World) -> None:
    taps(met, met.gro, ("home_practice", {"words": "Hum to the cat"}, met.ane.id))
    assert "Hum to the cat" in mine(met)
    taps(met, met.birger, ("home_practice", {}, met.ane.id))
    assert "Hum to the cat" not in mine(met)
    assert "To try at home" not in mine(met)


def test_the_next_session_takes_its_place_with_what_was_agreed(met: World) -> None:
    taps(met, met.gro, ("home_practice", {"words": "Hum to the cat"}, met.ane.id))
    meet_again(met, OTHER)
    page = mine(met)
    assert curriculum.topic(MODULE, OTHER, "en").title in page
    assert FIRST.title not in page
    assert "Hum to the cat" not in page


def test_a_session_i_was_not_at_leaves_mine_where_it_was(met: World) -> None:
    meet_again(met, OTHER, here=False)
    assert FIRST.title in mine(met)
    assert curriculum.topic(MODULE, OTHER, "en").title not in mine(met)


def test_who_was_away_has_none_and_no_word_of_it(met: World) -> None:
    taps(met, met.gro, ("presence", {"here": "sent_word"}, met.ane.id))
    page = mine(met)
    assert "From last time" not in page
    assert FIRST.title not in page


def test_a_handout_that_is_taken_back_is_gone_and_the_one_before_it_shows(met: World) -> None:
    second = meet_again(met, OTHER)
    with clock.stopped_at(clock.now() + timedelta(days=7, minutes=5)):
        (taken,) = send(met, met.gro, tap("handout", {"module": MODULE, "topic": OTHER, "on": False}), session=second)
    assert taken.stored
    assert FIRST.title in mine(met)


def test_nobody_at_another_place_has_it(met: World) -> None:
    assert "From last time" not in mine(met, "carl")
