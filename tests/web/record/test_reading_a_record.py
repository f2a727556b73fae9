# SPDX-License-Identifier: Apache-2.0
"""A record: places and signed notes, for the person and for those who read it. Everybody else finds nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.commands import end_role
from bedring.people.models import Account, Membership
from bedring.sessions.commands.courses import change_course, change_enrolment, end_leading, enrol
from bedring.sessions.commands.entries import start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.models import Session
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import NoteKind
from bedring.trust.models import AccessLog
from tests.evenings import hold, words
from tests.signed_in import browser
from tests.world import World


@pytest.fixture
def signed(world: World) -> World:
    """The session is held, and the notes of Ane and Arne are signed; something was added to hers."""
    hold(world)
    for person, text, kind in (
        (world.ane, "She sang.", NoteKind.SIGNED),
        (world.arne, "He listened.", NoteKind.SIGNED),
        (world.ane, "Twice.", NoteKind.ADDENDUM),
        (world.aud, "A draft of Aud.", NoteKind.DRAFT),
    ):
        note(world, person.id, text, kind)
    return world


def note(world: World, person: object, text: str, kind: NoteKind) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    sent = {"session_id": world.session.id, "participant_id": person, "text": text, "kind": kind, "language": "en"}
    write_note(by=by, **sent)  # type: ignore[arg-type]


def record(account: Account | None, person: object, language: str = "en") -> str:
    answer = browser(account, language=language).get(f"/record/{person}/")
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_who_reads_records_reads_what_was_signed_and_added(signed: World) -> None:
    for reader in (signed.birger, signed.eva):
        said = record(reader, signed.ane.id)
        assert signed.ane.name in said
        assert f"She sang. Signed by {signed.birger.name}" in said
        assert f"Twice. Added by {signed.birger.name}" in said
        assert "He listened." not in said


def test_the_person_reads_ones_own_and_is_told_what_to_do_if_it_is_wrong(signed: World) -> None:
    said = record(signed.ane.account, signed.ane.id)
    assert "What the service has written about me" in said
    assert "She sang." in said
    assert "tell your group leader: they can add to the note." in said
    assert "There are no signed notes yet." in record(signed.birger, signed.aud.id), "a draft is nobody's record"


def test_to_read_it_is_a_look_that_the_person_sees_and_reading_ones_own_is_none(signed: World) -> None:
    record(signed.eva, signed.ane.id)
    record(signed.ane.account, signed.ane.id)
    set_actor(signed.ane.account_id)
    looks = AccessLog.objects.filter(participant=signed.ane, kind="record")
    assert set(looks.values_list("account__name", flat=True)) == {signed.eva.name}
    said = words(browser(signed.ane.account).get("/mine/privacy/").content.decode())
    assert signed.eva.name in said


@pytest.mark.parametrize("who", ["gro", "bodil", "cathrine", "dag", "arne", "carl"])
def test_others_find_none(signed: World, who: str) -> None:
    answer = browser(signed.everybody()[who]).get(f"/record/{signed.ane.id}/")
    assert answer.status_code == 404
    assert signed.ane.name not in answer.content.decode()
    set_actor(signed.ane.account_id)
    assert not AccessLog.objects.filter(kind="record").exists(), "what is not found is not looked at"


def test_what_became_of_the_place_is_told_without_what_was_taken_back(signed: World) -> None:
    set_actor(signed.birger.id)
    for change in (Change.PAUSE, Change.RESUME, Change.PAUSE, Change.TAKE_BACK):
        change_enrolment(by=signed.actor(signed.birger), enrolment_id=signed.anes_place.id, change=change)
    said = record(signed.eva, signed.ane.id)
    places = said.split(f"{signed.group.name}: ")[1].split("She sang.")[0]
    assert places.count(str(clock.today().year)) == 4, "given, a break, back; and the day of the note"


def test_a_place_given_by_mistake_leaves_nothing(signed: World) -> None:
    set_actor(signed.eva.id)
    by = signed.actor(signed.eva)
    place = enrol(by=by, course=signed.group, participant=signed.nils)
    assert signed.group.name in record(signed.eva, signed.nils.id)
    set_actor(signed.eva.id)
    change_enrolment(by=by, enrolment_id=place.id, change=Change.TAKE_BACK)
    said = record(signed.eva, signed.nils.id)
    assert signed.group.name not in said
    assert "There are no signed notes yet." in said


def test_who_has_completed_keeps_it_and_who_led_sees_it_no_more(signed: World) -> None:
    set_actor(signed.birger.id)
    change_enrolment(by=signed.actor(signed.birger), enrolment_id=signed.anes_place.id, change=Change.COMPLETE)
    assert "She sang." in record(signed.ane.account, signed.ane.id)
    assert "She sang." in record(signed.eva, signed.ane.id)
    assert browser(signed.birger).get(f"/record/{signed.ane.id}/").status_code == 404


@pytest.mark.parametrize("ends", ["leading", "role"])
def test_nor_does_one_whose_leading_or_role_has_ended(signed: World, ends: str) -> None:
    birger = browser(signed.birger)
    assert birger.get(f"/record/{signed.ane.id}/").status_code == 200
    set_actor(signed.eva.id)
    if ends == "leading":
        end_leading(by=signed.actor(signed.eva), leader_id=signed.group.leaders.get(account=signed.birger).id)
    else:
        end_role(by=signed.actor(signed.eva), membership_id=Membership.objects.get(account=signed.birger).id)
    assert birger.get(f"/record/{signed.ane.id}/").status_code in (302, 404)


def test_another_name_of_the_group_does_not_change_what_was_written(signed: World) -> None:
    set_actor(signed.eva.id)
    change_course(
        by=signed.actor(signed.eva), course_id=signed.group.id, name="Renamed", place="", every_days=7, minutes=90
    )
    said = record(signed.eva, signed.ane.id)
    assert f"{signed.group.name}, " in said
    assert "Renamed: " in said, "the place is called as it is called now"


def test_the_newest_stands_first(signed: World) -> None:
    set_actor(signed.birger.id)
    by = signed.actor(signed.birger)
    with clock.stopped_at(clock.now() + timedelta(days=7)):
        following = Session.objects.get(course=signed.group, opened_at=None)
        start_session(by=by, session_id=following.id)
        write_note(
            by=by, session_id=following.id, participant_id=signed.ane.id, text="She danced.", kind=NoteKind.SIGNED,
            language="en",
        )  # fmt: skip
        said = record(signed.eva, signed.ane.id)
    assert said.index("She danced.") < said.index("She sang.")


def test_it_is_in_the_language_one_reads_in(signed: World) -> None:
    said = record(signed.ane.account, signed.ane.id, "nb")
    assert "Signert av" in said
    assert "Signed by" not in said


def test_what_is_not_there_is_not_there(signed: World) -> None:
    for odd in (uuid4(), "x", signed.session.id):
        assert browser(signed.eva).get(f"/record/{odd}/").status_code == 404
    assert browser(signed.eva).post(f"/record/{signed.ane.id}/").status_code == 405
