# SPDX-License-Identifier: Apache-2.0
"""Writing a step: one small thing, whole on every page of mine; it takes the place of the one before; seen by whom I
choose."""

from html import unescape

import pytest
from django.test import Client

from bedring.goals.commands import agree_on_step, move_goal, set_goal, show_goal
from bedring.goals.models import Step
from bedring.goals.queries import steps_of
from bedring.goals.rules import GoalMove
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.taps import begin, send, tap
from tests.text_of import pages_of
from tests.world import World

URL = "/mine/step/"
WHOLE = {"what": "Bake «boller»", "when": "Sunday & not before 11", "where": "at home", "with_whom": "Far <3"}


@pytest.fixture
def arne(world: World) -> Client:
    return browser(world.arne.account)


def steps(world: World) -> dict[str, tuple[str, bool]]:
    """What Arne has: by its words, how it stands and whether the leaders see it."""
    as_(world.arne.account)
    return {s.what: (s.state, s.team_sees) for s in Step.objects.filter(participant=world.arne)}


def test_the_whole_of_it_stands_on_my_page_in_my_steps_and_on_paper(world: World, arne: Client) -> None:
    assert arne.post(URL, WHOLE)["Location"] == "/mine/"
    for page in ("/mine/", URL):
        shown = unescape(arne.get(page).content.decode())
        assert all(words in shown for words in WHOLE.values())
    for paper in ("/mine/paper.pdf", "/mine/step.pdf"):
        printed = " ".join(" ".join(pages_of(arne.get(paper).content)).split())
        assert all(words in printed for words in WHOLE.values())


def test_only_what_is_said_is_told(world: World, arne: Client) -> None:
    arne.post(URL, {"what": "Bake"})
    page = reads(world.arne.account, "/mine/")
    section = page[page.index("My next step") : page.index("When we meet")]
    assert "Bake" in section
    assert not [name for name in ("When:", "Where:", "With whom:") if name in section]


def test_shown_it_takes_the_place_of_the_one_with_the_leaders(world: World, arne: Client) -> None:
    arne.post(URL, WHOLE | {"team_sees": "on"})
    assert steps(world) == {WHOLE["what"]: ("current", True), world.arnes_step.what: ("replaced", True)}
    page = reads(world.birger, f"/tonight/{world.session.id}/")
    assert WHOLE["what"] in page
    assert world.arnes_step.what not in page


def test_kept_it_stands_beside_the_one_with_the_leaders_and_they_notice_nothing(world: World, arne: Client) -> None:
    at = f"/tonight/{world.session.id}/"
    before = reads(world.birger, at)
    arne.post(URL, WHOLE)
    assert steps(world) == {WHOLE["what"]: ("current", False), world.arnes_step.what: ("current", True)}
    assert reads(world.birger, at) == before
    arne.post(URL, {"what": "Bake again"})
    assert steps(world)[WHOLE["what"]] == ("replaced", False)


def test_written_at_home_while_the_group_meets_it_changes_no_word_of_what_is_talked_about(
    world: World, arne: Client
) -> None:
    begin(world)
    at = f"/tonight/{world.session.id}/"
    assert world.arnes_step.what in reads(world.gro, at)
    arne.post(URL, WHOLE | {"team_sees": "on"})
    assert [one.what for one in steps_of(as_(world.gro), world.arne.id)] == [WHOLE["what"], world.arnes_step.what]
    assert world.arnes_step.what in reads(world.gro, at), "the step of last time is looked at tonight"


def test_one_from_the_room_takes_its_place_and_it_can_be_picked_up_again(world: World, arne: Client) -> None:
    arne.post(URL, {"what": "Mine", "team_sees": "on"})
    begin(world)
    send(world, world.birger, tap("next_step", {"what": "Ours"}, world.arne.id))
    assert steps(world) | {world.arnes_step.what: ("", True)} == {
        "Ours": ("current", True),
        "Mine": ("replaced", True),
        world.arnes_step.what: ("", True),
    }
    assert "Ours" in reads(world.arne.account, "/mine/")


