# SPDX-License-Identifier: Apache-2.0
"""My goal and my steps on the screen: write, say how it went, change one's mind, show and take back."""

import pytest

from bedring.goals.models import Goal, Step
from bedring.kit.rows import set_actor
from tests.signed_in import browser
from tests.world import World


def goal_of(world: World) -> Goal:
    set_actor(world.arne.account_id)
    return Goal.objects.get(participant=world.arne)


def test_a_goal_written_alone_is_for_oneself_until_shown(world: World) -> None:
    client = browser(world.arne.account)
    page = client.get("/mine/goal/").content.decode()
    assert "Only you, until you show it" in page
    assert " checked" not in page, "nothing is shown unless it is chosen"
    client.post("/mine/goal/", {"words": "A dog", "why": "Company"})
    assert not goal_of(world).team_sees
    assert "only I see it" in client.get("/mine/goal/").content.decode()


def test_showing_says_so_and_taking_back_says_so(world: World) -> None:
    client = browser(world.arne.account)
    client.post("/mine/goal/", {"words": "A dog"})
    show = f"/mine/goal/{goal_of(world).id}/show"
    told = client.post(show, {"team_sees": "yes"}, follow=True).content.decode()
    assert "Your group leaders can see it from now on. You can take it back whenever you like." in told
    told = client.post(show, {"team_sees": "no"}, follow=True).content.decode()
    assert "Only you see it from now on." in told
    assert "shown to my group leaders" in told, "the person's own history says when"


def test_something_under_a_private_goal_is_never_asked_about(world: World) -> None:
    client = browser(world.arne.account)
    client.post("/mine/goal/", {"words": "A dog"})
    for url in ("/mine/goal/", "/mine/step/"):
        page = client.get(url).content.decode()
        assert "Only you, as with the goal." in page
        assert 'name="team_sees" id' not in page
    client.post("/mine/step/", {"what": "Ask", "team_sees": "on"})
    set_actor(world.arne.account_id)
    assert not Step.objects.get(what="Ask").team_sees


def test_a_step_is_shown_and_taken_back(world: World) -> None:
    client = browser(world.arne.account)
    client.post("/mine/step/", {"what": "Only mine"})
    set_actor(world.arne.account_id)
    step = Step.objects.get(what="Only mine")
    assert not step.team_sees
    for said, seen in (("yes", True), ("no", False)):
        client.post(f"/mine/step/{step.id}/show", {"team_sees": said})
        assert ("Only mine" in browser(world.birger).get(f"/tonight/{world.session.id}/").content.decode()) is seen


@pytest.mark.parametrize("thing", ["goal", "step"])
@pytest.mark.parametrize("said", ["", "maybe", "YES"])
def test_nothing_is_shown_by_accident(world: World, thing: str, said: str) -> None:
    client = browser(world.arne.account)
    client.post("/mine/goal/", {"words": "A dog"})
    client.post("/mine/step/", {"what": "Ask"})
    set_actor(world.arne.account_id)
    row = Goal.objects.get(words="A dog") if thing == "goal" else Step.objects.get(what="Ask")
    assert client.post(f"/mine/{thing}/{row.id}/show", {"team_sees": said}).status_code == 404
    set_actor(world.arne.account_id)
    row.refresh_from_db()
    assert not row.team_sees


def test_how_it_went_can_be_said_anew(world: World) -> None:
    client = browser(world.ane.account)
    told = client.post(f"/mine/step/{world.step.id}/look", {"look": "done"}, follow=True).content.decode()
    assert "Noted: done." in told
    assert "You can change it under" in told
    page = client.get("/mine/step/").content.decode()
    assert "You can say it anew." in page
    assert 'value="done" aria-pressed="true"' in page
    answer = client.post(f"/mine/step/{world.step.id}/look", {"look": "partly", "from": "steps"})
    assert answer["Location"] == "/mine/step/"
    set_actor(world.ane.account_id)
    assert Step.objects.get(id=world.step.id).state == "current"
    assert 'value="partly" aria-pressed="true"' in client.get("/mine/step/").content.decode()


def test_a_goal_that_is_reached_is_known_as_reached(world: World) -> None:
    client = browser(world.ane.account)
    told = client.post(f"/mine/goal/{world.goal.id}/reach", follow=True).content.decode()
    assert "You are there." in told
    page = client.get("/mine/").content.decode()
    assert "You have reached this goal." in page
    assert world.goal.words in page
    assert "You have not set a goal" not in page


@pytest.mark.parametrize("move", ["set", "show", "hide", "replace", "nonsense"])
def test_a_move_that_is_none_is_not_there(world: World, move: str) -> None:
    client = browser(world.ane.account)
    if move not in ("show",):  # that address is another one, and asks what to show
        assert client.post(f"/mine/goal/{world.goal.id}/{move}").status_code == 404
        assert client.post(f"/mine/step/{world.step.id}/{move}").status_code == 404
    assert client.post(f"/mine/step/{world.step.id}/look", {"look": move}).status_code == 404


@pytest.mark.parametrize("who", ["arne", "birger", "dag"])
def test_anothers_goal_and_step_are_not_there(world: World, who: str) -> None:
    client = browser(world.everybody()[who])
    assert client.post(f"/mine/goal/{world.goal.id}/rest").status_code == 404
    assert client.post(f"/mine/step/{world.step.id}/look", {"look": "done"}).status_code == 404
    set_actor(world.ane.account_id)
    assert Goal.objects.get(id=world.goal.id).state == "active"
    assert Step.objects.get(id=world.step.id).state == "current"
