# SPDX-License-Identifier: Apache-2.0
"""Each way to tamper with the read log that we can think of, done as the owner of the database, without the key.

The twin: without a seal, a key and the lines outside, as the log was once kept, most of them would not be noticed.
"""

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from bedring.kit.environment import pads
from bedring.kit.outside import add_lines, read_lines
from bedring.kit.rows import set_actor
from bedring.ops import postgres
from bedring.trust import commands, queries
from bedring.trust.rules import Purpose, Thing
from tests.world import World

FOREIGN = pads("a key of somebody who has the database but not the service's settings")
LAST = "(SELECT max(id) FROM trust_accesslog)"
SEALED = "(SELECT last_look FROM trust_logseal ORDER BY number DESC LIMIT 1)"
REHASH = f"""DO $$ DECLARE one trust_accesslog; last text := ''; person uuid; BEGIN
  FOR one IN SELECT * FROM trust_accesslog ORDER BY participant_id, number LOOP
    IF person IS DISTINCT FROM one.participant_id THEN last := ''; person := one.participant_id; END IF;
    one.previous := last; last := bedring_mac('{FOREIGN}', bedring_look_said(one));
    UPDATE trust_accesslog SET previous = one.previous, hash = last WHERE id = one.id;
  END LOOP; END $$"""
LOOK = """INSERT INTO trust_accesslog (participant_id, organisation_id, account_id, role, kind, purpose, at,
  number, previous, hash, thing_id)
  VALUES ('{ane}', '{site}', '{birger}', 'practitioner', '{kind}', 'care', now(), 0, '', '', {thing})"""
PUT_IN = LOOK.replace("{kind}", "note").replace("{thing}", "NULL")
TAMPERING = {
    "a changed purpose": f"UPDATE trust_accesslog SET purpose = 'session' WHERE id = {LAST}",
    "a changed time": f"UPDATE trust_accesslog SET at = at - interval '1 day' WHERE id = {LAST}",
    "another thing looked at": f"UPDATE trust_accesslog SET thing_id = gen_random_uuid() WHERE id = {LAST}",
    "no longer said which thing": "UPDATE trust_accesslog SET thing_id = NULL WHERE thing_id IS NOT NULL",
    "said which thing afterwards": "UPDATE trust_accesslog SET thing_id = participant_id WHERE kind = 'step'",
    "a changed role": f"UPDATE trust_accesslog SET role = 'programme_leader' WHERE id = {LAST}",
    "another who looked": f"UPDATE trust_accesslog SET account_id = '{{eva}}' WHERE id = {LAST}",
    "another person looked at": f"UPDATE trust_accesslog SET participant_id = '{{nils}}', number = 1 WHERE id = {LAST}",
    "one gone from the middle": "DELETE FROM trust_accesslog WHERE number = 2",
    "the end cut off before the seal": f"DELETE FROM trust_accesslog WHERE id >= {SEALED}",
    "the end cut off after the seal": f"DELETE FROM trust_accesslog WHERE id > {SEALED}",
    "a person's looks all gone": "DELETE FROM trust_accesslog WHERE participant_id = '{ane}'",
    "two in another order": "UPDATE trust_accesslog SET number = CASE number WHEN 2 THEN 3000003 ELSE 3000002 END"
    " WHERE participant_id = '{ane}' AND number IN (2, 3)",
    "two exchanged": "UPDATE trust_accesslog a SET kind = b.kind FROM trust_accesslog b"
    " WHERE a.participant_id = '{ane}'"
    " AND b.participant_id = '{ane}' AND (a.number, b.number) IN ((2, 3), (3, 2))",
    "chained anew without the key": REHASH,
    "chained anew, seals too": f"{REHASH}; DELETE FROM trust_logseal; SELECT bedring_seal_log('{FOREIGN}')",
    "a look put in": f"SELECT set_config('bedring.log_key', '{FOREIGN}', true); " + PUT_IN,
    "a seal put in": f"SELECT bedring_seal_log('{FOREIGN}')",
    "a seal gone": "DELETE FROM trust_logseal WHERE number = (SELECT max(number) FROM trust_logseal)",
    "all seals gone": "DELETE FROM trust_logseal",
    "a seal changed": "UPDATE trust_logseal SET looks = looks - 1 WHERE looks > 0",
    "everything gone": "DELETE FROM trust_logseal; DELETE FROM trust_accesslog",
}


@pytest.fixture
def owner(
    world: World, owner_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: object
) -> Iterator[BaseDatabaseWrapper]:
    """The owner's connection in the place of the service's, in a transaction that is thrown away; a log with two seals
    and a tail, told outside as the service tells it."""
    from psycopg.conninfo import conninfo_to_dict

    given = conninfo_to_dict(owner_url)
    one = connections.create_connection("default")
    one.settings_dict = one.settings_dict | {"USER": given["user"]}
    one.settings_dict["OPTIONS"] = {"options": given["options"]}
    one.set_autocommit(False)
    monkeypatch.setattr(commands, "connection", one)
    settings.LOG_FOLDER = tmp_path  # type: ignore[attr-defined]
    names = {"ane": world.ane.id, "site": world.fjellvik.id, "birger": world.birger.id}
    with one.cursor() as cursor:
        cursor.execute("DELETE FROM trust_looktoexplain")
        for kinds in (["goal", "step"], ["note"], ["record"]):
            for kind in kinds:
                commands._give_key()
                thing = "NULL" if kind == "step" else "gen_random_uuid()"
                cursor.execute(LOOK.format(**names, kind=kind, thing=thing))
            if kinds != ["record"]:
                cursor.execute("SELECT number, mac FROM bedring_seal_log(%s)", [commands.settings.READ_LOG_KEY])
                add_lines(tmp_path, commands.SEALS, [" ".join(map(str, cursor.fetchone()))])
        cursor.execute("SELECT id, hash FROM trust_accesslog ORDER BY id")
        add_lines(tmp_path, commands.LOOKS, (f"{i} {mac}" for i, mac in cursor.fetchall()))
    yield one
    one.rollback()
    one.close()


