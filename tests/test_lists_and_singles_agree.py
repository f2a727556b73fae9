# SPDX-License-Identifier: Apache-2.0
"""For every access pair, the list and the single answer say the same of everything, for everybody."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest

from bedring.kit.rows import set_actor
from bedring.sessions.commands.entries import start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.queries import rooms
from bedring.sessions.rules.states import NoteKind
from bedring.workbook.commands import begin_sheet
from bedring.workbook.rules import Filled
from tests.architecture.house import HOUSE
from tests.architecture.walls import lists_without_single, pairs
from tests.looks import a_look_to_explain
from tests.world import MODULE, World


def _pair(room: str, many: str, one: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The list of a room and its single."""
    access = importlib.import_module(f"bedring.{room}.access")
    return getattr(access, many), getattr(access, one)


PAIRS = [_pair(*found) for found in pairs(HOUSE)]
"""Every list of every room, with the single that says it is the answer to it."""


def test_every_list_of_a_room_is_in_a_pair() -> None:
    assert lists_without_single(HOUSE) == []
    assert len(PAIRS) >= 11


@pytest.mark.parametrize(("many", "one"), PAIRS, ids=lambda x: getattr(x, "__name__", ""))
def test_they_agree(world: World, many: Callable[..., Any], one: Callable[..., Any]) -> None:
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    rooms.room(world.actor(world.birger), world.session.id)
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
    a_look_to_explain(world)
    seen_by_somebody = False
    for name, account in world.everybody().items():
        set_actor(account.id)
        actor = world.actor(account)
        listed = set(many(actor).values_list("pk", flat=True))
        for thing in many(actor).model._default_manager.all():
            assert (thing.pk in listed) == bool(one(actor, thing)), f"{name}: {thing!r}"
        seen_by_somebody |= bool(listed)
    assert seen_by_somebody
