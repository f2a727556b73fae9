# SPDX-License-Identifier: Apache-2.0
"""The goals round: how the step went, the next one, and a goal. It is the person's own, and moves on their own page."""

from typing import Any

import pytest

from bedring.goals.commands import agree_on_step, move_goal, move_step, set_goal
from bedring.goals.models import Goal, Step
from bedring.goals.rules import GoalMove, StepMove
from bedring.kit.rows import set_actor
from bedring.sessions.models import Entry
from bedring.sessions.queries.notes import note_of_session
from tests.evenings import words
from tests.signed_in import browser
from tests.wire import one, refused, sends, taken
from tests.world import World


def look(world: World, how: str, step: Step | None = None, **more: Any) -> dict[str, Any]:
    return one("step_look", {"step": str((step or world.step).id), "look": how}, world.ane.id, **more)


def agreed(world: World, what: str, **more: str) -> dict[str, Any]:
    return one("next_step", {"what": what, **more}, world.ane.id)


def my_page(world: World) -> str:
    return words(browser(world.ane.account).get("/mine/").content.decode())


def drafted(world: World, who: str = "ane") -> str:
    set_actor(world.birger.id)
    return note_of_session(world.actor(world.birger), world.session.id, getattr(world, who).id, "en")[1].text


@pytest.mark.parametrize(
    ("how", "state", "told"),
    [
        ("done", "done", "is done."),
        ("partly", "current", "is partly done."),
        ("not_this_time", "current", "did not happen this time."),
        ("pick_up_again", "current", "picks up the step again"),
    ],
)
def test_how_it_went_moves_the_step_and_is_told(begun: World, how: str, state: str, told: str) -> None:
    taken(browser(begun.birger), begun.session, look(begun, how))
    set_actor(begun.ane.account_id)
    assert Step.objects.get(id=begun.step.id).state == state
    assert (begun.step.what in my_page(begun)) is (state == "current")
    assert told in drafted(begun)


def test_a_second_tap_takes_it_back(begun: World) -> None:
    taken(browser(begun.birger), begun.session, look(begun, "done"))
    taken(browser(begun.gro), begun.session, look(begun, ""))
    set_actor(begun.ane.account_id)
    assert Step.objects.get(id=begun.step.id).state == "current"
    assert begun.step.what in my_page(begun)
    assert drafted(begun) == ""


def test_the_next_step_stands_on_her_page_with_all_that_was_said(begun: World) -> None:
    said = agreed(begun, "Go to one practice", when="Tuesday", where="The church", with_whom="my brother")
    taken(browser(begun.gro), begun.session, said)
    page = my_page(begun)
    for part in ("Go to one practice", "Tuesday", "The church", "my brother"):
        assert part in page
    assert begun.step.what not in page
    assert "“Go to one practice” (when: Tuesday, where: The church, with whom: my brother)." in drafted(begun)


def test_taken_back_the_step_before_is_hers_again(begun: World) -> None:
    gro = browser(begun.gro)
    taken(gro, begun.session, agreed(begun, "Written on the wrong line"))
    taken(gro, begun.session, one("next_step", {}, begun.ane.id))
    page = my_page(begun)
    assert begun.step.what in page
    assert "wrong line" not in page
    assert drafted(begun) == ""


def test_not_this_week_makes_no_step_and_says_so(begun: World) -> None:
    taken(browser(begun.birger), begun.session, one("next_step", {"not_this_week": True}, begun.ane.id))
    assert begun.step.what in my_page(begun), "the step she has stays hers"
    assert drafted(begun) == "No new step this week."


def test_a_goal_said_in_the_room_is_hers_and_the_teams(begun: World) -> None:
    board = taken(browser(begun.birger), begun.session, one("goal", {"words": "A garden of my own"}, begun.arne.id))
    assert board[f"goal:{begun.arne.id}:"] == {"words": "A garden of my own"}
    assert "A garden of my own" in words(browser(begun.arne.account).get("/mine/").content.decode())
    assert "A garden of my own" in words(browser(begun.gro).get(f"/tonight/{begun.session.id}/").content.decode())
    assert "in Arne's own words: “A garden of my own”." in drafted(begun, "arne")


