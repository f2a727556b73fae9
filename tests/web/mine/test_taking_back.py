# SPDX-License-Identifier: Apache-2.0
"""Taking back what I share with somebody close, and what I showed my leaders: at once, for good, and nobody is told."""

from uuid import UUID, uuid4

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from bedring.goals.commands import agree_on_step, set_goal, share_my_step, show_goal, show_step
from bedring.goals.models import Step
from bedring.goals.queries import my_people
from bedring.people.commands import invite_supporter
from bedring.people.models import Supporter
from bedring.sessions.queries.notes import note_of_session
from bedring.trust.models import Share
from tests.acting import as_
from tests.people_of_mine import invited_by, reads
from tests.signed_in import browser, note_method
from tests.taps import begin, send, tap
from tests.world import World

NOTHING = "Nothing is shared with you now."


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


def back(client: Client, share: UUID | None):  # type: ignore[no-untyped-def]
    return client.post(f"/mine/people/{share}/take-back")


def remove(client: Client, supporter: UUID):  # type: ignore[no-untyped-def]
    return client.post(f"/mine/people/{supporter}/remove")


def sister(world: World) -> UUID:
    """Ane's sister Bodil is invited too, and sees the same step."""
    by = as_(world.ane.account)
    invite_supporter(by=by, called="my sister", account=world.bodil)
    share_my_step(by=by, supporter_id=invited_by(world.ane.account, "my sister").id)
    return invited_by(world.ane.account, "my sister").id


def test_it_is_gone_at_once_and_can_be_given_again(world: World, ane: Client) -> None:
    brother = invited_by(world.ane.account)
    open_page = browser(world.dag)
    assert world.step.what in open_page.get("/invited/").content.decode()
    assert back(ane, brother.share_id)["Location"] == "/mine/people/"
    assert NOTHING in open_page.get("/invited/").content.decode()
    assert "Sees nothing now." in reads(world.ane.account, "/mine/people/")
    ane.post("/mine/people/share", {"supporter": str(brother.id)})
    assert world.step.what in open_page.get("/invited/").content.decode()


def test_from_one_of_two_the_other_sees_it_on(world: World, ane: Client) -> None:
    sister(world)
    back(ane, invited_by(world.ane.account).share_id)
    assert NOTHING in reads(world.dag)
    assert world.step.what in reads(world.bodil)


def test_removing_one_leaves_the_other_and_takes_all_of_theirs(world: World, ane: Client) -> None:
    gone = sister(world)
    assert remove(ane, gone)["Location"] == "/mine/people/"
    assert [one.called for one in my_people(as_(world.ane.account)).people] == ["my brother"]
    assert NOTHING in reads(world.bodil)
    assert world.step.what in reads(world.dag)
    as_(world.ane.account)
    assert not Share.objects.filter(supporter=gone, taken_back_at=None).exists()


def test_nobody_is_told_by_mail_or_otherwise(world: World, ane: Client, mailoutbox: list[EmailMessage]) -> None:
    brother, before = invited_by(world.ane.account), ProcrastinateJob.objects.count()
    back(ane, brother.share_id)
    remove(ane, brother.id)
    assert ProcrastinateJob.objects.count() == before
    assert mailoutbox == []
    assert reads(world.dag) == f"Shared with me {NOTHING}", "one who was never shown anything reads the same"


def test_pressed_twice_and_on_another_device_it_is_once(world: World, ane: Client) -> None:
    brother = invited_by(world.ane.account)
    for client in (ane, browser(world.ane.account), ane):
        assert back(client, brother.share_id).status_code == 302
        assert remove(client, brother.id).status_code == 302
    as_(world.ane.account)
    share, supporter = Share.objects.get(id=brother.share_id), Supporter.objects.get(id=brother.id)
    assert share.taken_back_at
    assert supporter.removed_at
    assert share.taken_back_at <= supporter.removed_at


def test_what_is_shared_from_a_page_left_open_with_somebody_removed_is_not_shared(world: World, ane: Client) -> None:
    brother = invited_by(world.ane.account)
    remove(browser(world.ane.account), brother.id)
    assert ane.post("/mine/people/share", {"supporter": str(brother.id)}).status_code == 404
    assert NOTHING in reads(world.dag)


