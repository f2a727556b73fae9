# SPDX-License-Identifier: Apache-2.0
"""What a goal and a step may become. Resting, changing, picking up again and letting go are ordinary."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bedring.kit.text import kept


class Level(StrEnum):
    """A recovery goal reaches over months; a short-term goal under it over weeks."""

    RECOVERY = "recovery"
    SHORT_TERM = "short_term"


class GoalState(StrEnum):
    ACTIVE = "active"
    RESTING = "resting"
    REACHED = "reached"
    LET_GO = "let_go"

    @property
    def may_change_words(self) -> bool:
        """Whether the words can be changed in this state."""
        return self in GOAL_MOVES[GoalMove.CHANGE]


class GoalMove(StrEnum):
    """What can happen to a goal. Every one is a row in its trail."""

    SET = "set"
    CHANGE = "change"
    REST = "rest"
    PICK_UP = "pick_up"
    REACH = "reach"
    LET_GO = "let_go"
    SHOW = "show"
    HIDE = "hide"


GOAL_MOVES: dict[GoalMove, dict[GoalState, GoalState]] = {
    GoalMove.CHANGE: {GoalState.ACTIVE: GoalState.ACTIVE, GoalState.RESTING: GoalState.RESTING},
    GoalMove.REST: {GoalState.ACTIVE: GoalState.RESTING},
    GoalMove.PICK_UP: dict.fromkeys((GoalState.RESTING, GoalState.REACHED, GoalState.LET_GO), GoalState.ACTIVE),
    GoalMove.REACH: {GoalState.ACTIVE: GoalState.REACHED},
    GoalMove.LET_GO: {GoalState.ACTIVE: GoalState.LET_GO, GoalState.RESTING: GoalState.LET_GO},
}


class StepState(StrEnum):
    CURRENT = "current"
    RESTING = "resting"
    DONE = "done"
    LET_GO = "let_go"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def is_now(self) -> bool:
        """The step somebody is on."""
        return self is StepState.CURRENT

    @property
    def is_done(self) -> bool:
        return self is StepState.DONE


class Went(StrEnum):
    """How a step went, in the person's own judgement."""

    DONE = "done"
    PARTLY = "partly"
    NOT_THIS_TIME = "not_this_time"
    PICK_UP_AGAIN = "pick_up_again"


class StepMove(StrEnum):
    """What else can happen to a step."""

    AGREE = "agree"
    LOOK = "look"
    REST = "rest"
    PICK_UP = "pick_up"
    LET_GO = "let_go"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    REWORD = "reword"
    RESTORE = "restore"
    SHOW = "show"
    HIDE = "hide"

    @property
    def is_told(self) -> bool:
        """Whether the person's list of what happened names it; a look is named by how it went."""
        return self in (StepMove.REST, StepMove.PICK_UP, StepMove.LET_GO, StepMove.SHOW, StepMove.HIDE)


SHOWN_OR_HIDDEN = ("show", "hide")
"""Moves of goals and steps that change who sees them, and nothing else. They are the person's alone to know of."""


AFTER_LOOK = {
    Went.DONE: StepState.DONE,
    Went.PARTLY: StepState.CURRENT,
    Went.NOT_THIS_TIME: StepState.CURRENT,
    Went.PICK_UP_AGAIN: StepState.CURRENT,
}

STEP_MOVES: dict[StepMove, dict[StepState, StepState]] = {
    StepMove.REST: {StepState.CURRENT: StepState.RESTING},
    StepMove.PICK_UP: dict.fromkeys(
        (StepState.RESTING, StepState.LET_GO, StepState.DONE, StepState.REPLACED), StepState.CURRENT
    ),
    StepMove.WITHDRAW: {StepState.CURRENT: StepState.WITHDRAWN},
    StepMove.RESTORE: {StepState.REPLACED: StepState.CURRENT},
    StepMove.LET_GO: {StepState.CURRENT: StepState.LET_GO, StepState.RESTING: StepState.LET_GO},
    StepMove.REPLACE: {StepState.CURRENT: StepState.REPLACED, StepState.DONE: StepState.DONE},
}

LONGEST_WORDS = 500
"""Characters in a goal or a step: room for a few sentences."""
LONGEST_DETAIL = 200
"""Characters in when, where and with whom of a step."""


def goal_after(state: GoalState, move: GoalMove) -> GoalState | None:
    """The state after a move, or None when the move does not apply in this state."""
    return GOAL_MOVES.get(move, {}).get(state)


def step_after(
    state: StepState,
    move: StepMove,
    look: Went | None = None,
    *,
    taken: bool = False,
    unlooked: StepState | None = None,
) -> StepState | None:
    """The state after a move (for a look: by how it went), or None when the move does not apply.

    A look can be corrected: the newest counts; one that says nothing makes the step what it was before it was looked
    at (`unlooked`). A step let go or withdrawn is not looked at. `taken`: another step is the current one by now, so
    that this one cannot become it again.
    """
    if move is StepMove.LOOK:
        gone = state in (StepState.LET_GO, StepState.WITHDRAWN)
        after = None if gone else AFTER_LOOK[look] if look else unlooked or state
        return StepState.REPLACED if after is StepState.CURRENT and taken else after
    return STEP_MOVES.get(move, {}).get(state)


AFTER_MOVE = {
    StepMove.AGREE: StepState.CURRENT,
    StepMove.REST: StepState.RESTING,
    StepMove.PICK_UP: StepState.CURRENT,
    StepMove.RESTORE: StepState.CURRENT,
    StepMove.LET_GO: StepState.LET_GO,
    StepMove.WITHDRAW: StepState.WITHDRAWN,
    StepMove.REPLACE: StepState.REPLACED,
}


def before_looks(trail: Iterable[tuple[str, str]]) -> StepState:
    """What a step would be if nobody had looked at it: by the last (move, look) of its trail that was no look."""
    moves = [StepMove(move) for move, _look in trail]
    return next((AFTER_MOVE[move] for move in reversed(moves) if move in AFTER_MOVE), StepState.CURRENT)


@dataclass(frozen=True)
class StepWords:
    """A step in the person's own words: what, and when, where and with whom as far as they are said."""

    what: str
    when: str = ""
    where: str = ""
    with_whom: str = ""


def may_be_looked_at(state: StepState) -> bool:
    """Whether somebody can say how a step went, or say it anew: not of one let go, nor one whose place was taken."""
    return state in (StepState.CURRENT, StepState.DONE)


def step_moves_of_the_person(state: StepState) -> list[StepMove]:
    """What the person can do with a step on their own page, besides saying how it went."""
    offered = (StepMove.REST, StepMove.LET_GO, StepMove.PICK_UP)
    over = state in (StepState.DONE, StepState.REPLACED, StepState.WITHDRAWN)
    return [] if over else [move for move in offered if state in STEP_MOVES[move]]


def moves_from(state: GoalState) -> list[GoalMove]:
    """The moves a goal in this state can make; who sees it is another question."""
    return [move for move, table in GOAL_MOVES.items() if state in table]


def clean_words(words: str) -> str:
    """Own words as they are kept: as they were typed, but for white space around them and what cannot be stored."""
    return kept(words)
