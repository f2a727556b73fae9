# SPDX-License-Identifier: Apache-2.0
"""Other words for the same step: works; for the team-mate; not for the stranger; refused to the reader; nonsense."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedring.goals.commands import agree_on_step, look_at_step, move_step, reword_step
from bedring.goals.models import Step, StepEvent
from bedring.goals.queries import steps_of
from bedring.goals.rules import StepMove, Went
from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.models import Account, Participant
from bedring.sessions.commands.entries import close_session
from tests.taps import begin, send, tap
from tests.world import World


@pytest.fixture
def begun(world: World) -> World:
    return begin(world)


def trail(step: Step) -> list[str]:
    return [e.look or e.move for e in step.trail.order_by("made_at", "number")]


def current(world: World, person: Participant) -> Step:
    set_actor(world.birger.id)
    return Step.objects.get(participant=person, team_sees=True, state="current")


def type_step(world: World, who: Account, *pauses: str) -> None:
    for what in pauses:
        assert send(world, who, tap("next_step", {"what": what}, world.ane.id))[0].stored


def test_pauses_while_typing_make_one_step_and_no_trail(begun: World) -> None:
    type_step(begun, begun.birger, "Go", "Go to one", "Go to one practice")
    step = current(begun, begun.ane)
    assert (step.what, trail(step)) == ("Go to one practice", ["agree"])
    assert step.replaces == begun.step
    assert Step.objects.filter(participant=begun.ane).count() == 2
    assert trail(begun.step) == ["agree", "replace"], "nothing was picked up again"


def test_the_team_mates_words_are_other_words_for_the_same_step(begun: World) -> None:
    type_step(begun, begun.birger, "Go to one practice")
    type_step(begun, begun.gro, "Go to the practice on Tuesday")
    step = current(begun, begun.ane)
    assert (step.what, trail(step)) == ("Go to the practice on Tuesday", ["agree", "reword"])


def test_words_after_the_session_is_closed_are_a_change(begun: World) -> None:
    type_step(begun, begun.birger, "Go")
    close_session(by=begun.actor(begun.birger), session_id=begun.session.id)
    type_step(begun, begun.birger, "Go there")
    assert trail(current(begun, begun.ane)) == ["agree", "reword"]


def test_what_is_taken_back_gives_its_place_back_however_late(begun: World) -> None:
    with clock.stopped_at(clock.now() + timedelta(minutes=5)):
        type_step(begun, begun.birger, "Wrong person's step")
    with clock.stopped_at(clock.now() + timedelta(minutes=50)):
        send(begun, begun.gro, tap("next_step", {}, begun.ane.id))
    assert current(begun, begun.ane) == begun.step
    assert [s.what for s in steps_of(begun.actor(begun.birger), begun.ane.id)] == [begun.step.what]
    with clock.stopped_at(clock.now() + timedelta(minutes=55)):
        type_step(begun, begun.birger, "A step after all")
    assert current(begun, begun.ane).what == "A step after all"
    assert current(begun, begun.ane).replaces == begun.step


def test_a_look_can_be_changed_and_taken_back(begun: World) -> None:
    said = []
    for look in ("partly", "done", ""):
        send(begun, begun.birger, tap("step_look", {"step": str(begun.step.id), "look": look}, begun.ane.id))
        said.append(Step.objects.get(id=begun.step.id).state)
    assert said == ["current", "done", "current"]


def test_the_person_words_it_anew_and_changes_how_it_went(world: World) -> None:
    assert world.ane.account is not None
    set_actor(world.ane.account_id)
    me = world.actor(world.ane.account)
    step = reword_step(by=me, step_id=world.step.id, what="Write to the choir leader", when="Friday")
    assert (step.what, step.when, step.state) == ("Write to the choir leader", "Friday", "current")
    look_at_step(by=me, step_id=step.id, look=Went.DONE)
    look_at_step(by=me, step_id=step.id, look=None)
    assert Step.objects.get(id=step.id).state == "current"
    assert [e.look or e.move for e in StepEvent.objects.filter(step=step).order_by("number")] == [
        "agree", "reword", "done", "look",
    ]  # fmt: skip
    reword_step(by=me, step_id=step.id, what="Write to the choir leader", when="Friday")
    assert trail(step).count("reword") == 1, "the same words are no change"


def test_a_resting_step_that_was_looked_at_rests_again(world: World) -> None:
    by = world.actor(world.birger)
    set_actor(world.birger.id)
    move_step(by=by, step_id=world.step.id, move=StepMove.REST)
    look_at_step(by=by, step_id=world.step.id, look=Went.DONE)
    assert look_at_step(by=by, step_id=world.step.id, look=None).state == "resting"


def test_strangers_word_nothing_anew(world: World) -> None:
    for account in (world.bodil, world.cathrine, world.arne.account):
        assert account is not None
        set_actor(account.id)
        with pytest.raises(NotThere):
            reword_step(by=world.actor(account), step_id=world.step.id, what="x")


def test_the_supporter_only_looks(world: World) -> None:
    set_actor(world.dag.id)
    with pytest.raises(Refused, match="only_look"):
        reword_step(by=world.actor(world.dag), step_id=world.step.id, what="x")


@pytest.mark.parametrize(("what", "why"), [(" ", "no_words"), ("x" * 501, "too_long")])
def test_no_words_and_too_many_are_refused(world: World, what: str, why: str) -> None:
    set_actor(world.birger.id)
    with pytest.raises(Refused, match=why):
        reword_step(by=world.actor(world.birger), step_id=world.step.id, what=what)
    assert Step.objects.get(id=world.step.id).what == world.step.what


def test_the_steps_of_everybody_are_moved_in_as_many_statements_as_one(begun: World) -> None:
    def cost(*people: Participant) -> int:
        taps = [tap("next_step", {"what": f"Go {clock.now()}"}, person.id) for person in people]
        with CaptureQueriesContext(connection) as asked:
            assert all(r.stored for r in send(begun, begun.birger, *taps))
        return len(asked)

    everybody = (begun.ane, begun.aud, begun.arne)
    cost(*everybody)  # the first time makes the steps
    assert cost(*everybody) == cost(begun.ane)


def test_a_step_alone_and_one_with_the_team_do_not_meet(world: World) -> None:
    assert world.ane.account is not None
    set_actor(world.ane.account_id)
    me = world.actor(world.ane.account)
    mine = agree_on_step(by=me, participant=world.ane, what="For myself", team_sees=False)
    assert mine.replaces is None
    assert current(world, world.ane) == world.step
