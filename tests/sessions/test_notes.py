# SPDX-License-Identifier: Apache-2.0
"""The notes of a session: drafted from what was tapped, signed by one, and never at the cost of another's words."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.people.rules import Role
from bedring.sessions.commands.courses import appoint_leader
from bedring.sessions.commands.entries import start_session
from bedring.sessions.models import NoteVersion, RefusedVersion
from bedring.sessions.queries.notes import note_of_session
from tests.addresses import parcel_of
from tests.roles import give_role
from tests.signed_in import browser
from tests.taps import send, tap
from tests.world import World


@pytest.fixture
def begun(world: World) -> World:
    """Birger has begun the session. Bodil leads the group with him and Gro, and has not touched a screen tonight."""
    set_actor(world.eva.id)
    appoint_leader(by=world.actor(world.eva), course=world.group, account_id=world.bodil.id)
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    return world


def drafted(world: World, person: object = None, by: Account | None = None) -> str:
    reader = by or world.birger
    set_actor(reader.id)
    participant = person.id if person else None  # type: ignore[attr-defined]
    return note_of_session(world.actor(reader), world.session.id, participant, "en")[1].text


def test_led_by_those_who_were_there(begun: World) -> None:
    send(begun, begun.gro, tap("presence", {"here": "here"}, begun.ane.id))
    said = drafted(begun)
    assert f"Led by {begun.birger.name} and {begun.gro.name}." in said
    assert begun.bodil.name not in said, "appointed is not there"


def test_signing_afterwards_is_not_being_there(begun: World) -> None:
    set_actor(begun.eva.id)
    give_role(by=begun.actor(begun.eva), account=begun.eva, organisation_id=begun.fjellvik.id, role=Role.PRACTITIONER)
    browser(begun.eva).post(f"/tonight/{begun.session.id}/notes/", {f"text-{begun.ane.id}": "x", "sign": "all"})
    assert begun.eva.name not in drafted(begun)


def test_a_tap_on_somebody_then_marked_away_is_not_told(begun: World) -> None:
    with clock.stopped_at(clock.now() - timedelta(minutes=5)):
        send(begun, begun.birger, tap("step_look", {"step": str(begun.step.id), "look": "done"}, begun.ane.id))
    send(begun, begun.birger, tap("presence", {"here": "not_here"}, begun.ane.id))
    assert drafted(begun, begun.ane) == "Ane was not here."
    assert "looked at" not in drafted(begun)


def test_one_person_here_is_told_as_one(begun: World) -> None:
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))
    assert drafted(begun).startswith("1 of 3 was here. Of 2 it is not written whether they were here.")


def test_before_the_session_is_started_there_are_no_notes(world: World) -> None:
    at = f"/tonight/{world.session.id}/notes/"
    page = browser(world.birger).get(at)
    assert page.status_code == 200
    assert "This session has not been started." in page.content.decode()
    assert "<textarea" not in page.content.decode()
    assert browser(world.birger).get(f"{at}{world.ane.id}.txt").status_code == 403
    assert browser(world.bodil).get(at).status_code == 404


def test_the_second_leaders_words_are_kept_when_the_first_has_signed(begun: World) -> None:
    at = f"/tonight/{begun.session.id}/notes/"
    birger, bodil = browser(begun.birger), browser(begun.bodil)
    field = f"text-{begun.ane.id}"
    birger.post(at, {field: "Birger's note", "sign": str(begun.ane.id)})
    (kept,) = draft(bodil, at, key=str(begun.ane.id), text="She told me of her sister", base=0)
    assert not kept["stored"]
    assert "Your words are kept" in kept["reason"]
    answer = bodil.post(at, {field: "She told me of her sister, and of June", "sign": "all"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Your words are kept, as the beginning of an addition." in page
    assert "She told me of her sister, and of June" in bodil.get(at).content.decode(), "another day too"
    assert "of June" not in birger.get(at).content.decode(), "it is not signed, and hers alone until it is"
    bodil.post(f"{at}{begun.ane.id}/add", {"text": "She told me of her sister, and of June."})
    assert "Birger&#x27;s note" in birger.get(at).content.decode()
    assert "and of June." in birger.get(at).content.decode()
    set_actor(begun.birger.id)
    assert NoteVersion.objects.filter(kind="signed").count() == 1


def test_what_stood_there_before_is_not_kept_again(begun: World) -> None:
    at, field = f"/tonight/{begun.session.id}/notes/", f"text-{begun.ane.id}"
    for who in (begun.birger, begun.bodil):
        answer = browser(who).post(at, {field: "The same words", "sign": "all"})
        assert answer.status_code == 302
    set_actor(begun.birger.id)
    assert [v.kind for v in NoteVersion.objects.filter(participant=begun.ane)] == ["signed"]


def test_a_note_too_long_is_refused_and_not_cut(begun: World) -> None:
    at, long = f"/tonight/{begun.session.id}/notes/", "x" * 10_001
    answer = browser(begun.birger).post(at, {f"text-{begun.ane.id}": long, "sign": "all"})
    assert answer.status_code == 409
    assert "This is longer than 10000 characters." in answer.content.decode()
    assert long in answer.content.decode()
    browser(begun.birger).post(at, {f"text-{begun.ane.id}": "short", "sign": "all"})
    answer = browser(begun.birger).post(f"{at}{begun.ane.id}/add", {"text": long})
    assert answer.status_code == 409
    assert long in answer.content.decode()


def draft(client: Client, at: str, *more: dict[str, Any], **item: Any) -> list[dict[str, Any]]:
    response = client.post(f"{at}drafts", parcel_of([item, *more]), content_type="application/json")
    assert response.status_code == 200
    told: list[dict[str, Any]] = response.json()["answers"]
    return told


def test_a_draft_is_kept_once_however_often_it_is_sent(begun: World) -> None:
    at, birger = f"/tonight/{begun.session.id}/notes/", browser(begun.birger)
    one = {"id": str(uuid4()), "key": str(begun.ane.id), "text": "She sang", "base": 0}
    once = draft(birger, at, **one)
    assert once == [{"id": one["id"], "stored": True, "number": once[0]["number"]}]
    assert draft(birger, at, **one) == once
    set_actor(begun.birger.id)
    assert [str(v.id) for v in NoteVersion.objects.filter(participant=begun.ane)] == [one["id"]]


def test_a_draft_that_follows_ones_own_is_no_conflict(begun: World) -> None:
    at, birger = f"/tonight/{begun.session.id}/notes/", browser(begun.birger)
    first = {"id": str(uuid4()), "key": "group", "text": "We s", "base": 0}
    told = draft(birger, at, {"key": "group", "text": "We sang", "base": 0, "after": first["id"]}, **first)
    assert [one["stored"] for one in told] == [True, True]
    (window,) = draft(birger, at, key="group", text="We danced", base=0)
    assert "You have also written here, in another window." in window["reason"]
    (hers,) = draft(browser(begun.bodil), at, key="group", text="We drank coffee", base=0)
    assert "Somebody else has written in this note." in hers["reason"]


def test_an_odd_draft_is_told_so_and_the_next_is_kept(begun: World) -> None:
    at = f"/tonight/{begun.session.id}/notes/"
    odd = [{"key": "group"}, {"key": {}, "text": "x"}, {"key": "group", "text": "x", "after": 7}]
    told = draft(browser(begun.birger), at, *odd, {"key": "group", "text": "We sang"}, key="group", text="")
    assert [one["stored"] for one in told] == [False, False, False, False, True]
    assert all(one["reason"] for one in told if not one["stored"])
    (unseen,) = draft(browser(begun.birger), at, key="group", text="We danced", base="²")
    assert not unseen["stored"], "a number that is none has seen nothing of what stands there"


def test_a_stranger_and_one_who_writes_no_notes(begun: World) -> None:
    at, one = f"/tonight/{begun.session.id}/notes/drafts", parcel_of([{"key": "group", "text": "x"}])
    assert browser(begun.cathrine).post(at, one, content_type="application/json").status_code == 404
    told = browser(begun.gro).post(at, one, content_type="application/json").json()["answers"]
    assert [(a["stored"], bool(a["reason"])) for a in told] == [(False, True)]
    set_actor(begun.birger.id)
    assert not NoteVersion.objects.filter(participant=None).exists()


LONG = "She sang " * 1200
NOT_TAKEN = "wrote something here that was not taken in"


def page_of(world: World, account: Account) -> str:
    return browser(account).get(f"/tonight/{world.session.id}/notes/").content.decode()


def test_a_draft_that_was_not_taken_in_is_told_by_whom_and_why_and_never_what(begun: World) -> None:
    at = f"/tonight/{begun.session.id}/notes/"
    one = {"id": str(uuid4()), "key": str(begun.ane.id), "text": LONG, "base": 0}
    for _twice in range(2):
        (told,) = draft(browser(begun.birger), at, **one)
        assert (told["stored"], told["code"]) == (False, "too_long")
    for reader in (begun.birger, begun.bodil):
        page = page_of(begun, reader)
        assert page.count(NOT_TAKEN) == 1, "however often it was sent"
        assert f"{begun.birger.name} {NOT_TAKEN}" in page
        assert "This is too long to be kept." in page
        assert "She sang She sang" not in page
    set_actor(begun.birger.id)
    kept = RefusedVersion.objects.values()
    assert {str(row["row"]) for row in kept} == {one["id"]}
    assert "sang" not in str(list(kept))


def test_it_is_told_until_something_of_the_same_writer_stands_for_it(begun: World) -> None:
    at, key = f"/tonight/{begun.session.id}/notes/", str(begun.ane.id)
    with clock.stopped_at(clock.now() - timedelta(minutes=9)):
        draft(browser(begun.birger), at, key=key, text=LONG, base=0)
        (hers,) = draft(browser(begun.bodil), at, key=key, text="She danced", base=0)
    assert NOT_TAKEN in page_of(begun, begun.bodil), "hers stands not for his"
    draft(browser(begun.birger), at, key="group", text="We sang", base=0)
    assert NOT_TAKEN in page_of(begun, begun.birger), "nor does another note"
    draft(browser(begun.birger), at, key=key, text="She sang", base=hers["number"])
    assert NOT_TAKEN not in page_of(begun, begun.birger)


def test_words_that_somebody_elses_came_before_are_told_as_not_taken_in(begun: World) -> None:
    at, key = f"/tonight/{begun.session.id}/notes/", str(begun.ane.id)
    draft(browser(begun.birger), at, key=key, text="She sang", base=0)
    assert NOT_TAKEN not in page_of(begun, begun.bodil)
    draft(browser(begun.bodil), at, key=key, text="She danced", base=0)
    assert f"{begun.bodil.name} {NOT_TAKEN}" in page_of(begun, begun.birger)
    assert "Something had been written here in the meantime." in page_of(begun, begun.birger)


def test_an_id_that_stands_in_another_note_is_not_taken_in_and_told(begun: World) -> None:
    at, one = f"/tonight/{begun.session.id}/notes/", str(uuid4())
    draft(browser(begun.birger), at, id=one, key="group", text="We sang", base=0)
    (told, other) = draft(
        browser(begun.birger),
        at,
        {"key": "group", "text": "We sang", "base": 0},
        id=one,
        key=str(begun.ane.id),
        text="x",
    )
    assert (told["stored"], told["code"], other["stored"]) == (False, "id_taken", True)
    assert "This was already used for something else." in page_of(begun, begun.bodil)


def test_an_empty_field_and_one_who_writes_no_notes_leave_nothing_behind(begun: World) -> None:
    at = f"/tonight/{begun.session.id}/notes/"
    draft(browser(begun.birger), at, key="group", text=" ", base=0)
    draft(browser(begun.gro), at, key="group", text=LONG, base=0)
    set_actor(begun.birger.id)
    assert not RefusedVersion.objects.exists()


@pytest.mark.parametrize("who", ["ane", "arne", "gro", "cathrine", "dag", "eva", "birger", "bodil"])
def test_the_database_lets_only_those_read_of_it_who_write_notes(begun: World, who: str) -> None:
    for key in ("group", str(begun.ane.id)):
        draft(browser(begun.birger), f"/tonight/{begun.session.id}/notes/", key=key, text=LONG, base=0)
    set_actor(begun.everybody()[who].id)
    assert RefusedVersion.objects.count() == (2 if who in ("eva", "birger", "bodil") else 0)


def test_a_draft_bears_the_time_it_was_written_by_however_wrong_a_clock(begun: World) -> None:
    wrong = clock.now() - timedelta(days=400)
    one = {"id": str(uuid4()), "key": "group", "text": "We sang", "base": 0, "made_at": (wrong).isoformat()}
    parcel = {"sent_at": (wrong + timedelta(minutes=20)).isoformat(), "entries": [one]}
    with clock.stopped_at(clock.now()):
        at = f"/tonight/{begun.session.id}/notes/drafts"
        assert browser(begun.birger).post(at, parcel, content_type="application/json").status_code == 200
        set_actor(begun.birger.id)
        version = NoteVersion.objects.get(id=one["id"])
        assert (version.made_at, version.received_at) == (clock.now() - timedelta(minutes=20), clock.now())
