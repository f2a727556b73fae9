# SPDX-License-Identifier: Apache-2.0
"""What somebody who is invited sees: the step that is shared, as it is now, and nothing that was never meant."""

import pytest

from bedring.goals.commands import agree_on_step, look_at_step, move_step, reword_step, share_my_step, show_step
from bedring.goals.rules import StepMove, Went
from bedring.people.commands import invite_supporter
from bedring.people.models import Account, Participant
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.rules.places import Change
from bedring.trust.models import AccessLog
from tests.acting import as_
from tests.people_of_mine import invited_by, reads
from tests.signed_in import browser, note_method
from tests.taps import begin, send, tap
from tests.world import World

NOTHING = "Nothing is shared with you now."


def share_with_dag(person: Participant, called: str) -> None:
    """This participant invites Dag, and lets him see the step they are working on."""
    assert person.account
    by = as_(person.account)
    invite_supporter(by=by, called=called, account=Account.objects.get(name__startswith="Dag "))
    share_my_step(by=by, supporter_id=invited_by(person.account, called).id)


def looks_by(account: Account, person: Participant) -> list[object]:
    as_(person.account)
    return list(AccessLog.objects.filter(account=account, participant=person).values_list("thing_id", flat=True))


def test_each_part_of_the_step_and_no_part_of_anything_else(world: World) -> None:
    reword_step(
        by=as_(world.ane.account), step_id=world.step.id, what="Sing", when="on Friday", where="at home",
        with_whom="with Dag",
    )  # fmt: skip
    page = reads(world.dag)
    for words in ("Sing", "on Friday", "at home", "with Dag", f"A step {world.ane.called}"):
        assert words in page
    for hidden in (world.goal.words, "It is me.", world.group.name, world.birger.name, "Room 2"):
        assert hidden not in page


def test_it_is_the_step_as_it_is_now(world: World) -> None:
    assert world.step.what in reads(world.dag)
    reword_step(by=as_(world.birger), step_id=world.step.id, what="Hum a little")
    page = reads(world.dag)
    assert "Hum a little" in page
    assert world.step.what not in page


def test_steps_of_two_people_bear_the_name_each_goes_by_and_each_is_told(world: World) -> None:
    share_with_dag(world.arne, "a friend")
    page = reads(world.dag)
    for person, step in ((world.ane, world.step), (world.arne, world.arnes_step)):
        assert f"A step {person.called}" in page
        assert step.what in page
        assert looks_by(world.dag, person) == [step.id]
    assert page.index(world.step.what) < page.index(world.arnes_step.what), "what was shared first stands first"


def test_what_one_takes_back_leaves_the_others(world: World) -> None:
    share_with_dag(world.arne, "a friend")
    url = f"/mine/people/{invited_by(world.ane.account).share_id}/take-back"
    browser(world.ane.account).post(url)
    page = reads(world.dag)
    assert world.step.what not in page
    assert world.arnes_step.what in page


def test_a_step_kept_from_the_leaders_can_be_shared_with_somebody_close(world: World) -> None:
    by = as_(world.ane.account)
    move_step(by=by, step_id=world.step.id, move=StepMove.REST)
    agree_on_step(by=by, participant=world.ane, what="Tell Dag", team_sees=False)
    share_my_step(by=by, supporter_id=invited_by(world.ane.account).id)
    assert "Tell Dag" in reads(world.dag)
    assert "Tell Dag" not in browser(world.birger).get(f"/tonight/{world.session.id}/").content.decode()
    assert "Tell Dag" not in browser(world.birger).get(f"/record/{world.ane.id}/").content.decode()


def test_showing_it_to_the_leaders_changes_nothing_for_them(world: World) -> None:
    by = as_(world.ane.account)
    own = agree_on_step(by=by, participant=world.ane, what="Tell Dag", team_sees=False)
    share_my_step(by=by, supporter_id=invited_by(world.ane.account).id)
    before = reads(world.dag)
    show_step(by=as_(world.ane.account), step_id=own.id, team_sees=True)
    assert reads(world.dag) == before


@pytest.mark.parametrize("move", [StepMove.REST, StepMove.LET_GO])
def test_a_step_that_rests_or_was_let_go_is_still_the_one_that_was_shared(world: World, move: StepMove) -> None:
    move_step(by=as_(world.ane.account), step_id=world.step.id, move=move)
    assert world.step.what in reads(world.dag)


def test_that_it_did_not_work_out_is_not_told(world: World) -> None:
    before = reads(world.dag)
    look_at_step(by=as_(world.ane.account), step_id=world.step.id, look=Went.NOT_THIS_TIME)
    assert reads(world.dag) == before


def test_a_step_that_was_never_meant_is_not_shown(world: World) -> None:
    """Written for the wrong person in the room, shared at home, and taken back in the room: nobody agreed on it."""
    begin(world)
    send(world, world.birger, tap("next_step", {"what": "Somebody else's words"}, world.ane.id))
    share_my_step(by=as_(world.ane.account), supporter_id=invited_by(world.ane.account).id)
    assert "Somebody else's words" in reads(world.dag)
    send(world, world.birger, tap("next_step", {}, world.ane.id))
    assert reads(world.dag).count(NOTHING) == 1
    mine = reads(world.ane.account, "/mine/people/")
    assert "Sees the step you shared" not in mine
    assert "Share this step" in mine


def test_what_was_shared_stays_when_the_programme_is_over(world: World) -> None:
    """What is one's own does not end with a place in a group."""
    by = as_(world.birger)
    change_enrolment(by=by, enrolment_id=world.anes_place.id, change=Change.COMPLETE)
    assert world.step.what in reads(world.dag)
    browser(world.ane.account).post(f"/mine/people/{invited_by(world.ane.account).share_id}/take-back")
    assert NOTHING in reads(world.dag)


def test_in_norwegian(world: World) -> None:
    page = reads(world.dag, language="nb")
    assert world.step.what in page
    assert "shared" not in page.lower()


@pytest.mark.parametrize("who", ["ane", "arne", "birger", "eva", "carl"])
def test_it_is_not_there_for_who_is_invited_by_nobody(world: World, who: str) -> None:
    assert browser(world.everybody()[who]).get("/invited/").status_code == 404


def test_a_printed_pin_does_not_open_it(world: World) -> None:
    """Arne takes part and supports Ane: whoever printed his paper does not read her step with it."""
    by = as_(world.ane.account)
    assert world.arne.account
    invite_supporter(by=by, called="Arne", account=world.arne.account)
    share_my_step(by=by, supporter_id=invited_by(world.ane.account, "Arne").id)
    client = browser(world.arne.account)
    assert world.step.what in client.get("/invited/").content.decode()
    note_method(client, world.arne.account.id, "first_paper")
    assert client.get("/invited/").status_code == 302
    assert looks_by(world.arne.account, world.ane) == [world.step.id]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_done_to_it(world: World, method: str) -> None:
    answer = getattr(browser(world.dag), method)("/invited/")
    assert answer.status_code == 405
    for url in (f"/mine/step/{world.step.id}/look", f"/mine/step/{world.step.id}/rest"):
        assert browser(world.dag).post(url, {"look": "done"}).status_code == 404
