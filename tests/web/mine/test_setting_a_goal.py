# SPDX-License-Identifier: Apache-2.0
"""Setting a goal, and something on the way to it: kept as it was written, for those I choose, and never by mistake."""

import re
from html import unescape

import pytest
from django.test import Client

from bedring.goals.commands import move_goal, show_goal
from bedring.goals.models import Goal, GoalEvent
from bedring.goals.queries import goals_of
from bedring.goals.rules import GoalMove
from bedring.kit.refusals import NotThere
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.models import Enrolment
from bedring.sessions.rules.places import Change
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.text_of import pages_of
from tests.world import World

URL = "/mine/goal/"
CHANGED = "Your goal has changed meanwhile."


@pytest.fixture
def arne(world: World) -> Client:
    return browser(world.arne.account)


def goals(world: World) -> list[Goal]:
    as_(world.arne.account)
    return list(Goal.objects.filter(participant=world.arne).order_by("set_at"))


def form_of(client: Client) -> dict[str, str]:
    """What the form bears that nobody types."""
    found = re.search(r'name="under" value="([^"]*)"', client.get(URL).content.decode())
    assert found
    return {"under": found[1]}


def test_own_words_stand_as_they_were_written_on_every_page_of_mine(world: World, arne: Client) -> None:
    words, why = "Å ro med «Far» & <b>Mor</b>\nhver dag", "Fordi det er sånn\n\nJEG er"
    assert arne.post(URL, {"words": f"  {words}  ", "why": why})["Location"] == URL
    (goal,) = goals(world)
    assert (goal.words, goal.why) == (words, why)
    for page in ("/mine/", URL):
        assert words in unescape(arne.get(page).content.decode())
    paper = " ".join(" ".join(pages_of(arne.get("/mine/goal.pdf").content)).split())
    assert "Å ro med «Far» & <b>Mor</b> hver dag" in paper


@pytest.mark.parametrize("shown", [True, False])
def test_the_leaders_see_it_when_i_say_so_and_otherwise_not(world: World, arne: Client, shown: bool) -> None:
    arne.post(URL, {"words": "A dog of my own"} | ({"team_sees": "on"} if shown else {}))
    for reader in (world.birger, world.gro):
        assert ("A dog of my own" in reads(reader, f"/tonight/{world.session.id}/")) is shown
    as_(world.eva)
    assert Goal.objects.filter(participant=world.arne).exists() is shown
    assert GoalEvent.objects.filter(participant=world.arne).exists() is shown


def test_my_other_device_has_it_at_once(world: World, arne: Client) -> None:
    arne.post(URL, {"words": "A dog of my own"})
    assert "A dog of my own" in reads(world.arne.account, "/mine/")


@pytest.mark.parametrize("who", ["ane", "dag", "cathrine", "bodil", "carl"])
def test_even_when_it_is_shown_strangers_find_nothing(world: World, arne: Client, who: str) -> None:
    arne.post(URL, {"words": "A dog of my own", "team_sees": "on"})
    as_(world.everybody()[who])
    assert not Goal.objects.filter(participant=world.arne).exists()
    client = browser(world.everybody()[who])
    for url in ("/mine/", URL, f"/tonight/{world.session.id}/", f"/record/{world.arne.id}/"):
        assert "A dog of my own" not in client.get(url, follow=True).content.decode()


def test_with_the_printed_pin_nothing_is_set(world: World, arne: Client) -> None:
    assert world.arne.account
    note_method(arne, world.arne.account.id, "first_paper")
    assert arne.post(URL, {"words": "Somebody else's words"})["Location"] == "/account/pin/"
    assert goals(world) == []


def test_something_on_the_way_lies_under_the_goal_there_is(world: World, arne: Client) -> None:
    arne.post(URL, {"words": "A dog of my own", "team_sees": "on"})
    arne.post(URL, form_of(arne) | {"words": "Ask the landlord", "team_sees": "on"})
    goal, part = goals(world)
    assert (part.parent, part.level, part.team_sees) == (goal, "short_term", True)
    assert "On the way there: Ask the landlord" in reads(world.arne.account, "/mine/")
    assert [seen.words for seen in goals_of(as_(world.birger), world.arne.id)] == [
        "A dog of my own",
        "Ask the landlord",
    ]


