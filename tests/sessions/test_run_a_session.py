# SPDX-License-Identifier: Apache-2.0
"""Running a session: works; works for the team-mate; hidden from the stranger; refused; survives nonsense."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils.translation import override

from bedring.goals.models import Step, StepEvent
from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused, SomebodyElseWrote
from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.commands.entries import Sent, close_session, start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.models import Entry, RefusedEntry, Session
from bedring.sessions.queries.notes import note_of_session, notes_of_session
from bedring.sessions.queries.record import record_of
from bedring.sessions.queries.rooms import board_since, room, tonight
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NoteKind, SessionState
from tests.taps import send, tap
from tests.world import MODULE, TOPIC, World


@pytest.fixture
def begun(world: World) -> World:
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    return world


def test_tonight_shows_the_group_and_each_step(world: World) -> None:
    set_actor(world.birger.id)
    (evening,) = tonight(world.actor(world.birger))
    assert evening.state is SessionState.PLANNED
    assert [p.called for p in evening.people] == ["Ane", "Arne", "Aud"]
    assert evening.people[0].work.step.id == world.step.id
    assert evening.people[2].work.step is None


def test_starting_twice_starts_once(begun: World) -> None:
    set_actor(begun.gro.id)
    start_session(by=begun.actor(begun.gro), session_id=begun.session.id)
    assert [e.kind for e in Entry.objects.order_by("number")] == ["opened", "topic"]


def test_a_look_and_a_next_step_move_the_persons_own_steps(begun: World) -> None:
    look = tap("step_look", {"step": str(begun.step.id), "look": "done"}, begun.ane.id)
    following = tap("next_step", {"what": "Go to one practice", "when": "Tuesday"}, begun.ane.id)
    assert all(a.stored for a in send(begun, begun.birger, look, following))
    assert Step.objects.get(id=begun.step.id).state == "done"
    new = Step.objects.get(participant=begun.ane, state="current")
    assert (new.what, new.replaces) == ("Go to one practice", None), "what is done keeps its place"
    found = room(begun.actor(begun.birger), begun.session.id)
    assert found.people[0].last_step.id == begun.step.id, "the step from last time stays the one looked at"
    assert found.people[0].work.step.id == new.id  # type: ignore[union-attr]


def test_an_entry_sent_twice_counts_once(begun: World) -> None:
    look = tap("step_look", {"step": str(begun.step.id), "look": "partly"}, begun.ane.id)
    following = tap("next_step", {"what": "Go"}, begun.ane.id)
    for _ in range(3):
        assert all(a.stored for a in send(begun, begun.birger, look, following, following))
    assert Entry.objects.filter(kind__in=["step_look", "next_step"]).count() == 2
    assert StepEvent.objects.filter(step=begun.step, move="look").count() == 1
    assert Step.objects.filter(participant=begun.ane).count() == 2


def test_the_team_mates_taps_both_survive_and_the_newer_shows(begun: World) -> None:
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))
    send(begun, begun.gro, tap("presence", {"here": "sent_word"}, begun.ane.id))
    _, board, names = board_since(begun.actor(begun.gro), begun.session.id, 0)
    assert board is not None
    assert board.person(begun.ane.id).presence.here == "sent_word"  # type: ignore[union-attr]
    (earlier,) = board.earlier[("presence", begun.ane.id, "")]
    assert names[earlier.by_id].startswith("Birger")


def test_an_older_tap_that_comes_late_does_not_win(begun: World) -> None:
    old = Sent(uuid4(), "next_step", {"what": "Old"}, begun.ane.id, clock.now() - timedelta(minutes=30))
    send(begun, begun.gro, tap("next_step", {"what": "New"}, begun.ane.id))
    send(begun, begun.birger, old)
    assert room(begun.actor(begun.birger), begun.session.id).people[0].work.step.what == "New"  # type: ignore[union-attr]
    assert Entry.objects.filter(kind="next_step").count() == 2


def test_nothing_new_is_told_as_nothing(begun: World) -> None:
    cursor, _, _ = board_since(begun.actor(begun.birger), begun.session.id, 0)
    assert board_since(begun.actor(begun.birger), begun.session.id, cursor) == (cursor, None, {})


def test_strangers_get_nothing_at_all(begun: World) -> None:
    for account in (begun.bodil, begun.cathrine, begun.dag, begun.ane.account):
        assert account is not None
        with pytest.raises(NotThere):
            send(begun, account, tap("presence", {"here": "here"}, begun.ane.id))
        with pytest.raises(NotThere):
            room(begun.actor(account), begun.session.id)
    assert not Entry.objects.filter(kind="presence").exists()


def test_what_cannot_be_is_refused_and_written_down_without_its_words(begun: World) -> None:
    set_actor(begun.eva.id)
    enrolment = begun.group.enrolments.get(participant=begun.arne)
    change_enrolment(by=begun.actor(begun.eva), enrolment_id=enrolment.id, change=Change.PAUSE)
    answers = send(
        begun,
        begun.birger,
        tap("presence", {"here": "here"}, begun.carl.id),
        tap("presence", {"here": "here"}, begun.arne.id),
        tap("presence", {"here": "maybe"}, begun.ane.id),
        tap("closed", {}),
        tap("step_look", {"step": str(begun.carls_step.id), "look": "done"}, begun.ane.id),
        tap("presence", {"here": "here"}, begun.ane.id),
    )
    assert [a.stored for a in answers] == [False, True, False, False, False, True], "who was expected, stays so"
    assert all(a.reason for a in answers if not a.stored)
    set_actor(begun.birger.id)
    reasons = list(RefusedEntry.objects.order_by("at").values_list("reason", flat=True))
    assert reasons == ["not_in_group", "not_understood", "not_understood", "step_not_there"]
    assert {f.name for f in RefusedEntry._meta.fields} == {
        "id",
        "row",
        "session",
        "organisation",
        "reason",
        "by",
        "at",
    }


def test_before_the_start_nothing_is_taken_in(world: World) -> None:
    (answer,) = send(world, world.birger, tap("presence", {"here": "here"}, world.ane.id))
    assert not answer.stored


def test_closing_plans_the_next_session_with_the_next_topic(begun: World) -> None:
    for _ in range(2):
        close_session(by=begun.actor(begun.birger), session_id=begun.session.id)
    (following,) = Session.objects.filter(course=begun.group).exclude(id=begun.session.id)
    assert following.starts_at == begun.session.starts_at + timedelta(days=7)
    assert following.module == MODULE
    assert following.topic not in ("", TOPIC)


def test_closing_what_was_not_started_is_refused(world: World) -> None:
    set_actor(world.birger.id)
    with pytest.raises(Refused):
        close_session(by=world.actor(world.birger), session_id=world.session.id)


def test_notes_are_drafted_signed_and_then_only_added_to(begun: World) -> None:
    by = begun.actor(begun.birger)
    send(
        begun,
        begun.birger,
        tap("presence", {"here": "here"}, begun.ane.id),
        tap("remark", {"words": "Sang."}, begun.ane.id),
    )
    _, sheets = notes_of_session(by, begun.session.id, "en")
    assert [s.key for s in sheets] == ["group", *(str(p.id) for p in (begun.ane, begun.arne, begun.aud))]
    assert sheets[1].text.startswith("Ane was here.")
    assert sheets[1].text.endswith("Sang.")

    def write(text: str, kind: NoteKind, **more: Any) -> Any:
        return write_note(
            by=by, session_id=begun.session.id, participant_id=begun.ane.id, text=text, kind=kind, language="en", **more
        )

    mine = write("My draft", NoteKind.DRAFT)
    signed = write("My draft", NoteKind.SIGNED, after=mine.number)
    for kind in (NoteKind.DRAFT, NoteKind.SIGNED):
        assert write("Another", kind, after=signed.number).kind == NoteKind.BEGUN, (
            "kept, and nothing of what is signed changes"
        )
    assert note_of_session(by, begun.session.id, begun.ane.id, "en")[1].begun == "Another"
    write("An afterthought", NoteKind.ADDENDUM)
    _, sheet = note_of_session(by, begun.session.id, begun.ane.id, "en")
    assert sheet.text == "My draft"
    assert [a.text for a in sheet.addenda] == ["An afterthought"]
    assert sheet.begun == ""
    for leader in (begun.birger, begun.gro):  # Gro reads no notes, and is refused all the same
        with override("en"):
            (refused,) = send(begun, leader, tap("presence", {"here": "not_here"}, begun.ane.id))
        assert "signed" in refused.reason


def test_two_writers_never_overwrite_each_other(begun: World) -> None:
    mine, theirs = begun.actor(begun.birger), begun.actor(begun.eva)
    about = {"session_id": begun.session.id, "participant_id": None, "language": "en"}
    one = write_note(by=mine, text="One", **about)
    set_actor(begun.eva.id)
    with pytest.raises(SomebodyElseWrote) as other:
        write_note(by=theirs, text="Two", after=0, **about)
    assert other.value.theirs.text == "One"
    write_note(by=theirs, text="One and two", after=one.number, **about)


def test_the_peer_specialist_leads_without_the_record(begun: World) -> None:
    set_actor(begun.gro.id)
    by = begun.actor(begun.gro)
    assert not room(by, begun.session.id).writes_notes
    with pytest.raises(Refused):
        notes_of_session(by, begun.session.id, "en")
    with pytest.raises(Refused):
        write_note(by=by, session_id=begun.session.id, participant_id=None, text="x", language="en")
    with pytest.raises(NotThere):
        record_of(by, begun.ane.id)


def test_a_person_reads_their_own_signed_notes_and_no_others(begun: World) -> None:
    for person in (begun.ane, begun.arne):
        write_note(
            by=begun.actor(begun.birger),
            session_id=begun.session.id,
            participant_id=person.id,
            text=f"About {person.called}",
            kind=NoteKind.SIGNED,
            language="en",
        )
    assert begun.ane.account is not None
    set_actor(begun.ane.account.id)
    me = begun.actor(begun.ane.account)
    assert [n.signed.text for n in record_of(me, begun.ane.id).notes] == ["About Ane"]
    with pytest.raises(NotThere):
        record_of(me, begun.arne.id)
