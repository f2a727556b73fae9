# SPDX-License-Identifier: Apache-2.0
"""The access matrix (access_matrix.yaml): every address × everybody, as read aloud to a privacy officer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import yaml
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.entries import record_entries, start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.rules.states import NoteKind
from bedring.trust.models import Share
from bedring.workbook.commands import begin_sheet
from bedring.workbook.rules import Filled
from tests.sessions.test_run_a_session import tap
from tests.signed_in import browser
from tests.world import MODULE, TOPIC, World

MATRIX: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "access_matrix.yaml").read_text())
PEOPLE = MATRIX["people"]
ROWS = MATRIX["pages"]


def routes(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    """Names of all addresses the service answers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield pattern.name


def test_every_address_stands_in_the_matrix() -> None:
    assert {row.split()[1] for row in ROWS} == set(routes())


def test_every_row_says_something_of_everybody() -> None:
    for row, cells in ROWS.items():
        assert list(cells) == list(PEOPLE), row


def args_of(world: World, name: str, share: UUID, supporter: UUID) -> dict[str, Any]:
    """The thing of Ane's (or her group's) that an address is about."""
    session = {"session": world.session.id}
    note = session | {"key": str(world.ane.id)}
    group = {"course": world.group.id}
    topic, sheet = {"module": MODULE, "topic": TOPIC}, {"sheet": SHEETS["together"]}
    worksheet = {"module": MODULE, "worksheet": "life-areas"}
    return {
        "topic": topic,
        "topic_show": topic,
        "handout_paper": topic,
        "pack_paper": topic,
        "booklet_paper": {"module": MODULE},
        "worksheets_of": {"participant": world.ane.id},
        "worksheets_begin_with": {"participant": world.ane.id},
        "worksheet": worksheet,
        "worksheet_paper": worksheet,
        "worksheet_begin": worksheet,
        "sheet": sheet,
        "sheet_answers": sheet,
        "sheet_history": sheet,
        "sheet_paper": sheet,
        "sheet_show": {"sheet": SHEETS["alone"]},
        "groups_group": group,
        "groups_plan": group,
        "groups_add_leader": group,
        "groups_end_leader": group | {"leader": world.gro_leads.id},
        "groups_register": group,
        "groups_give_place": group | {"participant": world.nils.id},
        "groups_change_place": group | {"enrolment": world.anes_place.id, "change": "pause"},
        "groups_colleagues": {"organisation": world.fjellvik.id},
        "groups_end_role": {"membership": world.gros_role.id},
        "start_session": session,
        "session": session,
        "close_session": session,
        "entries": session,
        "notes": session,
        "note_draft": note,
        "note_add": note,
        "note_text": note,
        "note_paper": note,
        "record": {"participant": world.ane.id},
        "record_paper_code": {"participant": world.ane.id},
        "mine_goal_show": {"goal": world.goal.id},
        "mine_goal_move": {"goal": world.goal.id, "move": "rest"},
        "mine_look": {"step": world.step.id},
        "mine_step_move": {"step": world.step.id, "move": "rest"},
        "mine_handout": {"module": MODULE, "topic": TOPIC},
        "mine_take_back": {"share": share},
        "mine_remove_supporter": {"supporter": supporter},
        "account_link": {"code": uuid4(), "secret": "x"},
        "account_reset_password_from_key": {"uidb36": "0" * 32, "key": "x-y"},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }.get(name, {})


SHEETS: dict[str, UUID] = {}
BODIES = {
    "worksheets_begin_with": {"worksheet": f"{MODULE}/life-areas", "filled": "together"},
    "sheet": {"base": "0", "keep": "The cat"},
    "sheet_answers": {"field": "keep", "keep": "The cat", "base": "0", "id": str(uuid4())},
    "sheet_show": {"team_sees": "yes"},
    "groups_group": {"group-name": "x", "group-place": "", "group-every_days": "7", "group-minutes": "90"},
    "groups_plan": {"session-day": (clock.today() + timedelta(days=40)).isoformat(), "session-clock": "17:00"},
    "groups_register": {"person-name": "Nora"},
    "groups_give_place": {"find": "Nils"},
    "groups_colleagues": {"name": "Nora", "email": "nora@example.org", "role": "practitioner"},
    "mine_look": {"look": "done"},
    "note_draft": {"text": "x", "seen": 1},
    "note_add": {"text": "x"},
}


@pytest.fixture
def held(world: World) -> World:
    """Ane's group has met: she was there and got the handout, her note is signed, the group's is not."""
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    start_session(by=by, session_id=world.session.id)
    taps = [
        tap("presence", {"here": "here"}, world.ane.id),
        tap("handout", {"module": MODULE, "topic": TOPIC, "on": True}),
    ]
    assert all(a.stored for a in record_entries(by=by, session_id=world.session.id, sent=taps, sent_at=clock.now()))
    made = {"participant": world.ane, "module": MODULE, "worksheet": "life-areas"}
    SHEETS["together"] = begin_sheet(by=by, filled=Filled.TOGETHER, **made).id
    set_actor(world.ane.account_id)
    SHEETS["alone"] = begin_sheet(by=world.actor(world.ane.account), filled=Filled.ALONE, **made).id
    set_actor(world.birger.id)
    write_note(
        by=by, session_id=world.session.id, participant_id=world.ane.id, text="Ane", kind=NoteKind.SIGNED, language="en"
    )
    return world


def seen(world: World, row: str, who: str) -> str:
    """What this person gets at this address: a status, or where they are sent."""
    method, name, *which = row.split()
    given = Share.objects.first()
    share, supporter = (given.id, given.supporter_id) if given else (uuid4(), uuid4())
    account = None if who == "nobody" else world.everybody()[who.split()[0]]
    client = browser(account, strong="half" not in who)
    args = {"sheet": SHEETS[which[0]]} if which else args_of(world, name, share, supporter)
    url = reverse(name, kwargs=args)
    bodies = BODIES | {"groups_add_leader": {"leader-account": world.bodil.id}}
    if name == "entries" and method == "POST":
        body = '{"sent_at": "2026-01-01T00:00:00Z", "entries": []}'
        response = client.post(url, body, content_type="application/json")
    else:
        response = getattr(client, method.lower())(url, bodies.get(name, {"supporter": supporter}))
    if response.status_code in (301, 302):
        place = response["Location"].split("?")[0]
        if place == reverse("account_login"):
            return "sign in"
        return "second factor" if place == reverse("mfa_activate_totp") else "ok"
    return "ok" if response.status_code == 200 else str(response.status_code)


@pytest.mark.parametrize("row", list(ROWS))
def test_matrix(held: World, row: str) -> None:
    got = {}
    for who in PEOPLE:
        set_actor(held.ane.account_id)  # so that the share can be named
        with transaction.atomic():
            got[who] = seen(held, row, who)
            transaction.set_rollback(True)
    expected = {who: str(said) for who, said in ROWS[row].items()}
    assert got == expected