@pytest.mark.parametrize("how", list(TAMPERING))
def test_it_is_noticed(world: World, owner: BaseDatabaseWrapper, how: str) -> None:
    assert commands.broken_looks() == []
    names = {"ane": world.ane.id, "nils": world.nils.id, "eva": world.eva.id, "site": world.fjellvik.id}
    statement = TAMPERING[how] if how.startswith("chained") else TAMPERING[how].format(**names, birger=world.birger.id)
    with owner.cursor() as cursor:
        for one in [statement] if statement.startswith("DO ") and "DELETE" not in statement else _split(statement):
            cursor.execute(one)
    assert commands.broken_looks() != []


def _split(statement: str) -> list[str]:
    """The statements of one way: a block between dollars is one."""
    block, dollars, rest = statement.rpartition("$$")
    parts = [one.strip() for one in rest.split(";") if one.strip()]
    return ([block + dollars] if dollars else []) + parts


def test_without_lines_outside_a_cut_after_the_seal_is_not_seen(
    world: World, owner: BaseDatabaseWrapper, settings: object
) -> None:
    """Why the lines outside are there, and what `doctor` says where there are none."""
    settings.LOG_FOLDER = None  # type: ignore[attr-defined]
    with owner.cursor() as cursor:
        cursor.execute(TAMPERING["the end cut off after the seal"])
    assert commands.broken_looks() == []


def test_a_look_is_told_outside_once_it_is_stored(
    world: World, tmp_path: Path, settings: object, django_capture_on_commit_callbacks: object
) -> None:
    settings.LOG_FOLDER = tmp_path / "made"  # type: ignore[attr-defined]
    set_actor(world.birger.id)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        queries.participant(world.actor(world.birger), world.ane.id, kind=Thing.NOTE, purpose=Purpose.CARE)
        assert not (tmp_path / "made").exists()
    (line,) = read_lines(tmp_path / "made", commands.LOOKS)
    assert len(line[1]) == 64
    assert str(world.ane.id) not in "".join(line)


def test_no_look_without_the_key_and_none_kept_after(world: World) -> None:
    set_actor(world.birger.id)
    queries.participant(world.actor(world.birger), world.ane.id, kind=Thing.NOTE, purpose=Purpose.CARE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('bedring.log_key', true)")
        assert cursor.fetchone() == ("",)
        names = {"ane": world.ane.id, "site": world.fjellvik.id, "birger": world.birger.id}
        with pytest.raises(Exception, match="without the key"):
            cursor.execute(LOOK.format(**names, kind="note", thing="NULL"))


def test_a_look_from_before_things_were_named_says_what_it_said(world: World, owner: BaseDatabaseWrapper) -> None:
    """So that its hash, made before, stands."""
    said = """concat_ws('|', l.id, l.participant_id, l.number, l.organisation_id, l.account_id, l.role, l.kind,
      l.purpose, extract(epoch FROM l.at), l.previous)"""
    with owner.cursor() as cursor:
        cursor.execute(f"SELECT bedring_look_said(l.*) = {said}, thing_id IS NULL FROM trust_accesslog l")
        found = set(cursor.fetchall())
    assert found == {(True, True), (False, False)}


def test_time_role_and_number_are_the_database_s_own(world: World, server: postgres.Embedded, owner_url: str) -> None:
    """Only a database that its administrator marked for it, as the demo's, takes the time it is given."""
    name = str(psycopg.conninfo.conninfo_to_dict(owner_url)["dbname"])
    with psycopg.connect(server.url("postgres", name)) as db:
        db.execute(f'ALTER DATABASE "{name}" RESET bedring.clock')
        db.execute("SELECT set_config('bedring.log_key', %s, true)", [FOREIGN])
        row = db.execute(
            "INSERT INTO trust_accesslog (participant_id, organisation_id, account_id, role, kind, purpose, at, number,"
            " previous, hash) VALUES (%s, %s, %s, 'programme_leader', 'goal', 'care', '2020-01-01', 99, 'x', 'y')"
            " RETURNING at = now(), role, number < 99",
            [world.ane.id, world.fjellvik.id, world.birger.id],
        ).fetchone()
        assert row == (True, "practitioner", True)
        db.rollback()


def test_the_key_is_hmac() -> None:
    """The two blocks are those of RFC 2104: what PostgreSQL makes of them is what Python's HMAC makes."""
    blocks = bytes.fromhex(pads("secret"))
    inner = hashlib.sha256(blocks[:64] + b"said").digest()
    key = hmac.digest(b"secret", b"bedring read log", "sha256")
    assert hashlib.sha256(blocks[64:] + inner).digest() == hmac.digest(key, b"said", "sha256")
