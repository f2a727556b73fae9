# SPDX-License-Identifier: Apache-2.0
"""My handouts: those of the sessions I was at, in my words, as it stands now; mine, and nobody else's to open."""

import html
from urllib.parse import urlencode

import pytest
from django.test import Client

from bedring.curriculum import queries as curriculum
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.commands.entries import start_session
from bedring.sessions.models import Enrolment
from bedring.sessions.rules.places import Change
from tests.acting import as_
from tests.evenings import hold, taps
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.taps import begin, send, tap
from tests.text_of import pages_of
from tests.world import MODULE, TOPIC, World

LIST, ONE = "/mine/handouts/", f"/mine/handouts/{MODULE}/{TOPIC}/"
TITLE = "From goal to first step"
NONE_YET = "You get a handout when you come to a session."


@pytest.fixture
def met(world: World) -> World:
    """The group has met: Ane and Arne were there, Aud had sent word; the handout was given."""
    hold(world)
    return world


def has(world: World, who: str) -> bool:
    """Whether the handout is on the list, on its paper and to be opened: always all three or none."""
    client = browser(getattr(world, who).account)
    listed = TITLE in html.unescape(client.get(LIST).content.decode())
    printed = TITLE in " ".join(" ".join(pages_of(client.get("/mine/handouts.pdf").content)).split())
    opened = client.get(ONE).status_code == 200
    assert listed == printed == opened
    return listed


@pytest.mark.parametrize("who", ["ane", "arne"])
def test_who_was_there_has_it_with_what_it_is_about(met: World, who: str) -> None:
    assert has(met, who)
    topic = curriculum.topic(MODULE, TOPIC, "en")
    assert topic.summary in reads(getattr(met, who).account, LIST)
    page = reads(getattr(met, who).account, ONE)
    for words in (topic.title, *topic.key_points):
        assert words in page


def test_it_comes_when_it_is_given_and_goes_when_that_is_taken_back(world: World) -> None:
    begin(world)
    topic = {"module": MODULE, "topic": TOPIC}
    send(world, world.birger, tap("presence", {"here": "here"}, world.ane.id))
    assert not has(world, "ane")
    send(world, world.gro, tap("handout", topic | {"on": True}))
    assert has(world, "ane")
    send(world, world.gro, tap("handout", topic | {"on": False}))
    assert not has(world, "ane")
    assert NONE_YET in reads(world.ane.account, LIST)


def test_who_is_marked_away_afterwards_has_it_no_more(met: World) -> None:
    taps(met, met.gro, ("presence", {"here": "sent_word"}, met.ane.id))
    assert not has(met, "ane")
    assert has(met, "arne"), "others keep theirs"


def test_a_handout_given_twice_is_one(met: World) -> None:
    taps(met, met.birger, ("handout", {"module": MODULE, "topic": TOPIC, "on": True}, None))
    assert reads(met.ane.account, LIST).count(TITLE) == 1


@pytest.mark.parametrize("change", [Change.LEAVE, Change.COMPLETE, Change.PAUSE])
def test_it_stays_when_the_place_in_the_group_does_not(met: World, change: Change) -> None:
    by = as_(met.birger)
    change_enrolment(by=by, enrolment_id=Enrolment.objects.get(participant=met.ane).id, change=change)
    assert has(met, "ane")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_it_is_in_the_language_of_the_page(met: World, language: str) -> None:
    topic = curriculum.topic(MODULE, TOPIC, language)
    page = reads(met.ane.account, ONE, language=language)
    for words in (topic.title, *topic.key_points):
        assert words in page


@pytest.mark.parametrize("odd", ["nothing", "²", "x" * 500, "../../etc"])
def test_a_way_to_read_it_that_there_is_not_is_the_usual_one(met: World, odd: str) -> None:
    assert reads(met.ane.account, f"{ONE}?{urlencode({'variant': odd})}") == reads(met.ane.account, ONE)


def test_who_was_not_there_does_not_open_it(met: World) -> None:
    client = browser(met.carl.account)
    assert client.get(ONE).status_code == 404
    assert NONE_YET in reads(met.carl.account, LIST)
    taps(met, met.birger, ("presence", {"here": "sent_word"}, met.arne.id))
    assert browser(met.arne.account).get(ONE).status_code == 404


@pytest.mark.parametrize("who", ["birger", "eva", "dag", "cathrine"])
def test_it_is_no_page_of_those_who_do_not_take_part(met: World, who: str) -> None:
    client = browser(met.everybody()[who])
    for url in (LIST, ONE, "/mine/handouts.pdf"):
        assert client.get(url).status_code == 404


def test_the_printed_pin_opens_it(met: World) -> None:
    """What was given to the whole group is nothing private."""
    assert met.ane.account
    client: Client = browser(met.ane.account)
    note_method(client, met.ane.account.id, "first_paper")
    assert client.get(ONE).status_code == 200
    assert TITLE in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    "url",
    [f"/mine/handouts/{MODULE}/nothing/", f"/mine/handouts/nothing/{TOPIC}/", f"/mine/handouts/{TOPIC}/{MODULE}/"],
)
def test_what_is_none_is_not_there(met: World, url: str) -> None:
    assert browser(met.ane.account).get(url).status_code == 404


def test_a_session_at_another_place_gives_nobody_here_anything(world: World) -> None:
    start_session(by=as_(world.cathrine), session_id=world.other_session.id)
    given = tap("handout", {"module": MODULE, "topic": TOPIC, "on": True})
    send(world, world.cathrine, tap("presence", {"here": "here"}, world.carl.id), given, session=world.other_session)
    assert (has(world, "carl"), has(world, "ane")) == (True, False)
