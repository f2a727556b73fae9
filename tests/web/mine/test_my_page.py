# SPDX-License-Identifier: Apache-2.0
"""My page on the screen and on paper: the same order and the same words; a way back; what is the person's alone."""

import pytest

from bedring.goals.commands import agree_on_step
from bedring.goals.models import Step
from bedring.kit.rows import set_actor
from tests.signed_in import browser
from tests.world import World


def test_a_page_without_anything_yet_is_kind(world: World) -> None:
    assert world.arne.account is not None
    page = browser(world.arne.account).get("/mine/").content.decode()
    assert "You have not set a goal here yet" in page


def test_a_step_for_oneself_stays_with_oneself(world: World) -> None:
    set_actor(world.ane.account_id)
    agree_on_step(by=world.actor(world.ane.account), participant=world.ane, what="Only mine", team_sees=False)
    set_actor(world.birger.id)
    assert not Step.objects.filter(what="Only mine").exists()
    assert "Only mine" not in browser(world.birger).get(f"/tonight/{world.session.id}/").content.decode()
    assert "Only mine" in browser(world.ane.account).get("/mine/").content.decode()


@pytest.mark.parametrize(
    ("url", "field"), [("/mine/goal/", "words"), ("/mine/step/", "what"), ("/mine/people/", "email")]
)
def test_bad_input_keeps_what_was_typed_and_says_what_is_wrong(world: World, url: str, field: str) -> None:
    client = browser(world.arne.account)
    answer = client.post(url, {"why": "kept words", "when": "kept words", "called": "kept words", field: " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "kept words" in page
    assert f'id="id_{field}_error"' in page
    assert "Write" in page
