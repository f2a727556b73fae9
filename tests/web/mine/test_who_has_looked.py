# SPDX-License-Identifier: Apache-2.0
"""Who has looked, at which thing by its name, by whom: the page that only the person has, and its paper."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedring.goals.commands import agree_on_step, set_goal
from bedring.goals.queries import goal, goals_of
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.sessions.queries.notes import note_of_session
from bedring.sessions.queries.rooms import room
from bedring.sessions.queries.site import group
from bedring.trust.commands import remove_supporter
from bedring.trust.models import AccessLog
from bedring.trust.queries import LOOKS_ON_A_PAGE, participant
from bedring.trust.rules import Purpose, Thing
from bedring.trust.words import THING_NAMED, THING_TOLD
from bedring.workbook.queries import sheet
from tests.addresses import SHEETS, hold_the_session
from tests.signed_in import browser
from tests.text_of import pages_of
from tests.world import World


@pytest.fixture
def met(world: World) -> World:
    return hold_the_session(world)


def page_of(world: World, language: str = "en", number: str = "1") -> str:
    answer = browser(world.ane.account, language=language).get("/mine/privacy/", {"page": number})
    assert answer.status_code == 200
    return answer.content.decode()


def look(world: World, who: Account, thing: Thing, thing_id: UUID | None = None) -> None:
    set_actor(who.id)
    participant(world.actor(who), world.ane.id, kind=thing, purpose=Purpose.CARE, thing_id=thing_id)


def newest(world: World) -> AccessLog:
    set_actor(world.ane.account_id)
    return AccessLog.objects.filter(participant=world.ane).latest("number")


def test_a_sheet_is_told_by_its_title(met: World) -> None:
    set_actor(met.birger.id)
    sheet(met.actor(met.birger), SHEETS["together"])
    assert newest(met).thing_id == SHEETS["together"]
    assert "looked at your sheet “The areas of my life” to work with you" in page_of(met)
    assert "så på arket ditt «Områdene i livet mitt» for å arbeide sammen med deg" in page_of(met, "nb")


def test_a_goal_is_told_in_the_persons_words(met: World) -> None:
    set_actor(met.birger.id)
    goal(met.actor(met.birger), met.goal.id)
    assert "looked at your goal “I want to sing in a choir”" in page_of(met)
    assert "så på målet ditt «I want to sing in a choir»" in page_of(met, "nb")


def test_a_list_is_told_as_all_of_a_kind(met: World) -> None:
    set_actor(met.birger.id)
    goals_of(met.actor(met.birger), met.ane.id)
    assert newest(met).thing_id is None
    assert "looked at your goals to work with you" in page_of(met)


def test_a_session_and_a_note_are_told_by_the_day(met: World) -> None:
    set_actor(met.birger.id)
    note_of_session(met.actor(met.birger), met.session.id, met.ane.id, "en")
    on = clock.now().astimezone().strftime("%-d %B")
    page = page_of(met)
    assert f"looked at your note from the session of {on}" in page
    assert f"looked at your name, goal and step in the session of {on}" in page


def test_a_place_is_told_by_the_name_of_the_group(world: World) -> None:
    set_actor(world.eva.id)
    group(world.actor(world.eva), world.group.id)
    assert f"looked at your name and your place in the group “{world.group.name}”" in page_of(world)


def test_a_supporter_is_called_as_the_person_calls_them(world: World) -> None:
    browser(world.dag).get("/invited/")
    page = page_of(world)
    assert "my brother (supporter)" in page
    assert world.dag.name not in page
    assert f"looked at your step “{world.step.what}” because you shared it" in page


def test_so_is_one_who_was_removed(world: World) -> None:
    browser(world.dag).get("/invited/")
    set_actor(world.ane.account_id)
    (supporter,) = world.ane.supporters.all()
    remove_supporter(by=world.actor(world.ane.account), supporter_id=supporter.id)
    page = page_of(world)
    assert "my brother (supporter)" in page
    assert world.dag.name not in page


def test_each_step_shared_is_a_look_of_its_own(world: World) -> None:
    browser(world.dag).get("/invited/")
    before = newest(world)
    browser(world.dag).get("/invited/")
    assert newest(world) == before, "the same step within a quarter of an hour"
    assert before.thing_id == world.step.id


def test_two_sheets_are_two_looks_and_one_twice_is_one(met: World) -> None:
    first, second = uuid4(), uuid4()
    for thing_id in (first, second, first, None, None):
        look(met, met.birger, Thing.WORKSHEET, thing_id)
    set_actor(met.ane.account_id)
    noted = AccessLog.objects.filter(participant=met.ane, kind="worksheet", account=met.birger).order_by("-number")
    assert [one.thing_id for one in noted[:3]] == [None, second, first]


def test_what_is_not_the_persons_own_or_is_gone_is_told_by_its_kind(world: World) -> None:
    """An id that names nothing of theirs names nothing: somebody else's words never come onto this page."""
    set_actor(world.birger.id)
    arnes = set_goal(by=world.actor(world.birger), participant=world.arne, words="To fly")
    for thing, thing_id in ((Thing.GOAL, arnes.id), (Thing.STEP, world.arnes_step.id), (Thing.WORKSHEET, uuid4())):
        look(world, world.birger, thing, thing_id)
    look(world, world.birger, Thing.NOTE, world.other_session.id)
    look(world, world.birger, Thing.PLACE, world.other_group.id)
    page = page_of(world)
    assert "To fly" not in page
    assert world.arnes_step.what not in page
    assert world.other_group.name not in page
    for words in ("your goals", "a step of yours", "worksheets of yours", "your note", "your place in a group"):
        assert f"{words} to work with you" in page