def test_a_goal_of_ones_own_is_neither_seen_nor_touched(begun: World) -> None:
    """Arne has a goal that is his alone: what is said in the room is another."""
    set_actor(begun.arne.account_id)
    alone = set_goal(by=begun.actor(begun.arne.account), participant=begun.arne, words="Mine alone")
    page = browser(begun.birger).get(f"/tonight/{begun.session.id}/").content.decode()
    assert "Mine alone" not in page
    taken(browser(begun.birger), begun.session, one("goal", {"words": "Ours"}, begun.arne.id))
    set_actor(begun.arne.account_id)
    assert Goal.objects.get(id=alone.id).words == "Mine alone"
    assert set(Goal.objects.filter(participant=begun.arne).values_list("words", "team_sees")) == {
        ("Mine alone", False),
        ("Ours", True),
    }


def test_one_that_rests_is_left_to_rest(begun: World) -> None:
    set_actor(begun.ane.account_id)
    move_goal(by=begun.actor(begun.ane.account), goal_id=begun.goal.id, move=GoalMove.REST)
    taken(browser(begun.birger), begun.session, one("goal", {"words": "Another"}, begun.ane.id))
    set_actor(begun.ane.account_id)
    assert Goal.objects.get(id=begun.goal.id).words == begun.goal.words
    assert set(Goal.objects.values_list("words", "state")) == {(begun.goal.words, "resting"), ("Another", "active")}


def test_a_step_of_somebody_else_is_not_there(begun: World) -> None:
    birger = browser(begun.birger)
    assert refused(birger, begun.session, look(begun, "done", begun.carls_step)) == ["step_not_there"]
    set_actor(begun.ane.account_id)
    hidden = agree_on_step(by=begun.actor(begun.ane.account), participant=begun.ane, what="For myself")
    assert refused(birger, begun.session, look(begun, "done", hidden)) == ["step_not_there"]
    set_actor(begun.ane.account_id)
    assert Step.objects.get(id=hidden.id).state == "current"


def test_one_she_has_let_go_in_the_meantime_is_told_as_changed(begun: World) -> None:
    set_actor(begun.ane.account_id)
    move_step(by=begun.actor(begun.ane.account), step_id=begun.step.id, move=StepMove.LET_GO)
    assert refused(browser(begun.birger), begun.session, look(begun, "done")) == ["step_not_there"]
    set_actor(begun.ane.account_id)
    assert Step.objects.get(id=begun.step.id).state == "let_go"


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "ane"])
def test_a_stranger_moves_nothing(begun: World, who: str) -> None:
    client = browser(begun.everybody()[who])
    for tap in (look(begun, "done"), agreed(begun, "x"), one("goal", {"words": "x"}, begun.ane.id)):
        assert sends(client, begun.session, tap).status_code == 404
    set_actor(begun.birger.id)
    assert not Entry.objects.filter(kind__in=["step_look", "next_step", "goal"]).exists()
    assert Step.objects.get(id=begun.step.id).state == "current"


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("goal", {"words": "x" * 501}, "too_long"),
        ("goal", {"words": ""}, "not_understood"),
        ("goal", {"words": "\u202e"}, "not_understood"),
        ("next_step", {"what": "x" * 501}, "too_long"),
        ("next_step", {"what": "x", "where": "y" * 201}, "too_long"),
        ("next_step", {"when": "Tuesday"}, "not_understood"),
        ("next_step", {"what": "x", "not_this_week": True}, "not_understood"),
        ("step_look", {"step": "x", "look": "done"}, "not_understood"),
        ("step_look", {"look": "done"}, "not_understood"),
    ],
)
def test_nonsense_moves_nothing_and_is_told(begun: World, kind: str, value: dict[str, Any], why: str) -> None:
    assert refused(browser(begun.birger), begun.session, one(kind, value, begun.ane.id)) == [why]
    set_actor(begun.ane.account_id)
    assert Goal.objects.get(id=begun.goal.id).words == begun.goal.words
    assert Step.objects.get(participant=begun.ane).what == begun.step.what


def test_odd_words_are_kept_as_they_are_and_are_no_markup(begun: World) -> None:
    taken(browser(begun.birger), begun.session, agreed(begun, "Si <b>hei</b> & «smil» 🐶"))
    page = browser(begun.ane.account).get("/mine/").content.decode()
    assert "Si &lt;b&gt;hei&lt;/b&gt; &amp; «smil» 🐶" in page
