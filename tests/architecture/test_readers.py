# SPDX-License-Identifier: Apache-2.0
"""What the house keeps has a reader, or is gone."""

from pathlib import Path

from tests.architecture.house import HOUSE, rooms
from tests.architecture.readers import columns_without_reader, without_reader
from tests.architecture.walls import pairs

NOT_READ_HERE = {
    "kit/environment.py: SETTINGS": "what the reference of settings is generated from",
    "kit/rowchanges.py: changed_since": "how feeds and other systems ask; tested with what commits late",
    "kit/trail.py: onto_the_ledger": "what migrations put a pile onto the ledger with",
    "kit/words.py: has_words": "asked by the test that every kind has words",
    "people/signin/devices.py: forget_devices": "tested; offered where sign-ins elsewhere are ended",
    "sessions/rules/places.py: INVERSES": "the law that every change has its inverse, tested over all of them",
    "sessions/rules/places.py: ASKS_FIRST": "the law of what asks first, tested beside it",
    "sessions/access.py: sessions_so_far": "what somebody met stays theirs: for the list of their own sessions",
}
"""Public, and used by no other code of the house: each with its reason."""

COLUMNS_READ_ELSEWHERE = {
    "Account.last_login": "Django's own",
    "SignIn.session_data": "Django's own",
    "AccessLog.previous": "the chain of the log, read by PostgreSQL when it is verified",
    "AccessLog.hash": "the chain of the log, read by PostgreSQL when it is verified",
    "LogSeal.previous": "the chain of the seals, read by PostgreSQL when it is verified",
    "LogSeal.last_look": "the seal of the log, read by PostgreSQL when it is verified",
    "Supporter.invited_at": "when it happened: given out with everything about a person",
    "Sheet.begun_by": "who did it: given out with everything about a person",
    "LookToExplain.found_at": "when it was found: for whoever inspects the log",
}


def unread(house: Path) -> set[str]:
    """Public names nobody uses, but for what is used by its own kind: tables of words, singles, tables, migrations."""
    singles = {one for _, _, one in pairs(house)}
    named = set(without_reader(house, [*rooms(house), "kit"]))
    by_kind = ("/words.py: ", "/models.py: ", "kit/rowsecurity.py: ")
    return {n for n in named if not any(k in n for k in by_kind) and n.split(": ")[1] not in singles} | {
        n for n in named if n.startswith("kit/words.py")
    }


def test_every_public_name_is_used_or_has_a_reason() -> None:
    assert unread(HOUSE) <= set(NOT_READ_HERE)


def test_every_reason_is_for_something_that_is_there() -> None:
    for place in NOT_READ_HERE:
        file, name = place.split(": ")
        assert name in (HOUSE / file).read_text(), place


def test_every_column_is_read_or_has_a_reason() -> None:
    assert set(columns_without_reader(HOUSE)) <= set(COLUMNS_READ_ELSEWHERE)


def test_a_planted_function_without_a_reader_is_found(tmp_path: Path) -> None:
    room = tmp_path / "garden"
    room.mkdir()
    (room / "rules.py").write_text('"""What grows."""\n\ndef grows():\n    return sun()\n\ndef sun():\n    return 1\n')
    assert without_reader(tmp_path, ["garden"]) == ["garden/rules.py: grows"]
    (room / "queries.py").write_text("from bedring.garden.rules import grows\n\ndef look():\n    return grows()\n")
    assert without_reader(tmp_path, ["garden"]) == ["garden/queries.py: look"]


def test_a_column_that_is_only_written_is_found(tmp_path: Path) -> None:
    """In a house where nothing is read, every column is one without a reader."""
    (tmp_path / "commands.py").write_text("Goal.objects.create(why='x')\n")
    assert "Goal.why" in columns_without_reader(tmp_path)
    (tmp_path / "queries.py").write_text("x = goal.why\n")
    assert "Goal.why" not in columns_without_reader(tmp_path)
