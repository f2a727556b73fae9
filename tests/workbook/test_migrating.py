# SPDX-License-Identifier: Apache-2.0
"""Answers of an earlier version are all there on the ledger, in their order and by their numbers."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker

from bedring.kit import clock
from bedring.people.models import Participant
from bedring.workbook.models import Answer, Sheet, Wording
from tests.migrating import a_database, bring_to, rows

OLD = (
    "INSERT INTO workbook_answer (id, number, field, value, base, at, by_id, organisation_id, participant_id, sheet_id)"
)
WHOSE = (
    "SELECT %s, %s, %s, to_jsonb(%s::text), 0, %s, begun_by_id, organisation_id, participant_id, id FROM workbook_sheet"
)


@pytest.fixture
def before(owner_url: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[UUID]]:
    """Two sheets, as they were before there was a ledger."""
    with django_db_blocker.unblock(), a_database(owner_url):
        wording = Wording.objects.create(digest="0" * 64, words={})
        person = Participant.objects.exclude(account=None)[0]
        whose = {"participant": person, "organisation_id": person.organisation_id, "begun_by_id": person.account_id}
        sheets = [
            Sheet.objects.create(**whose, wording=wording, filled="alone", begun_at=clock.now()) for _two in range(2)
        ]
        bring_to("workbook", "0004")
        for sheet in sheets:
            for number, words in ((1, "The cat"), (2, "The sea")):
                rows(f"{OLD} {WHOSE} WHERE id = %s", uuid4(), number, "keep", words, clock.now(), sheet.id)
        yield [sheet.id for sheet in sheets]


def test_rows_numbers_and_times_stay_and_the_next_number_is_newer(before: list[UUID]) -> None:
    was = rows("SELECT id, number, field, value, at, by_id FROM workbook_answer ORDER BY id")
    bring_to("workbook", "0005")
    assert rows("SELECT id, number, key, value, made_at, by_id FROM workbook_answer ORDER BY id") == was
    assert rows("SELECT count(*) FROM workbook_answer WHERE received_at = made_at") == [(4,)]
    for sheet in before:
        known = Answer.objects.filter(sheet=sheet)[0]
        whose = {"participant_id": known.participant_id, "organisation_id": known.organisation_id, "by_id": known.by_id}
        now = clock.now()
        new = Answer.objects.create(sheet_id=sheet, key="keep", value="More", made_at=now, received_at=now, **whose)
        assert new.number > 2
        pile = Answer.objects.filter(sheet=sheet).order_by("number")
        assert [row.value for row in pile] == ["The cat", "The sea", "More"]


def test_what_stands_is_asked_of_the_ledger(before: list[UUID]) -> None:
    bring_to("workbook", "0005")
    stands = (
        "SELECT value, bedring_stands(sheet_id, key, number) FROM workbook_answer WHERE sheet_id = %s ORDER BY number"
    )
    assert rows(stands, before[0]) == [('"The cat"', False), ('"The sea"', True)]


def test_there_is_a_way_back(before: list[UUID]) -> None:
    was = rows("SELECT id, number, field, value FROM workbook_answer ORDER BY id")
    bring_to("workbook", "0005")
    bring_to("workbook", "0004")
    assert rows("SELECT id, number, field, value FROM workbook_answer ORDER BY id") == was
