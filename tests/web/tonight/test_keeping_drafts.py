# SPDX-License-Identifier: Apache-2.0
"""Keeping drafts: on the page of the notes and while one types. Nobody's words are lost, and none are signed by it."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.commands import end_role
from bedring.people.models import Membership
from bedring.sessions.models import NoteVersion
from bedring.trust.models import AccessLog
from tests.addresses import parcel_of
from tests.evenings import words
from tests.signed_in import browser
from tests.wire import one, taken
from tests.world import World


def at(world: World, more: str = "") -> str:
    return f"/tonight/{world.session.id}/notes/{more}"


def keep(client: Client, world: World, text: str, seen: int = 0, who: str = "ane") -> HttpResponse:
    key = getattr(world, who).id if who else "group"
    sent = {f"text-{key}": text, f"seen-{key}": str(seen), "keep": "all"}
    answer: HttpResponse = client.post(at(world), sent)
    return answer


def typed(client: Client, world: World, **item: Any) -> list[dict[str, Any]]:
    """What a device that sends while one types is answered."""
    answer = client.post(at(world, "drafts"), parcel_of([item]), content_type="application/json")
    found: list[dict[str, Any]] = json.loads(answer.content)["answers"]
    return found


def versions(world: World) -> list[tuple[str, str]]:
    set_actor(world.birger.id)
    return list(NoteVersion.objects.order_by("number").values_list("kind", "text"))


def test_what_is_kept_stands_for_who_comes_back_and_for_the_programme_leader(closed: World) -> None:
    birger = browser(closed.birger)
    assert keep(birger, closed, "She sang.").status_code == 302
    assert "She sang." in birger.get(at(closed)).content.decode()
    assert "She sang." in browser(closed.eva).get(at(closed)).content.decode()
    assert versions(closed) == [("draft", "She sang.")]


def test_what_was_not_changed_makes_no_version(closed: World) -> None:
    birger = browser(closed.birger)
    keep(birger, closed, birger.get(at(closed, f"{closed.ane.id}.txt")).content.decode().split("\n\n")[1])
    assert versions(closed) == [], "it is what the taps say"
    keep(birger, closed, "She sang.")
    keep(birger, closed, "She sang.", seen=NoteVersion.objects.get().number)
    assert versions(closed) == [("draft", "She sang.")]


def test_the_draft_follows_the_taps_until_somebody_writes_in_it(closed: World) -> None:
    birger = browser(closed.birger)
    taken(birger, closed.session, one("presence", {"here": "sent_word"}, closed.ane.id))
    assert "Ane had sent word" in birger.get(at(closed)).content.decode()
    keep(birger, closed, "My own words.")
    taken(birger, closed.session, one("presence", {"here": "here"}, closed.ane.id))
    assert "My own words." in birger.get(at(closed)).content.decode()


def test_two_who_write_at_once_both_see_both(closed: World) -> None:
    birger, eva = browser(closed.birger), browser(closed.eva)
    keep(birger, closed, "From Birger.")
    answer = keep(eva, closed, "From Eva.")
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "From Eva." in said
    assert "From Birger." in said
    assert f"{closed.birger.name} wrote in this note while you did." in said
    assert versions(closed) == [("draft", "From Birger.")]
    number = NoteVersion.objects.get().number
    assert f'value="{number}"' in said, "sent once more, it is known that she has seen his"
    assert keep(eva, closed, "From both.", seen=number).status_code == 302
    assert versions(closed)[-1] == ("draft", "From both.")


def test_one_that_cannot_be_kept_holds_up_no_other(closed: World) -> None:
    birger = browser(closed.birger)
    sent = {f"text-{closed.ane.id}": "x" * 10_001, "text-group": "We sang.", "keep": "all"}
    answer = birger.post(at(closed), sent)
    assert answer.status_code == 409
    assert "This is longer than 10000 characters." in answer.content.decode()
    assert "x" * 10_001 in answer.content.decode(), "nothing typed is lost"
    assert versions(closed) == [("draft", "We sang.")]


def test_what_is_typed_is_kept_while_it_is_typed(closed: World) -> None:
    birger = browser(closed.birger)
    (first,) = typed(birger, closed, key=str(closed.ane.id), text="She", base=0)
    (second,) = typed(birger, closed, key=str(closed.ane.id), text="She sang", base=first["number"])
    assert second["stored"]
    assert second["number"] > first["number"]
    (late,) = typed(birger, closed, key=str(closed.ane.id), text="Another window", base=first["number"])
    assert not late["stored"]
    assert "in another window" in late["reason"]
    assert "She sang" in birger.get(at(closed)).content.decode()


def test_the_group_has_a_note_too(closed: World) -> None:
    assert keep(browser(closed.birger), closed, "We sang.", who="").status_code == 302
    set_actor(closed.birger.id)
    assert NoteVersion.objects.get().participant_id is None


def test_the_person_reads_nothing_before_it_is_signed(closed: World) -> None:
    keep(browser(closed.birger), closed, "Not yet for her.")
    own = browser(closed.ane.account).get(f"/record/{closed.ane.id}/").content.decode()
    assert "Not yet for her." not in own
    assert "There are no signed notes yet." in own


@pytest.mark.parametrize(("who", "status"), [("bodil", 404), ("cathrine", 404), ("dag", 404), ("ane", 404)])
def test_a_stranger_writes_nothing(closed: World, who: str, status: int) -> None:
    client = browser(closed.everybody()[who])
    assert keep(client, closed, "x").status_code == status
    item = {"key": str(closed.ane.id), "text": "x", "base": 0}
    assert client.post(at(closed, "drafts"), parcel_of([item]), content_type="application/json").status_code == 404
    assert versions(closed) == []


def test_the_peer_specialist_is_told_why_and_writes_nothing(closed: World) -> None:
    gro = browser(closed.gro)
    said = words(keep(gro, closed, "x").content.decode())
    assert "Notes belong to the clinical record." in said
    (answer,) = typed(gro, closed, key=str(closed.ane.id), text="x", base=0)
    assert not answer["stored"]
    assert versions(closed) == []


def test_after_a_role_ended_nothing_is_kept(closed: World) -> None:
    birger = browser(closed.birger)
    set_actor(closed.eva.id)
    for role in Membership.objects.filter(account=closed.birger):
        end_role(by=closed.actor(closed.eva), membership_id=role.id)
    assert keep(birger, closed, "x").status_code in (302, 404)
    set_actor(closed.eva.id)
    assert not NoteVersion.objects.exists()


def test_reading_the_notes_is_a_look_at_those_in_it(closed: World) -> None:
    browser(closed.birger).get(at(closed))
    for person in (closed.ane, closed.arne):
        set_actor(person.account_id)
        look = AccessLog.objects.get(account=closed.birger, kind="note")
        assert look.thing_id == closed.session.id


@pytest.mark.parametrize(
    "item",
    [
        {"key": "x", "text": "x", "base": 0},
        {"key": str(uuid4()), "text": "x", "base": 0},
        {"text": "x", "base": 0},
        {"key": "group", "base": 0},
    ],
)
def test_a_draft_of_nobody_and_one_without_words_keep_nothing(closed: World, item: dict[str, Any]) -> None:
    answer = browser(closed.birger).post(at(closed, "drafts"), parcel_of([item]), content_type="application/json")
    assert answer.status_code in (200, 404)
    assert versions(closed) == []


@pytest.mark.parametrize("seen", ["x", "-1", "", "9" * 400])
def test_odd_numbers_in_the_form_lose_nothing(closed: World, seen: str) -> None:
    key = closed.ane.id
    answer = browser(closed.birger).post(at(closed), {f"text-{key}": "She sang.", f"seen-{key}": seen, "keep": "all"})
    assert answer.status_code == 302
    assert versions(closed) == [("draft", "She sang.")]


def test_a_form_of_yesterday_still_knows_what_it_saw(closed: World) -> None:
    birger = browser(closed.birger)
    keep(birger, closed, "Yesterday.")
    number = NoteVersion.objects.get().number
    with clock.stopped_at(clock.now() + timedelta(minutes=50)):
        assert keep(birger, closed, "Today.", seen=number).status_code == 302
    assert versions(closed)[-1] == ("draft", "Today.")
