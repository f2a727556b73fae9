# SPDX-License-Identifier: Apache-2.0
"""What goals and steps and their moves are called. Never a judgement: resting and letting go are ordinary."""

from django.utils.translation import gettext_lazy as _

from bedring.goals.rules import GoalMove, GoalState, Level, StepMove, StepState, StepWords, Went
from bedring.kit.words import Words

LEVEL = Words(Level, {Level.RECOVERY: _("Recovery goal"), Level.SHORT_TERM: _("Short-term goal")})

GOAL_STATE = Words(
    GoalState,
    {
        GoalState.ACTIVE: _("working on it"),
        GoalState.RESTING: _("resting"),
        GoalState.REACHED: _("reached"),
        GoalState.LET_GO: _("let go"),
    },
)

GOAL_MOVE = Words(
    GoalMove,
    {
        GoalMove.SET: _("set"),
        GoalMove.CHANGE: _("changed"),
        GoalMove.REST: _("let it rest"),
        GoalMove.PICK_UP: _("picked up again"),
        GoalMove.REACH: _("reached"),
        GoalMove.LET_GO: _("let go"),
        GoalMove.SHOW: _("shown to my group leaders"),
        GoalMove.HIDE: _("kept to myself"),
    },
    "trail",
)

GOAL_BUTTON = Words(
    GoalMove,
    {
        GoalMove.SET: _("Set a goal"),
        GoalMove.CHANGE: _("Change the words"),
        GoalMove.REST: _("Let it rest"),
        GoalMove.PICK_UP: _("Pick it up again"),
        GoalMove.REACH: _("I am there"),
        GoalMove.LET_GO: _("Let it go"),
        GoalMove.SHOW: _("Show it to my group leaders"),
        GoalMove.HIDE: _("Keep it to myself from now on"),
    },
    "button",
)

STEP_STATE = Words(
    StepState,
    {
        StepState.CURRENT: _("The step now"),
        StepState.RESTING: _("Resting"),
        StepState.DONE: _("Done"),
        StepState.LET_GO: _("Let go"),
        StepState.REPLACED: _("Another step took its place"),
        StepState.WITHDRAWN: _("Written by mistake"),
    },
)

STEP_MOVE = Words(
    StepMove,
    {
        StepMove.AGREE: _("agreed on"),
        StepMove.LOOK: _("looked at"),
        StepMove.REST: _("let it rest"),
        StepMove.PICK_UP: _("picked up again"),
        StepMove.LET_GO: _("let go"),
        StepMove.REPLACE: _("another step took its place"),
        StepMove.WITHDRAW: _("taken away"),
        StepMove.REWORD: _("put into other words"),
        StepMove.RESTORE: _("the step again"),
        StepMove.SHOW: _("shown to my group leaders"),
        StepMove.HIDE: _("kept to myself"),
    },
    "trail",
)

STEP_BUTTON = Words(
    StepMove,
    {
        StepMove.AGREE: _("Write a step"),
        StepMove.LOOK: _("How did it go?"),
        StepMove.REST: _("Let it rest"),
        StepMove.PICK_UP: _("Pick it up again"),
        StepMove.LET_GO: _("Let it go"),
        StepMove.REPLACE: _("Another step instead"),
        StepMove.WITHDRAW: _("Take it away"),
        StepMove.REWORD: _("Change the words"),
        StepMove.RESTORE: _("The step again"),
        StepMove.SHOW: _("Show it to my group leaders"),
        StepMove.HIDE: _("Keep it to myself from now on"),
    },
    "button",
)

WENT = Words(
    Went,
    {
        Went.DONE: _("done"),
        Went.PARTLY: _("partly"),
        Went.NOT_THIS_TIME: _("not this time"),
        Went.PICK_UP_AGAIN: _("picked up again"),
    },
    "trail",
)

WENT_BUTTON = Words(
    Went,
    {
        Went.DONE: _("Done"),
        Went.PARTLY: _("Partly"),
        Went.NOT_THIS_TIME: _("Not this time"),
        Went.PICK_UP_AGAIN: _("Pick it up again"),
    },
    "button",
)

WENT_NOTED = Words(
    Went,
    {
        Went.DONE: _("Noted: done. You can write a new step, or wait until you meet."),
        Went.PARTLY: _("Noted: partly. You can go on with it, or make it smaller."),
        Went.NOT_THIS_TIME: _("Noted: not this time. That is fine. You can look at it together when you meet."),
        Went.PICK_UP_AGAIN: _("Noted: picked up again."),
    },
    "noted",
)


def facts_of(step: StepWords) -> list[tuple[str, str]]:
    """When, where and with whom, each with its name, as far as they are said."""
    more = [(_("When"), step.when), (_("Where"), step.where), (_("With whom"), step.with_whom)]
    return [(str(name), words) for name, words in more if words]
