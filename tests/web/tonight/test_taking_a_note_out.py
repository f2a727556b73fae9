# SPDX-License-Identifier: Apache-2.0
"""One note as text for the health record, and on paper: whose, from when, signed or not, and what was added."""

import pytest
from django.test import Client

from bedring.kit.rows import set_actor
from bedring.sessions.commands.notes import write_note
from bedring.sessions.rules.states import NoteKind
from bedring.trust.models import AccessLog
from tests.evenings import words
from tests.own_words import ON_PAPER
from tests.signed_in import browser
from tests.taps import send, tap
from tests.text_of import is_tagged, pages_of
from tests.world import World


def write(world: World, text: str, kind: NoteKind, person: object = None) -> None:
    set_actor(world.birger.id)
    write_note(
        by=world.actor(world.birger),
        session_id=world.session.id,
        participant_id=world.ane.id if person is None else None,
        text=text,
        kind=kind,
        language="en",
    )


def taken_out(client: Client, world: World, how: str, key: object = "") -> str:
    """All its words, by whichever way."""
    answer = client.get(f"/tonight/{world.session.id}/notes/{key or world.ane.id}.{how}")
    assert answer.status_code == 200
    return words(" ".join(pages_of(answer.content)) if how == "pdf" else answer.content.decode())


@pytest.mark.parametrize("how", ["txt", "pdf"])
def test_it_says_whose_it_is_when_it_was_who_signed_and_what_was_added(closed: World, how: str) -> None:
    write(closed, "She sang.", NoteKind.SIGNED)
    write(closed, "Twice.", NoteKind.ADDENDUM)
    said = taken_out(browser(closed.birger), closed, how)
    for part in (
        closed.ane.name,
        f"{closed.group.name}, session 1,",
        "She sang.",
        f"Signed by {closed.birger.name}",
        "Twice.",
        f"Added by {closed.birger.name}",
    ):
        assert part in said


@pytest.mark.parametrize("how", ["txt", "pdf"])
def test_one_that_is_not_signed_says_so(closed: World, how: str) -> None:
    said = taken_out(browser(closed.eva), closed, how)
    assert "Ane was here." in said
    assert "Draft, not signed." in said


@pytest.mark.parametrize("how", ["txt", "pdf"])
def test_while_it_goes_on_the_group_is_counted_too(begun: World, how: str) -> None:
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.arne.id))
    assert "1 of 3 was here." in taken_out(browser(begun.birger), begun, how, "group")
    assert "Arne was here." in taken_out(browser(begun.birger), begun, how, begun.arne.id)


@pytest.mark.parametrize("how", ["txt", "pdf"])
def test_the_groups_note_names_nobody(closed: World, how: str) -> None:
    said = taken_out(browser(closed.birger), closed, how, "group")
    assert "The group" in said
    assert "1 of 3 was here." in said
    for person in (closed.ane, closed.arne, closed.aud):
        assert person.called not in said.split()


def test_it_is_in_the_language_one_reads_in(closed: World) -> None:
    write(closed, "She sang.", NoteKind.SIGNED)
    said = taken_out(browser(closed.birger, language="nb"), closed, "txt")
    assert "Signert av" in said
    assert "She sang." in said, "what was written stays as it was written"


def test_it_is_the_text_alone_and_nothing_that_a_program_would_run(closed: World) -> None:
    write(closed, "=cmd|' <script>x</script>", NoteKind.SIGNED)
    answer = browser(closed.birger).get(f"/tonight/{closed.session.id}/notes/{closed.ane.id}.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "=cmd|' <script>x</script>" in answer.content.decode()


def test_any_words_come_out_on_paper_which_a_screen_reader_reads(closed: World) -> None:
    write(closed, "\n".join(ON_PAPER), NoteKind.SIGNED)
    answer = browser(closed.birger).get(f"/tonight/{closed.session.id}/notes/{closed.ane.id}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert is_tagged(answer.content)
    assert "Gå tur med hunden" in " ".join(pages_of(answer.content))


@pytest.mark.parametrize("how", ["txt", "pdf"])
def test_one_note_is_a_look_at_one_person(closed: World, how: str) -> None:
    taken_out(browser(closed.eva), closed, how)
    assert looks(closed) == {"Ane": 2, "Arne": 0}, "at her in the session, and at her note"
    taken_out(browser(closed.eva), closed, how, "group")
    assert looks(closed) == {"Ane": 2, "Arne": 0}, "the group's names nobody"


def looks(world: World) -> dict[str, int]:
    """How often the log says to each that Eva has looked at them in this session."""
    found = {}
    for person in (world.ane, world.arne):
        set_actor(person.account_id)
        found[person.called] = AccessLog.objects.filter(account=world.eva, thing_id=world.session.id).count()
    return found


@pytest.mark.parametrize("how", ["txt", "pdf"])
@pytest.mark.parametrize(
    ("who", "status"), [("gro", 403), ("bodil", 404), ("cathrine", 404), ("dag", 404), ("ane", 404)]
)
def test_who_does_not_read_the_record_gets_none(closed: World, how: str, who: str, status: int) -> None:
    client = browser(closed.everybody()[who])
    for key in (closed.ane.id, "group"):
        answer = client.get(f"/tonight/{closed.session.id}/notes/{key}.{how}")
        assert answer.status_code == status
        assert b"was here" not in answer.content


@pytest.mark.parametrize("how", ["txt", "pdf"])
def test_of_whom_there_is_no_note_there_is_none(closed: World, how: str) -> None:
    birger = browser(closed.birger)
    for key in (closed.carl.id, closed.nils.id, "nobody", "group2"):
        assert birger.get(f"/tonight/{closed.session.id}/notes/{key}.{how}").status_code == 404
    assert birger.get(f"/tonight/{closed.other_session.id}/notes/group.{how}").status_code == 404
