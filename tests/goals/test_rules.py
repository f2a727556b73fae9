# SPDX-License-Identifier: Apache-2.0
import pytest

from bedring.goals.rules import (
    AFTER_MOVE,
    GoalMove,
    GoalState,
    StepMove,
    StepState,
    Went,
    before_looks,
    clean_words,
    goal_after,
    moves_from,
    step_after,
)


@pytest.mark.parametrize(
    ("state", "move", "after"),
    [
        (GoalState.ACTIVE, GoalMove.REST, GoalState.RESTING),
        (GoalState.ACTIVE, GoalMove.CHANGE, GoalState.ACTIVE),
        (GoalState.RESTING, GoalMove.PICK_UP, GoalState.ACTIVE),
        (GoalState.LET_GO, GoalMove.PICK_UP, GoalState.ACTIVE),
        (GoalState.REACHED, GoalMove.PICK_UP, GoalState.ACTIVE),
        (GoalState.REACHED, GoalMove.LET_GO, None),
        (GoalState.LET_GO, GoalMove.CHANGE, None),
        (GoalState.RESTING, GoalMove.REACH, None),
    ],
)
def test_goal_moves(state: GoalState, move: GoalMove, after: GoalState | None) -> None:
    assert goal_after(state, move) is after


def test_no_state_is_a_dead_end() -> None:
    for state in GoalState:
        assert moves_from(state)


@pytest.mark.parametrize("look", list(Went))
def test_a_look_can_be_corrected(look: Went) -> None:
    after_done = step_after(StepState.DONE, StepMove.LOOK, look)
    assert after_done is (StepState.DONE if look is Went.DONE else StepState.CURRENT)


def test_a_step_whose_place_is_taken_does_not_come_back_by_a_look() -> None:
    assert step_after(StepState.REPLACED, StepMove.LOOK, Went.PARTLY, taken=True) is StepState.REPLACED
    assert step_after(StepState.REPLACED, StepMove.LOOK, Went.DONE, taken=True) is StepState.DONE


def test_a_step_let_go_is_not_looked_at_but_can_be_picked_up() -> None:
    assert step_after(StepState.LET_GO, StepMove.LOOK, Went.DONE) is None
    assert step_after(StepState.LET_GO, StepMove.PICK_UP) is StepState.CURRENT


def test_a_look_taken_back_makes_the_step_what_it_was() -> None:
    resting = [("agree", ""), ("rest", ""), ("look", "partly"), ("look", "done")]
    assert before_looks(resting) is StepState.RESTING
    assert before_looks([]) is StepState.CURRENT
    assert before_looks([("agree", ""), ("reword", ""), ("look", "done")]) is StepState.CURRENT
    assert before_looks([("agree", ""), ("replace", ""), ("restore", "")]) is StepState.CURRENT
    assert step_after(StepState.DONE, StepMove.LOOK, unlooked=StepState.RESTING) is StepState.RESTING
    assert step_after(StepState.DONE, StepMove.LOOK, unlooked=StepState.CURRENT, taken=True) is StepState.REPLACED
    assert step_after(StepState.WITHDRAWN, StepMove.LOOK, unlooked=StepState.CURRENT) is None


def test_every_move_but_a_look_and_other_words_says_what_comes_after() -> None:
    assert set(StepMove) - set(AFTER_MOVE) == {StepMove.LOOK, StepMove.REWORD, StepMove.SHOW, StepMove.HIDE}


def test_words_are_kept_verbatim() -> None:
    assert clean_words("  Å gå på tur,\n og  kjenne  vinden \n") == "Å gå på tur,\n og  kjenne  vinden"
