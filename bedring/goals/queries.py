# SPDX-License-Identifier: Apache-2.0
"""Reads about goals and steps, scoped and logged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bedring.goals import access
from bedring.goals.models import Goal, GoalEvent, Step, StepEvent
from bedring.goals.rules import GoalState, Level, StepMove, StepState, Went
from bedring.kit.refusals import NotThere
from bedring.people.rules import Actor
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing


@dataclass(frozen=True)
class WorkingOn:
    """What one person is working on. `step` is the current one, None when there is none."""

    participant_id: UUID
    goal: Goal | None
    short_term: tuple[Goal, ...]
    step: Step | None
    resting: tuple[Step, ...]
    resting_goal: Goal | None = None


def work_of(actor: Actor, participant_ids: Iterable[UUID]) -> dict[UUID, WorkingOn]:
    """The goals and steps of these people, as far as the actor may see them. The caller has looked at the people.

    A constant number of queries, however many people.
    """
    ids = list(participant_ids)
    goals = access.visible_goals(actor).filter(participant__in=ids, state__in=[GoalState.ACTIVE, GoalState.RESTING])
    live = [StepState.CURRENT, StepState.RESTING]
    steps = access.steps_of_the_team(actor).filter(participant__in=ids, state__in=live).order_by("agreed_at")
    found_goals, found_steps = list(goals.order_by("set_at")), list(steps)
    return {i: _work(i, found_goals, found_steps) for i in ids}


def _work(participant_id: UUID, goals: list[Goal], steps: list[Step]) -> WorkingOn:
    all_of_them = [g for g in goals if g.participant_id == participant_id]
    mine = [g for g in all_of_them if g.state == GoalState.ACTIVE]
    resting = [g for g in all_of_them if g.level == Level.RECOVERY and g.state == GoalState.RESTING]
    own = [s for s in steps if s.participant_id == participant_id]
    return WorkingOn(
        participant_id=participant_id,
        goal=next((g for g in mine if g.level == Level.RECOVERY), None),
        short_term=tuple(g for g in mine if g.level == Level.SHORT_TERM),
        step=next((s for s in reversed(own) if s.state == StepState.CURRENT), None),
        resting=tuple(s for s in own if s.state == StepState.RESTING),
        resting_goal=resting[-1] if resting else None,
    )


def steps_before(actor: Actor, participant_ids: Iterable[UUID], moment: datetime) -> dict[UUID, Step]:
    """For each person the newest step agreed before `moment` that was still open then. Two queries at most."""
    over = Q(look=Went.DONE) | Q(move__in=[StepMove.LET_GO, StepMove.REPLACE])
    over_before = StepEvent.objects.filter(over, step=OuterRef("id"), made_at__lt=moment)
    open_then = Q(state__in=[StepState.CURRENT, StepState.RESTING]) | ~Exists(over_before)
    steps = access.steps_of_the_team(actor).filter(
        open_then, participant__in=list(participant_ids), agreed_at__lt=moment
    )
    return {s.participant_id: s for s in steps.exclude(state=StepState.WITHDRAWN).order_by("agreed_at")}


def my_work(actor: Actor) -> WorkingOn:
    """The actor's own goals and steps."""
    me = trust.myself(actor)
    return work_of(actor, [me.id])[me.id]


def goals_of(actor: Actor, participant_id: UUID) -> QuerySet[Goal]:
    """All goals of one person with their trails, newest first; the look is logged."""
    person = trust.participant(actor, participant_id, kind=Thing.GOAL, purpose=Purpose.CARE)
    trail = Prefetch("trail", GoalEvent.objects.that_count())
    return access.visible_goals(actor).filter(participant=person).prefetch_related(trail).order_by("level", "-set_at")


def steps_of(actor: Actor, participant_id: UUID) -> QuerySet[Step]:
    """All steps of one person that were meant, with their looks, newest first; the look at them is logged."""
    person = trust.participant(actor, participant_id, kind=Thing.STEP, purpose=Purpose.CARE)
    trail = Prefetch("trail", StepEvent.objects.order_by("made_at", "number"))
    meant = access.steps_of_the_team(actor).filter(participant=person).exclude(state=StepState.WITHDRAWN)
    return meant.prefetch_related(trail).order_by("-agreed_at")


def goal(actor: Actor, goal_id: UUID) -> Goal:
    """One goal; NotThere when the actor may not see it. The look is logged."""
    found = access.visible_goals(actor).filter(id=goal_id).first()
    if found is None:
        raise NotThere
    trust.participant(actor, found.participant_id, kind=Thing.GOAL, purpose=Purpose.CARE)
    return found


def step(actor: Actor, step_id: UUID) -> Step:
    """One step that the actor can work on; NotThere otherwise. The look is logged."""
    found = access.visible_steps(actor).filter(id=step_id).first()
    if found is None:
        raise NotThere
    trust.participant(actor, found.participant_id, kind=Thing.STEP, purpose=Purpose.CARE)
    return found


def shared_steps(actor: Actor) -> list[tuple[str, Step]]:
    """What a supporter has been let see: (the name the participant goes by, the step), oldest share first. Logged."""
    held = trust.shares_held(actor, Thing.STEP)
    steps = {s.id: s for s in access.visible_steps(actor).filter(id__in=[h.item for h in held])}
    return [(h.participant.called, steps[h.item]) for h in held if h.item in steps]