def test_invited_anew_they_begin_with_nothing(world: World, ane: Client) -> None:
    brother = invited_by(world.ane.account)
    remove(ane, brother.id)
    ane.post("/mine/people/", {"email": str(world.dag.email), "called": "my brother"})
    assert invited_by(world.ane.account).share_id is None
    assert NOTHING in reads(world.dag)


@pytest.mark.parametrize("who", ["arne", "carl", "dag", "birger", "eva"])
def test_nobody_else_takes_it_back_or_removes_anybody(world: World, who: str) -> None:
    """Not even the supporter: and nobody learns whether there is such a thing."""
    brother, client = invited_by(world.ane.account), browser(world.everybody()[who])
    for answer in (back(client, brother.share_id), back(client, uuid4())):
        assert answer.status_code == 404
    for answer in (remove(client, brother.id), remove(client, uuid4())):
        assert answer.status_code == 404
    assert world.step.what in reads(world.dag)


def test_not_with_the_printed_pin(world: World, ane: Client) -> None:
    assert world.ane.account
    brother = invited_by(world.ane.account)
    note_method(ane, world.ane.account.id, "first_paper")
    assert back(ane, brother.share_id)["Location"] == "/account/pin/"
    assert remove(ane, brother.id)["Location"] == "/account/pin/"
    assert world.step.what in reads(world.dag)


# What was shown to the leaders


@pytest.fixture
def shown(world: World) -> tuple[UUID, UUID]:
    """A goal and a step that Arne has set alone and shown."""
    by = as_(world.arne.account)
    goal = set_goal(by=by, participant=world.arne, words="A dog", team_sees=True)
    made = {"participant": world.arne, "goal_id": goal.id, "team_sees": True}
    return goal.id, agree_on_step(by=by, what="Ask the landlord", **made).id


def test_taken_back_no_page_of_the_leaders_has_it(world: World, shown: tuple[UUID, UUID]) -> None:
    client, at = browser(world.arne.account), f"/tonight/{world.session.id}/"
    assert "A dog" in reads(world.birger, at)
    client.post(f"/mine/goal/{shown[0]}/show", {"team_sees": "no"})
    for reader in (world.birger, world.gro, world.eva):
        for url in (at, f"/record/{world.arne.id}/", f"/groups/{world.group.id}/"):
            page = browser(reader).get(url).content.decode()
            assert "A dog" not in page
            assert "Ask the landlord" not in page
    assert "A dog" in reads(world.arne.account, "/mine/")


def test_what_a_leader_still_has_on_the_screen_cannot_be_worked_on(world: World, shown: tuple[UUID, UUID]) -> None:
    begin(world)
    show_step(by=as_(world.arne.account), step_id=shown[1], team_sees=False)
    (receipt,) = send(world, world.birger, tap("step_look", {"step": str(shown[1]), "look": "done"}, world.arne.id))
    assert not receipt.stored
    as_(world.arne.account)
    assert Step.objects.get(id=shown[1]).state == "current"


def test_nor_is_it_told_in_a_note_that_is_begun_after(world: World, shown: tuple[UUID, UUID]) -> None:
    begin(world)
    send(world, world.birger, tap("presence", {"here": "here"}, world.arne.id))
    show_goal(by=as_(world.arne.account), goal_id=shown[0], team_sees=False)
    note = note_of_session(as_(world.birger), world.session.id, world.arne.id, "en")
    assert "A dog" not in str(note)
    assert "Ask the landlord" not in str(note)


def test_taking_back_is_quiet_there_is_no_gap_where_it_was(world: World) -> None:
    """The leaders' page is the same, letter by letter, as before it was ever shown."""
    own = set_goal(by=as_(world.arne.account), participant=world.arne, words="A dog")
    at = f"/tonight/{world.session.id}/"
    before = reads(world.birger, at), reads(world.birger, f"/record/{world.arne.id}/")
    for seen in ("yes", "no"):
        browser(world.arne.account).post(f"/mine/goal/{own.id}/show", {"team_sees": seen})
    assert (reads(world.birger, at), reads(world.birger, f"/record/{world.arne.id}/")) == before
