# SPDX-License-Identifier: Apache-2.0
"""Saying who is here: one tap each, corrected by a second, by either leader, and nobody outside the group."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import change_enrolment, end_leading
from bedring.sessions.commands.notes import write_note
from bedring.sessions.models import Entry, RefusedEntry
from bedring.sessions.queries.notes import note_of_session
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NoteKind
from tests.signed_in import browser
from tests.wire import board_of, one, refused, sends, taken
from tests.world import World


def here(world: World, who: str, value: str, **more: Any) -> dict[str, Any]:
    return one("presence", {"here": value}, getattr(world, who).id, **more)


def note_of(world: World, who: str) -> str:
    set_actor(world.birger.id)
    return note_of_session(world.actor(world.birger), world.session.id, getattr(world, who).id, "en")[1].text


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("here", "Ane was here."),
        ("sent_word", "Ane had sent word and was not here."),
        ("not_here", "Ane was not here."),
        ("", ""),
    ],
)
def test_what_is_tapped_stands_on_the_board_and_in_the_draft(begun: World, value: str, told: str) -> None:
    board = taken(browser(begun.birger), begun.session, here(begun, "ane", value))
    assert board.get(f"presence:{begun.ane.id}:", {}).get("here", "") == value
    drafted = note_of(begun, "ane")
    assert drafted.startswith(told)
    assert bool(drafted) is bool(told), "of somebody nobody has said anything of, nothing is said"


def test_the_team_mate_sees_it_and_may_say_otherwise(begun: World) -> None:
    taken(browser(begun.birger), begun.session, here(begun, "ane", "not_here"))
    gro = browser(begun.gro)
    at = f"/tonight/{begun.session.id}/entries"
    assert gro.get(at).json()["board"][f"presence:{begun.ane.id}:"] == {"here": "not_here"}
    taken(gro, begun.session, here(begun, "ane", "here"))
    told = browser(begun.birger).get(at).json()
    assert told["board"][f"presence:{begun.ane.id}:"] == {"here": "here"}
    (before,) = told["earlier"][f"presence:{begun.ane.id}:"]
    assert (before["value"], before["by"]) == ({"here": "not_here"}, begun.birger.name)


def test_tapped_again_to_nothing_it_was_never_said(begun: World) -> None:
    birger = browser(begun.birger)
    taken(birger, begun.session, here(begun, "ane", "here"))
    board = taken(birger, begun.session, here(begun, "ane", ""))
    assert f"presence:{begun.ane.id}:" not in board
    assert note_of(begun, "ane") == ""
    set_actor(begun.birger.id)
    assert "was here" not in note_of_session(begun.actor(begun.birger), begun.session.id, None, "en")[1].text


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane"])
def test_a_stranger_says_nothing_and_learns_nothing(begun: World, who: str) -> None:
    answer = sends(browser(begun.everybody()[who]), begun.session, here(begun, "ane", "here"))
    assert answer.status_code == 404
    assert str(begun.ane.id) not in answer.content.decode()
    set_actor(begun.birger.id)
    assert not Entry.objects.filter(kind="presence").exists()
    assert not RefusedEntry.objects.exists()


def test_of_those_without_a_place_nothing_is_taken_in(begun: World) -> None:
    birger = browser(begun.birger)
    for stranger in (begun.carl, begun.nils):
        assert refused(birger, begun.session, one("presence", {"here": "here"}, stranger.id)) == ["not_in_group"]
    assert refused(birger, begun.session, one("presence", {"here": "here"}, uuid4())) == ["not_in_group"]
    assert refused(birger, begun.session, one("presence", {"here": "here"})) == ["not_understood"], "of nobody"


def test_who_left_while_it_goes_on_was_expected_and_can_be_said_to_have_been_here(begun: World) -> None:
    set_actor(begun.gro.id)
    change_enrolment(by=begun.actor(begun.gro), enrolment_id=begun.anes_place.id, change=Change.PAUSE)
    assert taken(browser(begun.birger), begun.session, here(begun, "ane", "here"))


def test_a_leader_whose_leading_ended_taps_no_more(begun: World) -> None:
    gro = browser(begun.gro)
    set_actor(begun.eva.id)
    end_leading(by=begun.actor(begun.eva), leader_id=begun.gro_leads.id)
    assert sends(gro, begun.session, here(begun, "ane", "here")).status_code == 404


def test_once_the_note_is_signed_it_says_what_it_says(begun: World) -> None:
    birger = browser(begun.birger)
    taken(birger, begun.session, here(begun, "ane", "here"))
    set_actor(begun.birger.id)
    signed = {"session_id": begun.session.id, "text": "Ane was here.", "kind": NoteKind.SIGNED, "language": "en"}
    write_note(by=begun.actor(begun.birger), participant_id=begun.ane.id, **signed)  # type: ignore[arg-type]
    assert refused(browser(begun.gro), begun.session, here(begun, "ane", "not_here")) == ["signed"]
    assert taken(birger, begun.session, here(begun, "arne", "not_here")), "the others' notes are open"


def test_before_the_start_nothing_is_taken_in(world: World) -> None:
    assert refused(browser(world.birger), world.session, here(world, "ane", "here")) == ["not_open"]


def test_sent_again_and_twice_at_once_it_counts_once(begun: World) -> None:
    birger, tap = browser(begun.birger), here(begun, "ane", "here")
    first = json.loads(sends(birger, begun.session, tap).content)["answers"]
    again = json.loads(sends(birger, begun.session, tap, tap).content)["answers"]
    assert again == first, "told the number it had"
    set_actor(begun.birger.id)
    assert Entry.objects.filter(kind="presence").count() == 1


def test_a_clock_that_is_wrong_changes_nothing(begun: World) -> None:
    """Gro's tablet is a day ahead; what she tapped before Birger is older all the same."""
    ahead = clock.now() + timedelta(days=1)
    early = here(begun, "ane", "not_here", made_at=(ahead - timedelta(minutes=10)).isoformat())
    taken(browser(begun.birger), begun.session, here(begun, "ane", "here"))
    answer = json.loads(sends(browser(begun.gro), begun.session, early, at=ahead).content)
    assert answer["answers"][0]["stored"]
    assert board_of(browser(begun.gro), begun.session)[f"presence:{begun.ane.id}:"] == {"here": "here"}


@pytest.mark.parametrize(
    "value", [{"here": "late"}, {"here": 1}, {}, {"here": "here", "more": 1}, {"here": ["here"]}, {"here": None}]
)
def test_nonsense_is_told_and_the_next_is_taken_in(begun: World, value: dict[str, Any]) -> None:
    odd, good = one("presence", value, begun.ane.id), here(begun, "arne", "here")
    told = json.loads(sends(browser(begun.birger), begun.session, odd, good).content)
    assert {a["id"]: a["stored"] for a in told["answers"]} == {odd["id"]: False, good["id"]: True}
    assert str(begun.ane.id) not in str(board_of(browser(begun.birger), begun.session))
