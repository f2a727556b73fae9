# SPDX-License-Identifier: Apache-2.0
"""Held means held: no later change of a place, a leader, a role, a page or the clock changes a word of a session."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bedring.kit import clock
from bedring.kit.refusals import Refused
from bedring.kit.rows import set_actor
from bedring.people.commands import end_role
from bedring.people.rules import Role
from bedring.sessions.commands.courses import (
    appoint_leader,
    change_course,
    change_enrolment,
    end_leading,
    enrol,
    plan_session,
)
from bedring.sessions.commands.entries import start_session
from bedring.sessions.models import CourseLeader, Enrolment, Expected, LedBy, Note
from bedring.sessions.queries.rooms import room, tonight
from bedring.sessions.rules.places import Change
from tests.evenings import content_without, hold, taps, told
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import TOPIC, World

Deed = Callable[[World], object]


@pytest.fixture
def held(world: World) -> World:
    hold(world)
    return world


def _place(who: str, change: Change) -> Deed:
    def deed(world: World) -> None:
        place = Enrolment.objects.get(course=world.group, participant=getattr(world, who))
        change_enrolment(by=world.actor(world.eva), enrolment_id=place.id, change=change)

    return deed


def _end(leader: str) -> Deed:
    def deed(world: World) -> None:
        led = CourseLeader.objects.filter(course=world.group, account=getattr(world, leader), ends=None).first()
        if led is not None:
            end_leading(by=world.actor(world.eva), leader_id=led.id)

    return deed


DEEDS: dict[str, Deed] = {
    **{
        f"{who} {change}": _place(who, change)
        for who in ("ane", "arne", "aud")
        for change in Change
        if change != "enrol"
    },
    "nils enrols": lambda w: enrol(by=w.actor(w.eva), course=w.group, participant=w.nils),
    "bodil leads": lambda w: appoint_leader(by=w.actor(w.eva), course=w.group, account_id=w.bodil.id),
    "gro leads no more": _end("gro"),
    "birger leads no more": _end("birger"),
    "another name": lambda w: change_course(
        by=w.actor(w.eva), course_id=w.group.id, name="Wednesday", place="Room 9", every_days=14, minutes=60
    ),
    "bodil runs the programme": lambda w: give_role(
        by=w.actor(w.eva), account=w.bodil, organisation_id=w.fjellvik.id, role=Role.PROGRAMME_LEADER
    ),
    "gro works here no more": lambda w: end_role(by=w.actor(w.eva), membership_id=w.gros_role.id),
}


def do(world: World, deeds: list[str]) -> None:
    """These deeds of Eva, one after the other; what cannot be done then is left."""
    set_actor(world.eva.id)
    for name in deeds:
        try:
            with transaction.atomic():
                DEEDS[name](world)
        except Refused:
            continue


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    deeds=st.lists(st.sampled_from(sorted(DEEDS)), min_size=2, max_size=8),
    days=st.integers(0, 13),
    gone=st.booleans(),
)
def test_nothing_that_happens_later_changes_a_word(
    held: World, tmp_path_factory: pytest.TempPathFactory, deeds: list[str], days: int, gone: bool
) -> None:  # fmt: skip
    before = {who.name: told(held, who) for who in (held.birger, held.eva)}
    assert "Ane" in before[held.birger.name]["notes"]
    point = transaction.savepoint()
    content = [content_without(TOPIC, tmp_path_factory.getbasetemp() / "gone")] if gone else conf.CONTENT_DIRS
    try:
        do(held, deeds)
        with override_settings(CONTENT_DIRS=content), clock.stopped_at(clock.now() + timedelta(days=days)):
            for who in (held.birger, held.eva):
                assert told(held, who) == before[who.name]
            at = f"/tonight/{held.session.id}/notes/"
            answer = browser(held.birger).post(at, {f"text-{held.ane.id}": "Ane came and sang.", "sign": "all"})
            assert answer.status_code == 302, "the last notes can be written by who led"
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("change", [Change.PAUSE, Change.LEAVE, Change.COMPLETE])
def test_somebody_goes_before_the_notes_are_signed(held: World, change: Change) -> None:
    before = told(held, held.birger)
    do(held, [f"ane {change}"])
    assert told(held, held.birger) == before
    assert "Sing one song" in before["ane"]
    assert before["group"].count("2 of 3 were here.") == 1


def test_the_time_for_the_last_notes_is_over(held: World) -> None:
    do(held, ["birger leads no more"])
    page = browser(held.eva).get(f"/groups/{held.group.id}/").content.decode()
    assert f"{held.birger.name} leads no more, and writes the last notes until" in page
    birger = browser(held.birger)
    at = f"/tonight/{held.session.id}/notes/"
    assert birger.get(at).status_code == 200
    assert birger.get(f"/record/{held.ane.id}/").status_code == 404, "the last notes, and nothing else"
    assert birger.get(f"/groups/{held.group.id}/").status_code == 404
    assert "not signed yet" in birger.get("/tonight/").content.decode()
    with clock.stopped_at(clock.now() + timedelta(days=15)):
        assert browser(held.birger).get(at).status_code == 404
        assert browser(held.eva).get(at).status_code == 200


def test_what_arrives_late_counts(held: World) -> None:
    assert "2 of 3 were here." in told(held, held.birger)["group"]
    taps(held, held.gro, ("presence", {"here": "here"}, held.aud.id))
    assert "3 of 3 were here." in told(held, held.birger)["group"]


def test_who_gets_a_place_after_it_was_not_expected_in_it(held: World) -> None:
    do(held, ["nils enrols"])
    set_actor(held.birger.id)
    assert "Nils" not in told(held, held.birger)["session"]
    assert held.nils.id not in {p.id for p in room(held.actor(held.birger), held.session.id).people}


def test_who_gets_a_place_while_it_goes_on_is_expected_too(world: World) -> None:
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    do(world, ["nils enrols"])
    taps(world, world.birger, ("presence", {"here": "here"}, world.nils.id))


def test_strangers_see_nothing_of_what_was_written_down(held: World) -> None:
    for account in (held.bodil, held.cathrine, held.dag, held.arne.account):
        assert account is not None
        set_actor(account.id)
        assert not Expected.objects.exclude(participant=held.arne).exists()
    set_actor(held.cathrine.id)
    assert not LedBy.objects.exists()
    assert not Note.objects.exists()


def test_a_session_nobody_closes_does_not_hide_the_next(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    start_session(by=by, session_id=world.session.id)
    later = plan_session(by=by, course=world.group, starts_at=clock.now() + timedelta(days=7))
    assert [r.session.id for r in tonight(by)] == [world.session.id]
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        assert [r.session.id for r in tonight(by)] == [world.session.id, later.id]
