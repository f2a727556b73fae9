# SPDX-License-Identifier: Apache-2.0
"""Those who are called the same are told apart wherever the name stands: in the room, in notes, on sheets."""

import pytest
from django.urls import reverse

from bedring.kit.refusals import Refused
from bedring.kit.rows import set_actor
from bedring.people.commands import register_participant
from bedring.people.models import Participant
from bedring.sessions.commands.courses import enrol, open_course
from bedring.sessions.commands.entries import close_session, start_session
from bedring.sessions.models import Course
from bedring.sessions.queries.notes import notes_of_session
from bedring.sessions.queries.rooms import room
from tests.signed_in import browser
from tests.taps import send, tap
from tests.world import World


def joins(world: World, name: str, called: str = "", course: Course | None = None) -> Participant:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    person = register_participant(by=by, organisation_id=world.fjellvik.id, name=name, called=called)
    enrol(by=by, course=course or world.group, participant=person)
    return person


def called(*people: Participant) -> list[str]:
    return [Participant.objects.get(id=person.id).called for person in people]


def test_two_of_a_name_in_a_group_are_told_apart_and_others_are_not(world: World) -> None:
    people = [joins(world, name) for name in ("Kari Knall", "Bo Dal")]
    assert called(*people) == ["Kari", "Bo"]
    people.append(joins(world, "Lund, Kari"))
    assert called(*people) == ["Kari K.", "Bo", "Kari L."]
    people.append(joins(world, "kari knutsen"))
    assert called(*people) == ["Kari Kna.", "Bo", "Kari Lun.", "kari knu."]


def test_two_of_one_full_name_keep_their_numbers(world: World) -> None:
    first, second = joins(world, "Kari Knall"), joins(world, "Kari Knall")
    kept = called(first, second)
    assert sorted(kept) == ["Kari K. (1)", "Kari K. (2)"]
    third, lund = joins(world, "Kari Knall"), joins(world, "Kari Lund")
    assert called(first, second, third, lund) == [*kept, "Kari K. (3)", "Kari L."]
    numbers = {Participant.objects.get(id=p.id).full_name for p in (first, second, third)}
    assert numbers == {"Kari Knall (1)", "Kari Knall (2)", "Kari Knall (3)"}


def test_a_namesake_in_another_group_changes_nothing(world: World) -> None:
    set_actor(world.eva.id)
    other = open_course(by=world.actor(world.eva), organisation_id=world.fjellvik.id, name="Thursdays")
    here, there = joins(world, "Kari Knall"), joins(world, "Kari Lund", course=other)
    assert called(here, there) == ["Kari", "Kari"]
    set_actor(world.eva.id)
    enrol(by=world.actor(world.eva), course=world.group, participant=Participant.objects.get(id=there.id))
    assert called(here, there) == ["Kari K.", "Kari L."]


def test_they_are_told_apart_on_every_page_a_leader_sees(world: World) -> None:
    kari, other = joins(world, "Kari Knall"), joins(world, "Kari Lund")
    birger = browser(world.birger)
    for address in ("/tonight/", reverse("session", args=[world.session.id])):
        page = birger.get(address).content.decode()
        assert "Kari K." in page and "Kari L." in page, address
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    send(world, world.birger, *[tap("presence", {"here": "here"}, p.id) for p in (kari, other)])
    close_session(by=world.actor(world.birger), session_id=world.session.id)
    for address in (
        reverse("session", args=[world.session.id]),
        reverse("notes", args=[world.session.id]),
        reverse("groups_group", args=[world.group.id]),
    ):
        page = birger.get(address).content.decode()
        assert "Kari K." in page and "Kari L." in page, address
    assert "Kari L." in birger.get(reverse("worksheets_of", args=[other.id])).content.decode()
    set_actor(world.birger.id)
    drafts = [page.text for page in notes_of_session(world.actor(world.birger), world.session.id, "en")[1]]
    assert any("Kari K." in text for text in drafts) and any("Kari L." in text for text in drafts)


def test_one_reads_ones_own_name_as_one_likes_it(world: World) -> None:
    joins(world, "Ane Annerledes")
    assert called(world.ane) != ["Ane"]
    page = browser(world.ane.account).get("/mine/").content.decode()
    assert "My page: Ane<" in page


def test_the_room_is_in_norwegian_order(world: World) -> None:
    for name in ("Åse Å", "aud liten", "Ærlend Æ", "Yngve Y", "Øystein Ø"):
        joins(world, name)
    set_actor(world.birger.id)
    names = [person.called for person in room(world.actor(world.birger), world.session.id).people]
    assert names == ["Ane", "Arne", "Aud F.", "aud l.", "Yngve", "Ærlend", "Øystein", "Åse"]


@pytest.mark.parametrize(
    ("name", "is_called"),
    [
        ("Hansen, Kari", "Kari"),
        ("aud liten", "aud"),
        ("Bo", "Bo"),
        ("D'Angelo", "D'Angelo"),
        ("  Kari \u00a0 Knall ", "Kari"),
    ],
)
def test_called_left_empty_is_the_first_name(world: World, name: str, is_called: str) -> None:
    set_actor(world.eva.id)
    made = register_participant(by=world.actor(world.eva), organisation_id=world.fjellvik.id, name=name)
    assert made.called_alone == is_called


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "no_name"), ("  \x00", "no_name"), ("12", "no_name"), ("kari@example.org", "no_name"),
        ("W" * 117, "long_called"), ("W " * 120, "too_long"),
    ],
)  # fmt: skip
def test_what_is_no_name_or_too_long_is_refused_in_words(world: World, name: str, code: str) -> None:
    set_actor(world.eva.id)
    before = Participant.objects.count()
    with pytest.raises(Refused) as refused:
        register_participant(by=world.actor(world.eva), organisation_id=world.fjellvik.id, name=name)
    assert refused.value.code == code and str(refused.value.reason)
    assert Participant.objects.count() == before
