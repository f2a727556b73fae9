# SPDX-License-Identifier: Apache-2.0
"""The screen of a session: the same for both leaders, what stands on it before, while and after it is held."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import call_off, end_leading
from bedring.sessions.commands.entries import start_session
from bedring.sessions.models import Session
from bedring.sessions.rules.states import NotHeld
from bedring.trust.models import AccessLog
from tests.addresses import parcel_of
from tests.evenings import hold, words
from tests.signed_in import browser
from tests.taps import send, tap
from tests.wire import one, sends, taken
from tests.world import World


def page(client: Client, session: Session) -> str:
    answer = client.get(f"/tonight/{session.id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def state(html: str) -> str:
    found = re.search(r'data-state="(\w+)"', html)
    assert found
    return found[1]


def started_with(html: str) -> dict[str, object]:
    """What the script on the screen begins with."""
    found = re.search(r'<script id="start" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found
    told: dict[str, object] = json.loads(found[1])
    return told


def test_before_it_begins_it_can_be_read_and_begun(world: World) -> None:
    html = page(browser(world.gro), world.session)
    assert state(html) == "planned"
    assert "Start session" in html
    assert "Close the session" not in words(html), "what is not begun cannot be closed"
    assert world.step.what in html
    assert started_with(html)["board"] == {}


def test_while_it_goes_on_both_leaders_read_the_same(begun: World) -> None:
    taken(browser(begun.birger), begun.session, one("presence", {"here": "here"}, begun.ane.id))
    his, hers = page(browser(begun.birger), begun.session), page(browser(begun.gro), begun.session)
    assert state(hers) == "open"
    assert "Close the session" in words(hers)
    assert started_with(his) == started_with(hers)
    assert started_with(his)["cursor"]
    assert "Add a line to somebody" in his
    assert "Add a line to somebody" not in hers, "a peer specialist writes nothing into the record"


def test_closed_it_shows_what_was_and_nothing_to_teach_from(closed: World) -> None:
    html = page(browser(closed.birger), closed.session)
    assert state(html) == "closed"
    assert "Go to the notes" in html
    assert "Practitioner guide" not in html
    assert started_with(html)["board"]


def test_a_step_worded_anew_afterwards_does_not_change_what_was(world: World) -> None:
    hold(world)
    before = words(page(browser(world.birger), world.session))
    send(world, world.birger, tap("next_step", {"what": "Other words"}, world.ane.id))
    after = words(page(browser(world.birger), world.session))
    assert before == after
    assert world.step.what in after


def test_the_next_one_asks_about_the_step_of_this_one(world: World) -> None:
    hold(world)
    set_actor(world.birger.id)
    following = Session.objects.get(course=world.group, opened_at=None)
    start_session(by=world.actor(world.birger), session_id=following.id)
    said = words(page(browser(world.gro), following))
    assert "2 of 3 were here." in said
    assert "Sing one song" in said
    assert "No home practice was agreed." in said


def test_a_step_written_now_is_not_the_one_to_look_at_now(begun: World) -> None:
    taken(browser(begun.birger), begun.session, one("next_step", {"what": "Brand new"}, begun.ane.id))
    html = page(browser(begun.birger), begun.session)
    assert f'{{"step": "{begun.step.id}", "look": "done"}}' in html
    assert f"Last step: {begun.step.what}" in words(html)


def test_what_one_of_them_sent_in_vain_stands_there_without_its_words(begun: World) -> None:
    gone = one("handout", {"module": "no-such", "topic": "secret-words", "on": True})
    sends(browser(begun.gro), begun.session, gone)
    html = page(browser(begun.birger), begun.session)
    assert "1 tap was not taken in" in html
    assert f"{begun.gro.name}: There is no such topic in the programme any more." in words(html)
    assert "secret-words" not in html


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane", "arne"])
def test_for_a_stranger_there_is_none(begun: World, who: str) -> None:
    client = browser(begun.everybody()[who])
    answer = client.get(f"/tonight/{begun.session.id}/")
    assert answer.status_code == 404
    assert begun.group.name not in answer.content.decode()
    assert client.get(f"/tonight/{begun.session.id}/entries").status_code == 404


def test_to_open_it_is_a_look_at_each_of_them(begun: World) -> None:
    page(browser(begun.gro), begun.session)
    for person in (begun.ane, begun.arne):
        set_actor(person.account_id)
        assert AccessLog.objects.get(account=begun.gro).thing_id == begun.session.id


def test_opened_without_network_it_is_known_once_it_is_told(begun: World) -> None:
    at = f"/tonight/{begun.session.id}/looks"
    answer = browser(begun.gro).post(at, parcel_of([{}, {}]), content_type="application/json")
    assert [told["stored"] for told in answer.json()["answers"]] == [True, True]
    set_actor(begun.ane.account_id)
    assert AccessLog.objects.filter(account=begun.gro, kind="session").count() == 1
    stranger = browser(begun.bodil).post(at, parcel_of([{}]), content_type="application/json")
    assert stranger.status_code == 404
    assert browser(begun.gro).post(at, "{", content_type="application/json").status_code == 400


def test_one_who_leads_no_more_has_no_screen_from_now_on(begun: World) -> None:
    gro = browser(begun.gro)
    page(gro, begun.session)
    set_actor(begun.eva.id)
    end_leading(by=begun.actor(begun.eva), leader_id=begun.gro_leads.id)
    assert gro.get(f"/tonight/{begun.session.id}/").status_code == 404
    assert gro.get(f"/tonight/{begun.session.id}/entries").status_code == 404


def test_one_that_was_called_off_says_so_and_can_be_begun_and_not_closed(world: World) -> None:
    set_actor(world.birger.id)
    call_off(by=world.actor(world.birger), session_id=world.session.id, why=NotHeld.ROOM)
    html = page(browser(world.gro), world.session)
    assert state(html) == "planned", "nothing tapped on it would be taken in"
    assert "This session is called off. If you start it, it is held after all." in html
    browser(world.gro).post(f"/tonight/{world.session.id}/start")
    html = page(browser(world.birger), world.session)
    assert state(html) == "open"
    assert "called off" not in html


def test_in_norwegian_all_of_it_is(begun: World) -> None:
    said = words(page(browser(begun.birger, language="nb"), begun.session))
    for english in ("Who is here?", "Goals round", "Teach and practise", "Not this week", "Close the session"):
        assert english not in said
    assert "Hvem er her?" in said


def test_nonsense_in_its_address_is_not_there(begun: World) -> None:
    birger = browser(begun.birger)
    for odd in (str(uuid4()), "x", "0", "%00"):
        assert birger.get(f"/tonight/{odd}/").status_code == 404
    with clock.stopped_at(clock.now() + timedelta(minutes=5)):
        assert birger.get(f"/tonight/{begun.session.id}/?x=%ff").status_code == 200
