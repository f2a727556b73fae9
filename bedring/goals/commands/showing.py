# SPDX-License-Identifier: Apache-2.0
"""Writes: show a goal or a step of one's own to the group leaders, or keep it to oneself again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bedring.goals.commands.goals import note_goal
from bedring.goals.commands.held import InHand
from bedring.goals.models import Goal, Step
from bedring.goals.rules import GoalMove, GoalState, Level, StepMove, StepState
from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.people.rules import Actor


@transaction.atomic
def show_goal(*, by: Actor, goal_id: UUID, team_sees: bool) -> None:
    """The person shows a goal they set themselves to the group leaders, or keeps it to themselves again.

    What lies under a goal is kept back with it, and is shown again with it, as it was before. Refused for a goal set
    together, for one under a goal that is not shown, and where another active goal is seen like that.
    """
    goal = Goal.objects.select_for_update(of=("self",)).filter(id=goal_id, participant=by.participant_id).first()
    if goal is None or by.participant_id is None:
        raise NotThere
    if not goal.trail.filter(move=GoalMove.SET, by=by.account_id).exists():
        raise Refused(_("This goal was set together in a session, so your group leaders see it too."), "together")
    if goal.team_sees == team_sees:
        return
    _check_not_under_own(goal.parent, team_sees)
    others = Goal.objects.filter(participant=goal.participant_id, level=Level.RECOVERY, state=GoalState.ACTIVE)
    alike = others.filter(team_sees=team_sees).exclude(id=goal.id)
    if goal.level == Level.RECOVERY and goal.state == GoalState.ACTIVE and alike.exists():
        raise Refused(_("You have another goal that is seen like that. Let one of them rest first."), "another_goal")
    now = clock.now()
    parts, steps = _under(goal, team_sees)
    for some in (*parts, goal):
        Goal.objects.filter(id=some.id).update(team_sees=team_sees)
        move = GoalMove.SHOW if team_sees else GoalMove.HIDE
        note_goal(some, move, by, "", at=now).save(force_insert=True)
    _set_seen(steps, by, team_sees, now)


def _under(goal: Goal, team_sees: bool) -> tuple[list[Goal], list[Step]]:
    """What changes with a goal: all that is shown, when it is kept back; all that was kept back with it, when shown.

    What was kept back with it says so at the same moment.
    """
    parts = Goal.objects.filter(parent=goal, team_sees=not team_sees)
    steps = Step.objects.filter(Q(goal=goal) | Q(goal__parent=goal), team_sees=not team_sees)
    if team_sees:
        hidden = goal.trail.filter(move=GoalMove.HIDE).order_by("-made_at").first()
        if hidden is None:
            return [], []
        parts = parts.filter(trail__move=GoalMove.HIDE, trail__made_at=hidden.made_at)
        steps = steps.filter(trail__move=StepMove.HIDE, trail__made_at=hidden.made_at)
    return list(parts), list(steps)


@transaction.atomic
def show_step(*, by: Actor, step_id: UUID, team_sees: bool) -> None:
    """The person shows a step they wrote themselves to the group leaders, or keeps it to themselves again.

    A step that is the current one takes the place of the one seen by the same, which rests. Refused for a step agreed
    on together, and for one under a goal that is not shown.
    """
    step = Step.objects.select_for_update(of=("self",)).filter(id=step_id, participant=by.participant_id).first()
    if step is None or by.participant_id is None:
        raise NotThere
    if not step.trail.filter(move=StepMove.AGREE, by=by.account_id).exists():
        raise Refused(_("This step was agreed on together, so your group leaders see it too."), "together")
    if step.team_sees == team_sees:
        return
    _check_not_under_own(step.goal, team_sees)
    _set_seen([step], by, team_sees, clock.now())


def _check_not_under_own(goal: Goal | None, team_sees: bool) -> None:
    if team_sees and goal is not None and not goal.team_sees:
        raise Refused(_("This lies under a goal that only you see. Show that goal first."), "under_own")


def _set_seen(steps: list[Step], by: Actor, team_sees: bool, at: datetime) -> None:
    """Change who sees these steps. A current one takes the place of the one seen by the same."""
    for step in steps:
        held = InHand(by, [step.id], [step.participant_id])
        other = held.current(step.participant_id, team_sees)
        if step.state == StepState.CURRENT and other is not None:
            held.move(other, StepMove.REST)
        held.note(held.step(step.id), StepMove.SHOW if team_sees else StepMove.HIDE, at=at)
        held.write()
        Step.objects.filter(id=step.id).update(team_sees=team_sees)
