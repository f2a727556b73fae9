# SPDX-License-Identifier: Apache-2.0
"""When somebody has left or completed: every page and every deed of theirs is as before, and those who led see none of
it. What is one's own does not end with a place."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bedring.goals.models import Goal, Step
from bedring.goals.queries import goals_of, steps_of
from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.people.models import Account
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.models import Enrolment
from bedring.sessions.rules.places import LAST_NOTES, Change
from bedring.workbook.models import Answer, Sheet
from tests.acting import as_
from tests.addresses import SHEETS, hold_the_session
from tests.people_of_mine import invited_by, reads
from tests.signed_in import browser
from tests.world import MODULE, TOPIC, World

PAGES = [
    "mine", "mine_paper", "mine_goal", "mine_goal_paper", "mine_step", "mine_step_paper", "mine_handouts",
    "mine_handouts_paper", "mine_words", "mine_people", "mine_privacy", "mine_privacy_paper", "worksheets",
    "account_ways_in",
]  # fmt: skip


@pytest.fixture(params=[Change.LEAVE, Change.COMPLETE])
def over(world: World, request: pytest.FixtureRequest) -> Iterator[World]:
    """Ane's group has met; then her place is over, and a month goes by."""
    hold_the_session(world)
    place = Enrolment.objects.get(participant=world.ane)
    change_enrolment(by=as_(world.birger), enrolment_id=place.id, change=request.param)
    with clock.stopped_at(clock.now() + LAST_NOTES + timedelta(days=16)):
        yield world


@pytest.fixture
def ane(over: World) -> Client:
    return browser(over.ane.account)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens(over: World, ane: Client, name: str) -> None:
    assert ane.get(reverse(name)).status_code == 200


def test_the_handout_the_record_and_the_sheets_are_still_there(over: World, ane: Client) -> None:
    assert ane.get(reverse("mine_handout", args=[MODULE, TOPIC])).status_code == 200
    assert "She sang." in reads(over.ane.account, reverse("record", args=[over.ane.id]))
    for sheet in ("together", "alone"):
        for name in ("sheet", "sheet_history", "sheet_paper"):
            assert ane.get(reverse(name, args=[SHEETS[sheet]])).status_code == 200


def test_goals_and_steps_go_on(over: World, ane: Client) -> None:
    assert ane.post(f"/mine/goal/{over.goal.id}/reach").status_code == 302
    assert ane.post("/mine/goal/", {"words": "A garden", "under": ""}).status_code == 302
    assert ane.post("/mine/step/", {"what": "Buy seeds"}).status_code == 302
    as_(over.ane.account)
    step = Step.objects.get(what="Buy seeds")
    assert ane.post(f"/mine/step/{step.id}/look", {"look": "done"}).status_code == 302
    as_(over.ane.account)
    assert Step.objects.get(id=step.id).state == "done"
    assert Goal.objects.get(words="A garden").state == "active"


def test_sheets_go_on_and_those_made_together_are_the_persons_to_write_in(over: World, ane: Client) -> None:
    ane.post(reverse("worksheet_begin", args=[MODULE, "life-areas"]))
    as_(over.ane.account)
    assert Sheet.objects.filter(participant=over.ane).count() == 3
    ane.post(reverse("sheet", args=[SHEETS["together"]]), {"base": "99999999", "keep": "The sea"})
    as_(over.ane.account)
    assert Answer.objects.filter(sheet=SHEETS["together"]).latest("number").value == "The sea"


def test_people_are_invited_shared_with_and_removed(over: World, ane: Client) -> None:
    ane.post("/mine/people/", {"email": "liv@example.org", "called": "my sister"})
    sister = invited_by(over.ane.account, "my sister")
    ane.post("/mine/people/share", {"supporter": str(sister.id)})
    shown = invited_by(over.ane.account, "my sister").step
    assert shown is not None
    assert shown.what in reads(Account.objects.get(email="liv@example.org"))
    ane.post(f"/mine/people/{sister.id}/remove")
    assert "Nothing is shared" in reads(Account.objects.get(email="liv@example.org"))


@pytest.mark.parametrize("who", ["birger", "gro"])
def test_those_who_led_see_nothing_of_it_whatever_is_shown(over: World, ane: Client, who: str) -> None:
    ane.post("/mine/step/", {"what": "Buy seeds", "team_sees": "on"})
    ane.post(reverse("sheet_show", args=[SHEETS["alone"]]), {"team_sees": "yes"})
    account = over.everybody()[who]
    client = browser(account)
    for url in (f"/record/{over.ane.id}/", f"/worksheets/of/{over.ane.id}/", f"/worksheets/{SHEETS['alone']}/"):
        assert client.get(url).status_code == 404
    for asked in (goals_of, steps_of):
        with pytest.raises(NotThere):
            asked(as_(account), over.ane.id)
    assert "Buy seeds" not in reads(account, f"/tonight/{over.session.id}/")


def test_whoever_leads_the_programme_still_sees_that_they_were_here_and_the_person_reads_it(over: World) -> None:
    assert browser(over.eva).get(f"/record/{over.ane.id}/").status_code == 200
    assert f"{over.eva.name} (programme leader)" in reads(over.ane.account, "/mine/privacy/")
