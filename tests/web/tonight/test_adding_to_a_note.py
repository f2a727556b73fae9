# SPDX-License-Identifier: Apache-2.0
"""Adding to a signed note: what was signed stands, and what is added stands beside it with its own name and time."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.commands.notes import write_note
from bedring.sessions.models import NoteVersion
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NoteKind
from tests.evenings import words
from tests.signed_in import browser
from tests.world import World


@pytest.fixture
def signed(closed: World) -> World:
    """Birger has signed Ane's note and the group's."""
    set_actor(closed.birger.id)
    for person in (closed.ane.id, None):
        write_note(
            by=closed.actor(closed.birger),
            session_id=closed.session.id,
            participant_id=person,
            text="She sang." if person else "We sang.",
            kind=NoteKind.SIGNED,
            language="en",
        )
    return closed


def at(world: World, more: str = "") -> str:
    return f"/tonight/{world.session.id}/notes/{more}"


def add(client: Client, world: World, text: str, key: object = "") -> HttpResponse:
    answer: HttpResponse = client.post(at(world, f"{key or world.ane.id}/add"), {"text": text})
    return answer


def added(world: World) -> list[str]:
    set_actor(world.eva.id)
    return list(NoteVersion.objects.filter(kind="addendum").order_by("number").values_list("text", flat=True))


def test_it_stands_beside_what_was_signed_for_all_who_read_it(signed: World) -> None:
    answer = add(browser(signed.birger), signed, "It was the second verse.")
    assert answer["Location"] == at(signed, f"#h-{signed.ane.id}")
    for page in (
        browser(signed.eva).get(at(signed)),
        browser(signed.birger).get(f"/record/{signed.ane.id}/"),
        browser(signed.ane.account).get(f"/record/{signed.ane.id}/"),
    ):
        said = words(page.content.decode())
        assert said.index("She sang. Signed by") < said.index("It was the second verse. Added by")


def test_to_the_groups_note_too_and_to_no_person(signed: World) -> None:
    add(browser(signed.birger), signed, "Twice.", "group")
    set_actor(signed.birger.id)
    assert NoteVersion.objects.get(kind="addendum").participant_id is None
    assert "Twice." not in browser(signed.ane.account).get(f"/record/{signed.ane.id}/").content.decode()


def test_another_who_writes_notes_adds_in_their_own_name(signed: World) -> None:
    add(browser(signed.birger), signed, "First.")
    add(browser(signed.eva), signed, "Second.")
    said = words(browser(signed.birger).get(at(signed)).content.decode())
    assert said.index(f"First. Added by {signed.birger.name}") < said.index(f"Second. Added by {signed.eva.name}")


def test_pressed_twice_it_is_added_once(signed: World) -> None:
    for _press in range(2):
        assert add(browser(signed.birger), signed, "Once.").status_code == 302
    assert added(signed) == ["Once."]


def test_the_words_that_were_signed_never_change(signed: World) -> None:
    add(browser(signed.birger), signed, "She did not.")
    browser(signed.birger).post(at(signed), {f"text-{signed.ane.id}": "She did not.", "sign": "all"})
    set_actor(signed.birger.id)
    assert NoteVersion.objects.get(kind="signed", participant=signed.ane).text == "She sang."


def test_one_who_was_there_and_has_left_can_be_written_of_for_two_weeks(signed: World) -> None:
    set_actor(signed.birger.id)
    change_enrolment(by=signed.actor(signed.birger), enrolment_id=signed.anes_place.id, change=Change.LEAVE)
    assert add(browser(signed.birger), signed, "She says goodbye.").status_code == 302
    with clock.stopped_at(clock.now() + timedelta(days=15)):
        assert add(browser(signed.birger), signed, "Too late.").status_code == 404
        assert add(browser(signed.eva), signed, "Not too late.").status_code == 302
    assert added(signed) == ["She says goodbye.", "Not too late."]


@pytest.mark.parametrize("text", ["", "   ", "\u202e"])
def test_nothing_written_is_told_by_the_field(signed: World, text: str) -> None:
    answer = add(browser(signed.birger), signed, text)
    assert answer.status_code == 409
    assert "Write a few words first." in answer.content.decode()
    assert added(signed) == []


def test_what_is_too_long_is_not_cut_and_not_lost(signed: World) -> None:
    long = "Å" * 10_001
    answer = add(browser(signed.birger), signed, long)
    assert answer.status_code == 409
    assert long in answer.content.decode()
    assert added(signed) == []
    assert add(browser(signed.birger), signed, long[1:]).status_code == 302
    assert added(signed) == [long[1:]]


def test_a_note_that_is_not_signed_is_not_added_to(signed: World) -> None:
    answer = add(browser(signed.birger), signed, "x", signed.arne.id)
    assert answer.status_code == 403
    assert "Only a signed note is added to. Sign it first." in answer.content.decode()
    assert added(signed) == []


@pytest.mark.parametrize(
    ("who", "status"), [("gro", 403), ("bodil", 404), ("cathrine", 404), ("dag", 404), ("ane", 404), ("arne", 404)]
)
def test_who_writes_no_notes_adds_nothing(signed: World, who: str, status: int) -> None:
    assert add(browser(signed.everybody()[who]), signed, "x").status_code == status
    assert added(signed) == []


@pytest.mark.parametrize("key", ["nobody", "00000000-0000-4000-8000-000000000000", "GROUP"])
def test_of_somebody_who_is_not_there_there_is_no_note(signed: World, key: str) -> None:
    assert add(browser(signed.birger), signed, "x", key).status_code == 404
    assert add(browser(signed.birger), signed, "x", signed.carl.id).status_code == 404
    assert browser(signed.birger).get(at(signed, f"{signed.ane.id}/add")).status_code == 405
    assert added(signed) == []


def test_a_language_of_its_own_is_kept_with_what_is_added(signed: World) -> None:
    add(browser(signed.birger, language="nb"), signed, "Det andre verset.")
    set_actor(signed.birger.id)
    assert NoteVersion.objects.get(kind="addendum").language == "nb"
    assert NoteVersion.objects.get(kind="signed", participant=signed.ane).language == "en"
