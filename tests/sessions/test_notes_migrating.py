# SPDX-License-Identifier: Apache-2.0
"""Versions of notes of an earlier version are all there on the ledger, by their numbers, each with what it is about."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker

from bedring.kit import clock
from bedring.sessions.models import Note, NoteVersion, Session
from tests.migrating import a_database, bring_to, rows

OLD = """
INSERT INTO imr_sessions_noteversion
  (id, number, kind, text, language, at, by_id, organisation_id, participant_id, note_id)
SELECT %s, %s, %s, %s, 'nb', %s, a.id, n.organisation_id, n.participant_id, n.id
FROM imr_sessions_note n, (SELECT id FROM people_account ORDER BY id LIMIT 1) a WHERE n.id = %s
"""
KINDS = ("draft", "draft", "signed", "begun", "addendum")


@pytest.fixture
def before(owner_url: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[UUID]:
    """A note with a version of every kind, as it was before there was a ledger."""
    with django_db_blocker.unblock(), a_database(owner_url):
        session = Session.objects.all()[0]
        note = Note.objects.create(session=session, organisation_id=session.organisation_id)
        bring_to("imr_sessions", "0013")
        for number, kind in enumerate(KINDS, start=1):
            rows(OLD, uuid4(), number, kind, f"Words {number}", clock.now(), note.id)
        yield note.id


def test_rows_numbers_and_times_stay_and_each_has_its_key(before: UUID) -> None:
    was = rows("SELECT id, number, kind, text, at, by_id FROM imr_sessions_noteversion ORDER BY number")
    assert len(was) == len(KINDS)
    bring_to("imr_sessions", "0014")
    now = "SELECT id, number, kind, text, made_at, by_id FROM imr_sessions_noteversion ORDER BY number"
    assert rows(now) == was
    writer = str(was[0][-1])
    keys = [v.key for v in NoteVersion.objects.filter(note=before).order_by("number")]
    assert keys == ["text", "text", "text", writer, ""]
    assert all(v.received_at == v.made_at for v in NoteVersion.objects.filter(note=before))


def test_the_next_number_is_newer_than_all_there_are(before: UUID) -> None:
    bring_to("imr_sessions", "0014")
    old = NoteVersion.objects.filter(note=before)[0]
    whose = {"note_id": before, "organisation_id": old.organisation_id, "by_id": old.by_id}
    new = NoteVersion.objects.create(
        **whose, kind="addendum", text="x", language="nb", made_at=clock.now(), received_at=clock.now()
    )
    assert new.number > len(KINDS)


def test_there_is_a_way_back(before: UUID) -> None:
    was = rows("SELECT id, number, text, at FROM imr_sessions_noteversion ORDER BY number")
    bring_to("imr_sessions", "0014")
    bring_to("imr_sessions", "0013")
    assert rows("SELECT id, number, text, at FROM imr_sessions_noteversion ORDER BY number") == was
