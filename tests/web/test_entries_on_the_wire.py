# SPDX-License-Identifier: Apache-2.0
"""Entries between a device and the server: each answered for, a board is a look, and nothing odd brings it down."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bedring.goals.models import Step
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.courses import plan_session
from bedring.sessions.models import RefusedEntry
from bedring.trust.models import AccessLog
from tests.signed_in import browser
from tests.taps import begin, send, tap
from tests.wire import one, sends
from tests.world import World


@pytest.fixture
def begun(world: World) -> World:
    return begin(world)


def entries(world: World, query: str = "") -> str:
    return f"/tonight/{world.session.id}/entries{query}"


def looks(world: World) -> set[object]:
    """Those of whom the log says that Gro looked at them."""
    set_actor(world.ane.account_id)
    found = set(AccessLog.objects.filter(account=world.gro).values_list("participant", flat=True))
    set_actor(world.arne.account_id)
    return found | set(AccessLog.objects.filter(account=world.gro).values_list("participant", flat=True))


def test_a_board_that_is_handed_out_is_a_look_at_those_on_it(begun: World) -> None:
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))
    client = browser(begun.gro)
    assert looks(begun) == set()
    answer = client.get(entries(begun)).json()
    assert str(begun.ane.id) in str(answer["board"])
    assert looks(begun) == {begun.ane.id}, "Ane is on the board; Arne is not"
    client.get(entries(begun, f"?after={answer['cursor']}"))
    client.get(entries(begun))
    set_actor(begun.ane.account_id)
    assert AccessLog.objects.filter(account=begun.gro).count() == 1, "the same look within a quarter of an hour"


def test_nothing_new_hands_out_nothing_and_logs_nothing(begun: World) -> None:
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))
    assert "board" not in browser(begun.gro).get(entries(begun, "?after=999999999999")).json()
    assert looks(begun) == set()


@pytest.mark.parametrize(("after", "told"), [("²", True), ("-1", True), ("x", True), ("", True), ("9" * 5000, False)])
def test_any_after_is_answered(begun: World, after: str, told: bool) -> None:
    """What is no number is the beginning; what is larger than any number there is is after all there is."""
    answer = browser(begun.birger).get(entries(begun), {"after": after})
    assert (answer.status_code, "board" in answer.json()) == (200, told)


def test_each_entry_has_its_answer(begun: World) -> None:
    good, odd, gone = uuid4(), uuid4(), uuid4()
    now = clock.now().isoformat()
    parcel = {
        "v": 1,
        "sent_at": now,
        "entries": [
            {"id": str(odd), "kind": "hypnosis", "value": {}, "made_at": now},
            {"id": str(gone), "kind": "topic", "value": {"module": "x", "topic": "y"}, "made_at": now},
            {"id": str(good), "kind": "presence", "value": {"here": ""}, "person": str(begun.ane.id), "made_at": now},
        ],
    }
    answer = browser(begun.birger).post(entries(begun), parcel, content_type="application/json").json()
    said = {one["id"]: one for one in answer["answers"]}
    told = browser(begun.birger).get(entries(begun)).json()
    assert said[str(good)] == {"id": str(good), "stored": True, "number": told["cursor"]}
    assert [said[str(i)]["code"] for i in (odd, gone)] == ["not_understood", "no_such_topic"]
    assert all(said[str(i)]["reason"] for i in (odd, gone))
    assert not any(key.startswith("presence") for key in told["board"]), "what says nothing is not on the board"


def test_an_id_that_stands_in_another_session_holds_up_nothing_else(begun: World) -> None:
    """PostgreSQL refuses the parcel as one: all of it is begun anew, one by one, and what went before is undone."""
    set_actor(begun.birger.id)
    other = plan_session(by=begun.actor(begun.birger), course=begun.group, starts_at=clock.now() + timedelta(days=7))
    begin(begun, other)
    (taken,) = taps = [tap("presence", {"here": "here"}, begun.ane.id)]
    assert [one.stored for one in send(begun, begun.birger, *taps, session=other)] == [True]
    step = one("next_step", {"what": "Ring koret"}, begun.ane.id)
    clash = one("presence", {"here": "here"}, begun.ane.id, id=str(taken.id))
    answer = sends(browser(begun.birger), begun.session, step, clash, one("remark", {"words": "We sang"})).json()
    assert [told["stored"] for told in answer["answers"]] == [True, False, True]
    assert answer["answers"][1]["code"] == "id_taken"
    set_actor(begun.birger.id)
    assert Step.objects.filter(participant=begun.ane, what="Ring koret").count() == 1
    assert RefusedEntry.objects.filter(session=begun.session).count() == 1
    assert (
        sends(browser(begun.birger), begun.session, one("presence", {"here": "sent_word"}, begun.ane.id)).status_code
        == 200
    )


def test_a_tap_is_answered_and_no_more(begun: World) -> None:
    """Who taps is handed no board, which would be a look at everybody on it: the next look for news brings it."""
    now, one = clock.now().isoformat(), str(uuid4())
    sent = {"id": one, "kind": "presence", "value": {"here": "here"}, "person": str(begun.ane.id), "made_at": now}
    client = browser(begun.gro)
    answer = client.post(entries(begun), {"v": 1, "sent_at": now, "entries": [sent]}, content_type="application/json")
    assert set(answer.json()) == {"answers"}
    assert looks(begun) == set()
    assert f"presence:{begun.ane.id}:" in client.get(entries(begun)).json()["board"]
    assert looks(begun) == {begun.ane.id}


def test_those_who_lead_are_told_what_was_not_taken_in(begun: World) -> None:
    one = tap("remark", {"words": "Secret words \0"}, begun.ane.id)
    for _twice in range(2):
        send(begun, begun.gro, one)
    page = browser(begun.birger).get(f"/tonight/{begun.session.id}/").content.decode()
    assert "1 tap was not taken in" in page
    assert "There is a character in this that cannot be kept." in page
    assert begun.gro.name in page
    assert "Secret words" not in page


def test_where_all_was_taken_in_nothing_is_said_of_it(begun: World) -> None:
    send(begun, begun.gro, tap("presence", {"here": "here"}, begun.ane.id))
    assert "not taken in" not in browser(begun.birger).get(f"/tonight/{begun.session.id}/").content.decode()
