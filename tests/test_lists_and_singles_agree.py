# SPDX-License-Identifier: Apache-2.0
"""For every access pair, the list and the single answer say the same of everything, for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models

import bedring.goals.access as goals
import bedring.people.access as people
import bedring.sessions.access as sessions
import bedring.trust.access as trust
import bedring.workbook.access as workbook
from bedring.goals.models import Goal, Step
from bedring.kit.rows import set_actor
from bedring.people.models import Organisation, Participant
from bedring.sessions.commands.entries import start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.models import Course, Note, Session
from bedring.sessions.rules.states import NoteKind
from bedring.trust.models import Share
from bedring.workbook.commands import begin_sheet
from bedring.workbook.models import Sheet
from bedring.workbook.rules import Filled
from tests.world import MODULE, World

PAIRS: list[tuple[type[models.Model], Callable[..., Any], Callable[..., Any]]] = [
    (Participant, people.visible_participants, people.can_look_at_participant),
    (Participant, people.visible_records, people.can_read_record),
    (Organisation, people.visible_organisations, people.can_look_at_organisation),
    (Share, trust.visible_shares, trust.can_look_at_share),
    (Goal, goals.visible_goals, goals.can_look_at_goal),
    (Step, goals.visible_steps, goals.can_look_at_step),
    (Sheet, workbook.visible_sheets, workbook.can_look_at_sheet),
    (Course, sessions.visible_courses, sessions.can_look_at_course),
    (Session, sessions.visible_sessions, sessions.can_look_at_session),
    (Note, sessions.visible_notes, sessions.can_look_at_note),
]


def pairs_there_are() -> set[str]:
    return {
        name for module in (people, trust, goals, workbook, sessions) for name in vars(module)
        if name.startswith("visible_") and getattr(module, name).__module__ == module.__name__
    }  # fmt: skip


def test_every_list_of_a_room_is_in_a_pair() -> None:
    tested = {many.__name__ for _, many, _ in PAIRS} | {"visible_looks", "visible_people"}
    assert pairs_there_are() == tested


@pytest.mark.parametrize(("model", "many", "one"), PAIRS, ids=lambda x: getattr(x, "__name__", ""))
def test_they_agree(world: World, model: type[models.Model], many: Callable[..., Any], one: Callable[..., Any]) -> None:
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    for person, kind in ((world.ane, NoteKind.SIGNED), (world.arne, NoteKind.DRAFT), (None, NoteKind.DRAFT)):
        write_note(
            by=world.actor(world.birger), session_id=world.session.id, text="x", kind=kind, language="en",
            participant_id=person.id if person else None,
        )  # fmt: skip
    for by in (world.birger, world.ane.account):
        assert by is not None
        set_actor(by.id)
        begin_sheet(
            by=world.actor(by), participant=world.ane, module=MODULE, worksheet="life-areas", filled=Filled.ALONE
        )
    seen_by_somebody = False
    for name, account in world.everybody().items():
        set_actor(account.id)
        actor = world.actor(account)
        listed = set(many(actor).values_list("pk", flat=True))
        for thing in model._default_manager.all():
            assert (thing.pk in listed) == bool(one(actor, thing)), f"{name}: {thing!r}"
        seen_by_somebody |= bool(listed)
    assert seen_by_somebody


def test_only_the_person_sees_who_has_looked(world: World) -> None:
    set_actor(world.birger.id)
    from bedring.sessions.queries.rooms import room

    room(world.actor(world.birger), world.session.id)
    for name, account in world.everybody().items():
        set_actor(account.id)
        actor = world.actor(account)
        for person in (world.ane, world.arne):
            listed = trust.visible_looks(actor).filter(participant=person).exists()
            assert listed == trust.can_see_looks_at(actor, person) == (name == person.called.lower())