def test_it_lies_under_the_goal_there_is(world: World, arne: Client) -> None:
    goal = set_goal(by=as_(world.birger), participant=world.arne, words="A dog")
    arne.post(URL, WHOLE | {"team_sees": "on"})
    as_(world.arne.account)
    assert Step.objects.get(what=WHOLE["what"]).goal == goal
    move_goal(by=as_(world.arne.account), goal_id=goal.id, move=GoalMove.REST)
    arne.post(URL, {"what": "Under none"})
    as_(world.arne.account)
    assert Step.objects.get(what="Under none").goal is None


def test_an_old_form_never_shows_more_than_the_goal_does_now(world: World, arne: Client) -> None:
    own = set_goal(by=as_(world.arne.account), participant=world.arne, words="A dog", team_sees=True)
    assert 'name="team_sees"' in arne.get(URL).content.decode()
    show_goal(by=as_(world.arne.account), goal_id=own.id, team_sees=False)
    arne.post(URL, WHOLE | {"team_sees": "on"})
    assert steps(world)[WHOLE["what"]] == ("current", False)


def test_nor_does_showing_the_goal_show_what_was_written_to_be_kept(world: World, arne: Client) -> None:
    own = set_goal(by=as_(world.arne.account), participant=world.arne, words="A dog")
    arne.post(URL, WHOLE)
    show_goal(by=as_(world.arne.account), goal_id=own.id, team_sees=True)
    assert steps(world)[WHOLE["what"]] == ("current", False)
    assert WHOLE["what"] not in reads(world.birger, f"/tonight/{world.session.id}/")


@pytest.mark.parametrize("who", ["ane", "carl", "dag", "bodil", "cathrine"])
def test_strangers_find_nothing_of_it(world: World, arne: Client, who: str) -> None:
    arne.post(URL, WHOLE | {"team_sees": "on"})
    as_(world.everybody()[who])
    assert not Step.objects.filter(participant=world.arne).exists()


@pytest.mark.parametrize("who", ["birger", "dag", "eva"])
def test_those_who_do_not_take_part_write_none_here(world: World, who: str) -> None:
    assert browser(world.everybody()[who]).post(URL, WHOLE).status_code == 404


def test_with_the_printed_pin_none_is_written(world: World, arne: Client) -> None:
    assert world.arne.account
    note_method(arne, world.arne.account.id, "first_paper")
    assert arne.post(URL, WHOLE)["Location"] == "/account/pin/"
    assert set(steps(world)) == {world.arnes_step.what}


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("what", "", "Write a few words first."),
        ("what", "w" * 501, "Use 500 characters or fewer. There are 501 now."),
        ("when", "w" * 201, "Use 200 characters or fewer. There are 201 now."),
        ("where", "w" * 999, "Use 200 characters or fewer. There are 999 now."),
        ("with_whom", "w" * 201, "Use 200 characters or fewer. There are 201 now."),
    ],
)
def test_what_cannot_be_kept_is_told_by_its_field_and_all_stays_there(
    world: World, arne: Client, field: str, typed: str, says: str
) -> None:
    sent = WHOLE | {field: typed}
    answer = arne.post(URL, sent)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert says in page
    assert f'id="id_{field}_error"' in page
    assert all(words in page for words in sent.values())
    assert set(steps(world)) == {world.arnes_step.what}


def test_pasted_lines_become_one(world: World, arne: Client) -> None:
    arne.post(URL, {"what": " Bake\r\n\r\n  boller\tand  eat\x07 "})
    assert "Bake boller and eat" in steps(world)


def test_what_is_agreed_for_me_by_a_leader_is_mine_to_read_and_not_to_hide(world: World) -> None:
    agreed = agree_on_step(by=as_(world.gro), participant=world.arne, what="Together")
    client = browser(world.arne.account)
    page = client.get(URL).content.decode()
    assert "Together" in page
    assert f"/mine/step/{agreed.id}/show" not in page
    answer = client.post(f"/mine/step/{agreed.id}/show", {"team_sees": "no"})
    assert answer.status_code == 403
    assert "agreed on together" in answer.content.decode()
