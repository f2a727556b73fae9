# SPDX-License-Identifier: Apache-2.0
"""Two presses of a button are one: over every address that takes a POST, in two threads with two connections."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from psycopg.conninfo import conninfo_to_dict
from pytest_django.plugin import DjangoDbBlocker

from bedring.goals.models import Goal, Step
from bedring.kit import clock
from bedring.ops import postgres
from bedring.people.models import Account, CareRelation, Membership, Participant, Press, Supporter
from bedring.sessions.models import Course, CourseLeader, Enrolment, Session
from bedring.workbook.models import Sheet
from tests.addresses import ROWS, args_of
from tests.conftest import fresh_database
from tests.signed_in import browser
from tests.world import MODULE, World, build_world

DAY = (clock.today() + timedelta(days=40)).isoformat()
GROUP = {"name": "Ny", "place": "", "every_days": "7", "minutes": "90", "format": "group", "edition": "norway"}
MAKES: dict[str, tuple[str, dict[str, str], list[Any]]] = {
    "groups_new_group": ("eva", {}, [Course]),
    "groups_plan": ("eva", {"session-day": DAY, "session-clock": "17:00"}, [Session]),
    "groups_add_leader": ("eva", {}, [CourseLeader]),
    "groups_register": ("eva", {"person-name": "Nora", "person-email": "nora@example.org"}, [Participant, Enrolment]),
    "groups_give_place": ("eva", {"find": "Nils"}, [Enrolment]),
    "groups_colleagues": (
        "eva",
        {"name": "Ny", "email": "ny@example.org", "role": "practitioner"},
        [Membership, Account],
    ),
    "worksheet_begin": ("ane", {}, [Sheet]),
    "worksheets_begin_with": ("birger", {"worksheet": f"{MODULE}/life-areas", "filled": "together"}, [Sheet]),
    "mine_goal": ("arne", {"words": "A boat"}, [Goal]),
    "mine_step": ("arne", {"what": "Look at boats"}, [Step]),
    "mine_people": ("ane", {"email": "sister@example.org", "called": "my sister"}, [Supporter, Account]),
}
"""Name of an address to who sends what there, and of what one is made."""
MAKES_NOTHING = {
    # changes what is there, or keeps what it makes by an id of its own (entries, answers, versions of a note)
    "start_session", "close_session", "entries", "notes", "note_add", "sheet", "sheet_answers", "sheet_show",
    "groups_group", "groups_end_leader", "groups_change_place", "groups_call_off", "groups_hold_after_all",
    "groups_end_role", "account_answer_offer", "groups_peers_print", "groups_look_explained",
    "note_drafts", "session_looks",
    "site_edit",
    "mine_goal_move", "mine_goal_show", "mine_step_show", "mine_look", "mine_step_move", "mine_share", "mine_take_back",
    "mine_remove_supporter", "mine_words", "record_paper_code", "device_key",
    "account_logout", "account_end_others", "account_lost_device", "language", "colour_scheme", "quick_exit",
}  # fmt: skip
UNSAID = {"mine_goal", "mine_step", "mine_people", "mine_words", "groups_new_group"}
"""Pages whose POST has no row of its own in the access matrix."""


def test_every_address_that_takes_a_post_stands_here() -> None:
    posts = {row.split()[1] for row in ROWS if row.startswith("POST ")} | UNSAID
    assert set(MAKES) | MAKES_NOTHING >= posts, "say what a new POST makes"
    assert not set(MAKES) & MAKES_NOTHING


@contextmanager
def database_of(url: str) -> Iterator[None]:
    """Connections of Django, in every thread, to another database while this lasts."""
    before, wanted = dict(connection.settings_dict), conninfo_to_dict(url)
    connections.close_all()
    connection.settings_dict.update(NAME=wanted["dbname"], USER=wanted["user"], HOST=wanted["host"])
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(before)


@pytest.fixture(scope="module")
def committed(
    server: postgres.Embedded, worker_id: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The world in a database of its own, where what is done is done: two connections see what the other stored."""
    name = f"bedring_twice_{worker_id}"
    with django_db_blocker.unblock():
        owner = fresh_database(server, name)
        with database_of(server.url(postgres.SERVICE, name)):
            yield build_world(owner)
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as db:
        db.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def at_once(*acts: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """What each answered, begun in the same moment."""
    gate, got = threading.Barrier(len(acts)), {}

    def run(number: int, act: Callable[[], HttpResponse]) -> None:
        gate.wait()
        try:
            got[number] = act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(got) == len(acts), "one of them raised"
    return [got[number] for number in range(len(acts))]


def as_owner_counts(world: World, server: postgres.Embedded, models: list[Any]) -> list[int]:
    """Rows there are, walls or not."""
    with psycopg.connect(server.url("postgres", connection.settings_dict["NAME"])) as db:
        found = [db.execute(f"SELECT count(*) FROM {m._meta.db_table}").fetchone() for m in models]
    return [int(one[0]) for one in found if one]


Sending = tuple[str, dict[str, str], Callable[[], Client]]


def sending(world: World, name: str, who: str, body: dict[str, str]) -> Sending:
    """Where to, what, and a browser of whoever sends it."""
    args, new = args_of(world, name, uuid4(), uuid4()), GROUP | {"organisation": str(world.fjellvik.id)}
    if name == "groups_add_leader":
        body = body | {"leader-account": str(world.bodil.id)}
    if name == "groups_new_group":
        body = new
    if name == "groups_plan":  # for a group that has no session yet: otherwise the one there is moved
        made = browser(world.eva).post(reverse("groups_new_group"), new)
        args = {"course": made.headers["Location"].strip("/").split("/")[-1]}
    return reverse(name, kwargs=args), body, lambda: browser(world.everybody()[who])


@pytest.mark.parametrize("name", list(MAKES))
def test_the_same_form_sent_twice_at_once_makes_one(committed: World, server: postgres.Embedded, name: str) -> None:
    who, body, models = MAKES[name]
    url, body, client = sending(committed, name, who, body)
    before = as_owner_counts(committed, server, models)
    one, two = client(), client()
    pressed = body | {"press": str(uuid4())}
    first, second = at_once(lambda: one.post(url, pressed), lambda: two.post(url, pressed))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert as_owner_counts(committed, server, models) == [n + 1 for n in before]
    again = one.post(url, pressed)
    assert (again.status_code, again.headers["Location"]) == (302, first.headers["Location"]), "much later, too"
    assert as_owner_counts(committed, server, models) == [n + 1 for n in before]


@pytest.mark.parametrize("name", sorted(MAKES))
def test_two_windows_at_once_never_break(committed: World, server: postgres.Embedded, name: str) -> None:
    """Two forms, so two presses: whatever comes of it, it is an answer in words."""
    who, body, _models = MAKES[name]
    url, body, client = sending(committed, name, who, {**body, "email": "x@example.org"} if "email" in body else body)
    one, two = client(), client()
    for response in at_once(lambda: one.post(url, body), lambda: two.post(url, body)):
        assert response.status_code in (302, 403, 404, 409, 422), name


def test_it_is_the_id_of_the_form_that_makes_them_one(committed: World, server: postgres.Embedded) -> None:
    """Without it, as from two windows, two groups are made: so the test above could fail."""
    url, body, client = sending(committed, "groups_new_group", "eva", {})
    before = as_owner_counts(committed, server, [Course])
    one, two = client(), client()
    at_once(lambda: one.post(url, body), lambda: two.post(url, body))
    assert as_owner_counts(committed, server, [Course]) == [before[0] + 2]


def test_a_leading_that_is_open_is_open_once(committed: World, server: postgres.Embedded) -> None:
    """Two windows let Cathrine's colleague lead: one row, and those in the group are worked with once."""
    url = reverse("groups_add_leader", kwargs={"course": committed.group.id})
    body = {"leader-account": str(committed.eva.id)}
    one, two = browser(committed.eva), browser(committed.eva)
    before = as_owner_counts(committed, server, [CourseLeader])
    at_once(lambda: one.post(url, body), lambda: two.post(url, body))
    assert as_owner_counts(committed, server, [CourseLeader]) == [before[0] + 1]
    with psycopg.connect(server.url("postgres", connection.settings_dict["NAME"])) as db:
        doubles = db.execute(
            f"SELECT 1 FROM {CareRelation._meta.db_table} WHERE ends IS NULL"
            " GROUP BY participant_id, account_id HAVING count(*) > 1"
        ).fetchall()
    assert doubles == []


# One after the other


def pressed(world: World, **more: str) -> dict[str, str]:
    return {"words": "A boat of my own", "press": str(uuid4())} | more


def test_a_form_that_needs_another_look_can_be_sent_again(world: World) -> None:
    arne, form = browser(world.arne.account), pressed(world)
    assert arne.post("/mine/goal/", form | {"words": ""}).status_code == 422
    assert arne.post("/mine/goal/", form).status_code == 302
    page = arne.get("/mine/goal/").content.decode()
    assert "A boat of my own" in page


def test_a_press_of_somebody_else_is_not_there(world: World) -> None:
    form = pressed(world)
    assert browser(world.arne.account).post("/mine/goal/", form).status_code == 302
    assert browser(world.ane.account).post("/mine/goal/", form).status_code == 404
    assert browser(world.arne.account).post("/mine/step/", form | {"what": "x"}).status_code == 404


@pytest.mark.parametrize("odd", ["", "x", "²", "0" * 5000, "\x00", "{}"])
def test_an_odd_id_is_none(world: World, odd: str) -> None:
    assert browser(world.arne.account).post("/mine/goal/", pressed(world, press=odd)).status_code == 302
    assert not Press.objects.exists()


def test_every_form_has_an_id_of_its_own(world: World) -> None:
    arne = browser(world.arne.account)
    pages = [arne.get("/mine/goal/").content.decode() for _time in range(2)]
    ids = [part.split('"')[0] for page in pages for part in page.split('name="press" value="')[1:]]
    assert len(ids) == len(set(ids)) >= 8
    assert pages[0].count("csrfmiddlewaretoken") == pages[0].count('name="press"')
