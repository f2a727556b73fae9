# SPDX-License-Identifier: Apache-2.0
"""Signing notes: one, or all as they stand. A signed note stands, and the person reads it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from bedring.kit.rows import set_actor
from bedring.sessions.models import Entry, NoteVersion
from tests.evenings import words
from tests.signed_in import browser
from tests.taps import begin
from tests.wire import one, refused
from tests.world import World


def at(world: World) -> str:
    return f"/tonight/{world.session.id}/notes/"


def sign(client: Client, world: World, which: str = "all", **texts: str) -> HttpResponse:
    """`texts` by who they are about; `which`: the name of one, or all of those sent."""
    keys = {who: "group" if who == "group" else str(getattr(world, who).id) for who in texts}
    sent: dict[str, Any] = {f"text-{keys[who]}": text for who, text in texts.items()}
    answer: HttpResponse = client.post(at(world), sent | {"sign": keys.get(which, which)})
    return answer


def signed(world: World) -> dict[str, str]:
    set_actor(world.birger.id)
    rows = NoteVersion.objects.filter(kind="signed").order_by("number")
    return {row.participant.called if row.participant else "": row.text for row in rows}


def test_one_is_signed_and_the_others_wait(closed: World) -> None:
    birger = browser(closed.birger)
    answer = sign(birger, closed, "ane", ane="She sang.", group="We sang.")
    assert answer["Location"].endswith(f"#h-{closed.ane.id}"), "one goes on where one was"
    assert signed(closed) == {"Ane": "She sang."}
    page = words(birger.get(at(closed)).content.decode())
    assert f"She sang. Signed by {closed.birger.name}," in page
    assert "We sang." in page, "the other is kept as a draft"


def test_all_at_once_and_one_is_done_for_tonight(closed: World) -> None:
    birger = browser(closed.birger)
    assert "Sign all 4 notes as they stand" in birger.get(at(closed)).content.decode()
    sign(birger, closed, group="1 of 3.", ane="She sang.", arne="Away.", aud="Away too.")
    assert signed(closed) == {"": "1 of 3.", "Ane": "She sang.", "Arne": "Away.", "Aud": "Away too."}
    assert "All notes are signed. You are done for tonight." in birger.get(at(closed)).content.decode()
    assert "not signed yet" not in birger.get("/tonight/").content.decode()


def test_the_person_reads_it_and_nobody_elses(closed: World) -> None:
    sign(browser(closed.birger), closed, ane="She sang.", arne="He listened.")
    own = words(browser(closed.ane.account).get(f"/record/{closed.ane.id}/").content.decode())
    assert "She sang." in own
    assert "He listened." not in own


def test_the_programme_leader_signs_for_who_cannot(closed: World) -> None:
    sign(browser(closed.eva), closed, ane="She sang.")
    assert f"Signed by {closed.eva.name}" in words(browser(closed.birger).get(at(closed)).content.decode())


def test_signed_twice_it_is_signed_once_and_says_what_it_said_first(closed: World) -> None:
    birger = browser(closed.birger)
    for text in ("She sang.", "She sang.", "She did not sing."):
        sign(birger, closed, ane=text)
    assert signed(closed) == {"Ane": "She sang."}
    assert Entry.objects.filter(kind="signed").count() == 1


def test_an_empty_one_is_told_by_the_field_and_the_others_are_signed(closed: World) -> None:
    answer = sign(browser(closed.birger), closed, ane="She sang.", arne="  ", group="We sang.")
    assert answer.status_code == 409
    assert "Write a few words first." in answer.content.decode()
    assert signed(closed) == {"": "We sang.", "Ane": "She sang."}


def test_over_words_one_has_not_seen_nothing_is_signed(closed: World) -> None:
    sign(browser(closed.eva), closed, "nobody", ane="From Eva.")
    answer = sign(browser(closed.birger), closed, ane="From Birger.")
    assert answer.status_code == 409
    assert "From Eva." in answer.content.decode()
    assert "From Birger." in answer.content.decode()
    assert signed(closed) == {}


def test_while_the_session_goes_on_a_note_can_be_signed_and_ends_its_taps(world: World) -> None:
    begin(world)
    birger = browser(world.birger)
    assert "The session is still open." in birger.get(at(world)).content.decode()
    sign(birger, world, aud="She telephoned.")
    assert refused(birger, world.session, one("presence", {"here": "here"}, world.aud.id)) == ["signed"]


def test_the_peer_specialist_sees_that_it_is_signed_and_not_what_it_says(closed: World) -> None:
    sign(browser(closed.birger), closed, ane="She sang.")
    board = browser(closed.gro).get(f"/tonight/{closed.session.id}/entries").json()["board"]
    assert f"signed:{closed.ane.id}:" in board
    assert "She sang." not in browser(closed.gro).get(at(closed)).content.decode()


@pytest.mark.parametrize("who", ["gro", "bodil", "cathrine", "dag", "ane"])
def test_who_writes_no_notes_signs_none(closed: World, who: str) -> None:
    sign(browser(closed.everybody()[who]), closed, ane="x", group="x")
    assert signed(closed) == {}
    assert not Entry.objects.filter(kind="signed").exists()


@pytest.mark.parametrize("which", ["", "x", "ALL", "../group", "\x00"])
def test_an_odd_button_keeps_a_draft_and_signs_nothing(closed: World, which: str) -> None:
    answer = sign(browser(closed.birger), closed, which, ane="She sang.")
    assert answer.status_code == 302
    assert signed(closed) == {}
    assert NoteVersion.objects.get().kind == "draft"


def test_the_words_are_kept_as_they_were_typed(closed: World) -> None:
    sign(browser(closed.birger), closed, ane="  Line one\r\n\r\n<b>two</b>  \u202e ")
    assert signed(closed) == {"Ane": "Line one\n\n<b>two</b>"}
    page = browser(closed.birger).get(at(closed)).content.decode()
    assert "Line one<br><br>&lt;b&gt;two&lt;/b&gt;" in page
