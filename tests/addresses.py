# SPDX-License-Identifier: Apache-2.0
"""Every address of the service, with what to ask for and what to send: one list for every test that walks them all."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bedring.goals.commands import agree_on_step, move_goal
from bedring.goals.queries import goals_of
from bedring.goals.rules import GoalMove
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.commands import offer_role
from bedring.people.rules import Role
from bedring.sessions.commands.courses import call_off, plan_session
from bedring.sessions.commands.entries import record_entries, start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.rules.states import NoteKind, NotHeld
from bedring.trust.models import Share
from bedring.workbook.commands import Written, begin_sheet, save_answers
from bedring.workbook.rules import Filled
from tests.looks import a_look_to_explain
from tests.signed_in import browser
from tests.taps import tap
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


def args_of(world: World, name: str, share: UUID, supporter: UUID) -> dict[str, Any]:
    """The thing of Ane's (or her group's) that an address is about."""
    session = {"session": world.session.id}
    note = session | {"key": str(world.ane.id)}
    group = {"course": world.group.id}
    topic, sheet = {"module": MODULE, "topic": TOPIC}, {"sheet": SHEETS.get("together", uuid4())}
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
        "groups_look_explained": {"found": SHEETS.get("look", uuid4())},
        "sheet_show": {"sheet": SHEETS.get("alone", uuid4())},
        "groups_group": group,
        "groups_plan": group,
        "groups_add_leader": group,
        "groups_end_leader": group | {"leader": world.gro_leads.id},
        "groups_register": group,
        "groups_give_place": group | {"participant": world.nils.id},
        "groups_change_place": group | {"enrolment": world.anes_place.id, "change": "pause"},
        "groups_call_off": group | {"session": SHEETS.get("next", uuid4())},
        "groups_hold_after_all": group | {"session": SHEETS.get("called off", uuid4())},
        "groups_peers_print": {"organisation": world.fjellvik.id},
        "groups_colleagues": {"organisation": world.fjellvik.id},
        "groups_end_role": {"membership": world.gros_role.id},
        "account_answer_offer": {"membership": SHEETS.get("offer", uuid4())},
        "start_session": {"session": SHEETS.get("next", uuid4())},
        "session": session,
        "close_session": session,
        "entries": session,
        "notes": session,
        "note_drafts": session,
        "session_looks": session,
        "note_add": note,
        "note_text": note,
        "note_paper": note,
        "record": {"participant": world.ane.id},
        "record_paper_code": {"participant": world.ane.id},
        "mine_goal_show": {"goal": world.goal.id},
        "mine_step_show": {"step": world.step.id},
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
PARCELS: dict[str, list[dict[str, Any]]] = {
    "entries": [{"kind": "handout", "value": {"module": MODULE, "topic": TOPIC, "on": False}}],
    "session_looks": [{}],
    "sheet_answers": [{"field": "keep", "said": "keep=The+cat", "base": 0}],
    "note_drafts": [{"key": "group", "text": "x", "base": 0}],
}
"""What is sent in parcels, by the name of the address."""


def parcel_of(items: list[dict[str, Any]]) -> str:
    """A parcel as a device sends it."""
    at = "2026-01-01T00:00:00Z"
    return json.dumps({"sent_at": at, "entries": [{"id": str(uuid4()), "made_at": at} | one for one in items]})


BODIES = {
    "device_key": {"device": "tablet-1"},
    "worksheets_begin_with": {"worksheet": f"{MODULE}/life-areas", "filled": "together"},
    "sheet": {"base": "0", "keep": "The cat"},
    "sheet_show": {"team_sees": "yes"},
    "mine_goal_show": {"team_sees": "yes"},
    "mine_step_show": {"team_sees": "yes"},
    "groups_group": {"group-name": "x", "group-place": "", "group-every_days": "7", "group-minutes": "90"},
    "groups_plan": {"session-day": (clock.today() + timedelta(days=40)).isoformat(), "session-clock": "17:00"},
    "groups_register": {"person-name": "Nora"},
    "groups_call_off": {"off-why": "ill"},
    "groups_give_place": {"find": "Nils"},
    "groups_colleagues": {"name": "Nora", "email": "nora@example.org", "role": "practitioner"},
    "account_answer_offer": {"answer": "no"},
    "mine_look": {"look": "done"},
    "note_add": {"text": "x"},
    "notes": {"text-group": "We sang.", "sign": "group"},
}


def _an_offer(world: World) -> UUID:
    """Dag is asked to work at Fjellvik, and has not answered."""
    set_actor(world.eva.id)
    by, place = world.actor(world.eva), world.fjellvik.id
    return offer_role(by=by, account=world.dag, organisation_id=place, role=Role.PEER_SPECIALIST, name="Dag").id


def hold_the_session(world: World) -> World:
    """Ane's group has met: she was there and got the handout, her note is signed, the group's is not.

    Nothing here is empty: she has a goal with a history, steps with looks, sheets with answers, and has been looked at.
    """
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    start_session(by=by, session_id=world.session.id)
    taps = [
        tap("presence", {"here": "here"}, world.ane.id),
        tap("handout", {"module": MODULE, "topic": TOPIC, "on": True}),
        tap("step_look", {"step": str(world.step.id), "look": "partly"}, world.ane.id),
    ]
    assert all(a.stored for a in record_entries(by=by, session_id=world.session.id, sent=taps, sent_at=clock.now()))
    note = {"by": by, "session_id": world.session.id, "participant_id": world.ane.id, "language": "en"}
    made = {"participant": world.ane, "module": MODULE, "worksheet": "life-areas"}
    for days, key in ((7, "next"), (14, "called off")):
        starts_at = clock.now() + timedelta(days=days)
        SHEETS[key] = plan_session(by=by, course=world.group, starts_at=starts_at, module=MODULE, topic=TOPIC).id
    call_off(by=by, session_id=SHEETS["called off"], why=NotHeld.ILL)
    SHEETS["offer"] = _an_offer(world)
    SHEETS["look"] = a_look_to_explain(world)
    set_actor(world.birger.id)
    SHEETS["together"] = begin_sheet(by=by, filled=Filled.TOGETHER, **made).id
    save_answers(by=by, sheet_id=SHEETS["together"], written=[Written(uuid4(), "keep", "The cat, and the choir", 0)])
    list(goals_of(by, world.ane.id))  # looked at: her page of who has looked says so
    set_actor(world.ane.account_id)
    ane = world.actor(world.ane.account)
    SHEETS["alone"] = begin_sheet(by=ane, filled=Filled.ALONE, **made).id
    move_goal(by=ane, goal_id=world.goal.id, move=GoalMove.CHANGE, words="I want to sing in a choir")
    agree_on_step(by=ane, participant=world.ane, what="Hum in the kitchen", team_sees=False)
    set_actor(world.birger.id)
    write_note(text="Ane", kind=NoteKind.SIGNED, **note)
    write_note(text="She sang.", kind=NoteKind.ADDENDUM, **note)
    return world


def answer_to(world: World, row: str, who: str) -> HttpResponse:
    """What this person gets at this address, as it comes."""
    method, name, *which = row.split()
    given = Share.objects.first()
    share, supporter = (given.id, given.supporter_id) if given else (uuid4(), uuid4())
    account = None if who == "nobody" else world.everybody()[who.split()[0]]
    client = browser(account, strong="half" not in who)
    args = {"sheet": SHEETS[which[0]]} if which else args_of(world, name, share, supporter)
    url = reverse(name, kwargs=args)
    bodies = BODIES | {"groups_add_leader": {"leader-account": world.bodil.id}}
    if name in PARCELS and method == "POST":
        response: HttpResponse = client.post(url, parcel_of(PARCELS[name]), content_type="application/json")
    else:
        response = getattr(client, method.lower())(url, bodies.get(name, {"supporter": supporter}))
    return response


def ask(world: World, row: str, who: str) -> str:
    """What this person gets at this address: a status, or where they are sent."""
    response = answer_to(world, row, who)
    if response.status_code == 200 and row.split()[1] in PARCELS and row.startswith("POST"):
        return "ok" if all(one["stored"] for one in json.loads(response.content)["answers"]) else "refused"
    if response.status_code in (301, 302):
        place = response["Location"].split("?")[0]
        if place == reverse("account_login"):
            return "sign in"
        return "second factor" if place == reverse("mfa_activate_totp") else "ok"
    return "ok" if response.status_code == 200 else str(response.status_code)