def test_two_devices_that_set_a_goal_are_told_and_no_word_is_lost(world: World, arne: Client) -> None:
    """The second was shown a form for a goal where there was none: it does not become a part of the first."""
    shown_before = form_of(arne)
    browser(world.arne.account).post(URL, {"words": "A dog of my own"})
    answer = arne.post(URL, shown_before | {"words": "A boat", "why": "The sea is near", "team_sees": "on"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    for kept in (CHANGED, "A dog of my own", "A boat", "The sea is near"):
        assert kept in page
    assert [goal.words for goal in goals(world)] == ["A dog of my own"]
    arne.post(URL, form_of(arne) | {"words": "A boat. The sea is near"})
    assert [goal.level for goal in goals(world)] == ["recovery", "short_term"]


def test_something_on_the_way_to_a_goal_that_rests_meanwhile_is_no_goal_by_itself(world: World, arne: Client) -> None:
    arne.post(URL, {"words": "A dog of my own"})
    shown_before, (goal,) = form_of(arne), goals(world)
    move_goal(by=as_(world.arne.account), goal_id=goal.id, move=GoalMove.REST)
    answer = arne.post(URL, shown_before | {"words": "Ask the landlord"})
    assert answer.status_code == 409
    assert "Ask the landlord" in answer.content.decode()
    assert len(goals(world)) == 1


def test_an_old_form_never_shows_what_the_goal_now_keeps(world: World, arne: Client) -> None:
    """The box to show it stood there while the goal was shown; it was kept back on another device since."""
    arne.post(URL, {"words": "A dog of my own", "team_sees": "on"})
    shown_before, (goal,) = form_of(arne), goals(world)
    show_goal(by=as_(world.arne.account), goal_id=goal.id, team_sees=False)
    arne.post(URL, shown_before | {"words": "Ask the landlord", "team_sees": "on"})
    _goal, part = goals(world)
    assert not part.team_sees
    assert "Ask the landlord" not in reads(world.birger, f"/tonight/{world.session.id}/")


def test_after_one_is_reached_another_is_set(world: World, arne: Client) -> None:
    arne.post(URL, {"words": "A dog of my own"})
    (goal,) = goals(world)
    arne.post(f"/mine/goal/{goal.id}/reach")
    arne.post(URL, form_of(arne) | {"words": "Two dogs"})
    assert [(g.words, g.state, g.level) for g in goals(world)] == [
        ("A dog of my own", "reached", "recovery"),
        ("Two dogs", "active", "recovery"),
    ]
    page = reads(world.arne.account, URL)
    assert page.index("Two dogs") < page.index("A dog of my own"), "the newest first"


@pytest.mark.parametrize("change", [Change.LEAVE, Change.COMPLETE])
def test_who_has_left_goes_on_setting_goals_and_nobody_reads_them(world: World, arne: Client, change: Change) -> None:
    by = as_(world.birger)
    place = Enrolment.objects.get(participant=world.arne)
    change_enrolment(by=by, enrolment_id=place.id, change=change)
    assert arne.post(URL, {"words": "A dog of my own", "team_sees": "on"}).status_code == 302
    assert "A dog of my own" in reads(world.arne.account, "/mine/")
    with pytest.raises(NotThere):
        goals_of(as_(world.birger), world.arne.id)
    assert "A dog of my own" not in reads(world.birger, f"/tonight/{world.session.id}/")


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"words": ""}, "words", "Write a few words first."),
        ({"words": "x" * 501}, "words", "Use 500 characters or fewer. There are 501 now."),
        ({"words": "A dog", "why": "y" * 502}, "why", "Use 500 characters or fewer. There are 502 now."),
    ],
)
def test_what_cannot_be_kept_is_told_by_the_field_and_stays_there(
    world: World, arne: Client, typed: dict[str, str], field: str, says: str
) -> None:
    answer = arne.post(URL, {"words": "A dog", "why": "Company"} | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert f'id="id_{field}_error"' in page
    assert all(words in page for words in typed.values())
    assert goals(world) == []


def test_as_many_characters_as_there_is_room_for_whatever_ends_a_line(world: World, arne: Client) -> None:
    """A browser sends two signs for each new line; whoever wrote it counted one."""
    words = "line\r\n" * 99 + "12345"
    assert arne.post(URL, {"words": words}).status_code == 302
    assert goals(world)[0].words == words.replace("\r\n", "\n")
