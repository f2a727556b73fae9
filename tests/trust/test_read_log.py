# SPDX-License-Identifier: Apache-2.0
"""Looking is logged in the same transaction; the log shows when it was touched; the participant reads it."""

from datetime import timedelta

import pytest
from django.db import connection

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.queries.rooms import room
from bedring.trust import queries
from bedring.trust.commands import _give_key, broken_looks, seal_log
from bedring.trust.models import AccessLog
from bedring.trust.rules import LONGEST_SHARE, Purpose, Thing, ends_on
from tests.jobs import as_worker
from tests.signed_in import browser
from tests.world import World


def look(world: World, kind: Thing = Thing.GOAL) -> None:
    set_actor(world.birger.id)
    queries.participant(world.actor(world.birger), world.ane.id, kind=kind, purpose=Purpose.CARE)


def looks_at_ane(world: World) -> list[AccessLog]:
    set_actor(world.ane.account_id)
    return list(AccessLog.objects.filter(participant=world.ane).order_by("-number"))


def test_a_look_is_logged_with_who_what_why_and_when(world: World) -> None:
    moment = clock.now() + timedelta(hours=2)
    with clock.stopped_at(moment):
        look(world)
    newest = looks_at_ane(world)[0]
    assert (newest.account, newest.kind, newest.purpose, newest.role) == (world.birger, "goal", "care", "practitioner")
    assert newest.at == moment


def test_the_same_look_within_a_quarter_of_an_hour_is_one(world: World) -> None:
    start, before = clock.now() + timedelta(hours=2), len(looks_at_ane(world))
    for minutes in (0, 5, 14, 16):
        with clock.stopped_at(start + timedelta(minutes=minutes)):
            look(world)
    assert len(looks_at_ane(world)) == before + 2


def test_opening_a_session_logs_each_person_in_it(world: World) -> None:
    set_actor(world.gro.id)
    room(world.actor(world.gro), world.session.id)
    assert any(row.account == world.gro and row.kind == "session" for row in looks_at_ane(world))


def test_looking_at_oneself_is_not_logged(world: World) -> None:
    before = len(looks_at_ane(world))
    queries.myself(world.actor(world.ane.account))
    assert len(looks_at_ane(world)) == before


def test_the_supporter_is_seen_looking_too(world: World) -> None:
    browser(world.dag).get("/invited/")
    assert any(row.account == world.dag and row.purpose == "support" for row in looks_at_ane(world))


def test_the_participant_reads_it_in_plain_words(world: World) -> None:
    look(world, Thing.RECORD)
    page = browser(world.ane.account).get("/mine/privacy/").content.decode()
    assert "looked at your record to work with you" in page
    assert world.birger.name in page


def test_no_log_no_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the log is broken")

    monkeypatch.setattr(queries, "note_looks", broken)
    client = browser(world.birger)
    client.raise_request_exception = False
    answer = client.get(f"/tonight/{world.session.id}/")
    assert answer.status_code == 500
    assert world.ane.called.encode() not in answer.content


def test_nobody_can_log_in_somebody_elses_name(world: World) -> None:
    set_actor(world.birger.id)
    _give_key()
    with pytest.raises(Exception, match="row-level security"):
        AccessLog.objects.create(
            participant=world.ane, organisation=world.fjellvik, account=world.eva, role="x", kind="goal",
            purpose="care", at=clock.now(),
        )  # fmt: skip


def test_a_whole_log_is_whole_and_can_be_sealed(world: World) -> None:
    look(world)
    with as_worker():
        assert seal_log() > 0
        assert broken_looks() == []
    assert broken_looks() == []


def test_the_service_cannot_switch_the_chain_off(world: World) -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="must be owner"):
        cursor.execute("ALTER TABLE trust_accesslog DISABLE TRIGGER chain")


def test_a_share_lasts_six_months_at_most() -> None:
    today = clock.today()
    assert ends_on(today, None) == today + LONGEST_SHARE
    assert ends_on(today, today + timedelta(days=9999)) == today + LONGEST_SHARE
    assert ends_on(today, today + timedelta(days=7)) == today + timedelta(days=7)
