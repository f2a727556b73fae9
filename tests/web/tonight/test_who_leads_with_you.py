# SPDX-License-Identifier: Apache-2.0
"""Saying who leads with you: two lead and one taps, and the note names both; taken back, it names one."""

import html
from datetime import timedelta
from uuid import uuid4

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.sessions.commands.entries import close_session, record_entries
from bedring.sessions.models import Entry
from bedring.sessions.queries.rooms import room
from tests.evenings import hold, taps, told
from tests.signed_in import browser
from tests.taps import tap
from tests.world import World

LABEL = "Leads with you:"


def start(world: World) -> None:
    assert browser(world.birger).post(f"/tonight/{world.session.id}/start").status_code == 302


def say(world: World, leader: Account, on: bool, by: Account | None = None) -> None:
    taps(world, by or world.birger, ("leading", {"leader": str(leader.id), "on": on}, None))


def there(world: World) -> tuple[str, ...]:
    set_actor(world.birger.id)
    return room(world.actor(world.birger), world.session.id).there


def screen(world: World, account: Account) -> str:
    return html.unescape(browser(account).get(f"/tonight/{world.session.id}/").content.decode())


def key(leader: Account) -> str:
    return f'data-key="leading::{leader.id}"'


def test_the_screen_asks_of_the_other_leader_once_it_is_started(world: World) -> None:
    assert LABEL not in screen(world, world.birger)
    start(world)
    page = screen(world, world.birger)
    assert LABEL in page
    assert key(world.gro) in page
    assert key(world.birger) not in page, "who taps is here, and need not say so"


def test_said_to_be_here_they_led_it(world: World) -> None:
    start(world)
    assert there(world) == (world.birger.name,)
    say(world, world.gro, True)
    assert there(world) == (world.birger.name, world.gro.name)
    set_actor(world.birger.id)
    close_session(by=world.actor(world.birger), session_id=world.session.id)
    note = told(world, world.birger)["group"]
    assert world.gro.name in note
    assert world.birger.name in note


def test_taken_back_they_did_not(world: World) -> None:
    start(world)
    say(world, world.gro, True)
    say(world, world.gro, False)
    assert there(world) == (world.birger.name,)
    assert key(world.gro) in screen(world, world.birger), "it can be said again"


def test_who_tapped_was_here_whatever_another_says(world: World) -> None:
    start(world)
    taps(world, world.gro, ("presence", {"here": "here"}, world.ane.id))
    page = screen(world, world.birger)
    assert key(world.gro) not in page
    assert world.gro.name in page
    say(world, world.gro, True)
    say(world, world.gro, False)
    assert there(world) == (world.birger.name, world.gro.name)


def test_what_was_made_earlier_and_comes_later_does_not_count(world: World) -> None:
    start(world)
    value = {"leader": str(world.gro.id)}
    old = tap("leading", value | {"on": True}, made_at=clock.now() - timedelta(minutes=1))
    new = tap("leading", value | {"on": False})
    set_actor(world.birger.id)
    for one in (new, old):
        record_entries(by=world.actor(world.birger), session_id=world.session.id, sent=[one], sent_at=clock.now())
    assert Entry.objects.filter(kind="leading").count() == 2
    assert there(world) == (world.birger.name,)


def test_only_of_those_who_were_to_lead_it(world: World) -> None:
    start(world)
    set_actor(world.birger.id)
    for somebody in (world.eva.id, uuid4()):
        sent = [tap("leading", {"leader": str(somebody), "on": True}, None)]
        receipts = record_entries(
            by=world.actor(world.birger), session_id=world.session.id, sent=sent, sent_at=clock.now()
        )
        assert [r.stored for r in receipts] == [False]
    assert there(world) == (world.birger.name,)


def test_it_can_be_put_right_after_the_session_is_closed(world: World) -> None:
    hold(world)
    assert there(world) == (world.birger.name, world.gro.name), "both tapped"
    say(world, world.gro, True, by=world.gro)
    assert there(world) == (world.birger.name, world.gro.name)