def test_the_paper_says_the_same_names(met: World) -> None:
    set_actor(met.birger.id)
    sheet(met.actor(met.birger), SHEETS["together"])
    browser(met.dag).get("/invited/")
    answer = browser(met.ane.account).get("/mine/privacy.pdf")
    paper = " ".join(" ".join(pages_of(answer.content)).replace("\u00ad", "").split())
    assert "looked at your sheet “The areas of my life”" in paper
    assert "my brother (supporter)" in paper
    assert met.dag.name not in paper


def test_older_looks_are_on_another_page_and_its_paper(world: World) -> None:
    look(world, world.birger, Thing.GOAL)
    start = clock.now() + timedelta(hours=1)
    for number in range(LOOKS_ON_A_PAGE):
        with clock.stopped_at(start + timedelta(hours=number)):
            look(world, world.birger, Thing.RECORD)
    assert "?page=2" in page_of(world)
    last = page_of(world, number="2")
    assert "looked at your record" not in last
    assert "?page=1" in last
    answer = browser(world.ane.account).get("/mine/privacy.pdf", {"page": "2"})
    assert "looked at your record" not in " ".join(pages_of(answer.content))


def test_the_newest_day_stands_first_whatever_came_in_first(world: World) -> None:
    moments = {days: clock.now() + timedelta(days=days) for days in (20, 0, 10)}
    for moment in moments.values():
        with clock.stopped_at(moment):
            look(world, world.birger, Thing.RECORD)
    page = page_of(world)
    shown = [page.index(moments[days].astimezone().strftime("%-d %B %Y")) for days in (20, 10, 0)]
    assert shown == sorted(shown)


@pytest.mark.parametrize("number", ["0", "-1", "²", "x", "9" * 5000, "\x00", "99"])
def test_nonsense_as_a_page_is_a_page(world: World, number: str) -> None:
    look(world, world.birger, Thing.RECORD)
    assert "looked at your record" in page_of(world, number=number)


@pytest.mark.parametrize("who", ["birger", "dag", "eva"])
def test_it_is_nobody_elses_page(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    assert client.get("/mine/privacy/").status_code == 404
    assert client.get("/mine/privacy.pdf").status_code == 404


def test_the_cost_does_not_grow_with_what_was_looked_at(met: World) -> None:
    def asked() -> int:
        client = browser(met.ane.account)
        client.get("/mine/privacy/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/mine/privacy/")
        return len(captured)

    set_actor(met.birger.id)
    by = met.actor(met.birger)
    goal(by, met.goal.id)
    sheet(by, SHEETS["together"])
    room(by, met.session.id)
    browser(met.dag).get("/invited/")
    before = asked()
    set_actor(met.ane.account_id)
    ane = met.actor(met.ane.account)
    under = {"participant": met.ane, "parent_id": met.goal.id, "team_sees": True}
    parts = [set_goal(by=ane, words=f"Part {n}", **under) for n in range(5)]
    steps = [agree_on_step(by=ane, participant=met.ane, what=f"Step {n}", team_sees=False) for n in range(5)]
    for part in parts:
        look(met, met.birger, Thing.GOAL, part.id)
    for step in steps:
        look(met, met.birger, Thing.STEP, step.id)
    assert "Part 4" in page_of(met)
    assert asked() == before


def test_every_kind_that_is_named_has_a_place_for_the_name_in_both_tables() -> None:
    named = {thing for thing in Thing if "%(name)s" in THING_NAMED[thing]}
    assert named == {Thing.SESSION, Thing.GOAL, Thing.STEP, Thing.NOTE, Thing.PLACE, Thing.WORKSHEET}
    assert all(THING_NAMED[thing] == THING_TOLD[thing] for thing in set(Thing) - named)
