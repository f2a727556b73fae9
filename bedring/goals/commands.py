# SPDX-License-Identifier: Apache-2.0
"""Writes: set, change, rest, pick up, reach and let go of goals; agree on a step, look at it, move it."""

import uuid
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bedring.goals import access
from bedring.goals.models import Goal, GoalEvent, Step, StepEvent
from bedring.goals.rules import (
    LONGEST_WORDS,
    GoalMove,
    GoalState,
    Level,
    StepMove,
    StepState,
    Went,
    clean_words,
    goal_after,
    step_after,
)
from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import can_look_at_participant
from bedring.people.models import Participant
from bedring.people.rules import Actor


def _words(words: str) -> str:
    cleaned = clean_words(words)
    if not cleaned:
        raise Refused(_("Write a few words first."), "no_words")
    if len(cleaned) > LONGEST_WORDS:
        raise Refused(_("This is longer than %(most)s characters.") % {"most": LONGEST_WORDS}, "too_long")
    return cleaned


def _together(by: Actor, participant: Participant, team_sees: bool) -> bool:
    """What the team makes with the person, the team sees; what the person makes, as they choose."""
    if not can_look_at_participant(by, participant):
        raise NotThere
    return True if by.participant_id != participant.id else team_sees


@transaction.atomic
def set_goal(
    *,
    by: Actor,
    participant: Participant,
    words: str,
    why: str = "",
    parent: Goal | None = None,
    team_sees: bool = True,
) -> Goal:
    """A recovery goal in the person's own words, or with `parent` a short-term goal under it."""
    shown = _together(by, participant, team_sees)
    if parent is not None and (parent.participant_id != participant.id or parent.level != Level.RECOVERY):
        raise NotThere
    goal = Goal(
        participant=participant,
        organisation_id=participant.organisation_id,
        team_sees=shown,
        level=Level.SHORT_TERM if parent else Level.RECOVERY,
        parent=parent,
        words=_words(words),
        why=clean_words(why)[:LONGEST_WORDS],
        set_at=clock.now(),
    )
    goal.save(force_insert=True)
    _add_goal_event(goal, GoalMove.SET, by, goal.words)
    return goal


@transaction.atomic
def show_goal(*, by: Actor, goal_id: UUID, team_sees: bool) -> None:
    """The person shows a goal they set themselves to the group leaders, or keeps it; what lies on the way there too."""
    goal = Goal.objects.select_for_update().filter(id=goal_id, participant=by.participant_id).first()
    if goal is None or by.participant_id is None or goal.level != Level.RECOVERY:
        raise NotThere
    if not goal.trail.filter(move=GoalMove.SET, by=by.account_id).exists():
        raise Refused(_("This goal was set together in a session, so your group leaders see it too."), "together")
    others = Goal.objects.filter(participant=goal.participant_id, level=Level.RECOVERY, state=GoalState.ACTIVE)
    if goal.state == GoalState.ACTIVE and others.filter(team_sees=team_sees).exclude(id=goal.id).exists():
        raise Refused(_("You have another goal that is seen like that. Let one of them rest first."), "another_goal")
    Goal.objects.filter(id=goal.id).update(team_sees=team_sees)
    Goal.objects.filter(parent=goal).update(team_sees=team_sees)


@transaction.atomic
def say_goal(*, by: Actor, participant: Participant, words: str) -> Goal:
    """What the person says in the room that they want: a goal where they have none, else other words for it."""
    shown = access.visible_goals(by).filter(participant=participant, level=Level.RECOVERY, state=GoalState.ACTIVE)
    goal = shown.order_by("set_at").first()
    if goal is None:
        return set_goal(by=by, participant=participant, words=words)
    if goal.words == _words(words):
        return goal
    return move_goal(by=by, goal_id=goal.id, move=GoalMove.CHANGE, words=words)


@transaction.atomic
def move_goal(*, by: Actor, goal_id: UUID, move: GoalMove, words: str = "") -> Goal:
    """Change the words of a goal, let it rest, pick it up again, note that it is reached, or let it go."""
    goal = Goal.objects.select_for_update().filter(id=goal_id).first()
    if goal is None:
        raise NotThere
    access.check_can_work_on(by, goal)
    after = goal_after(GoalState(goal.state), move)
    if after is None:
        raise Refused(_("This goal cannot do that now. Somebody may have changed it just before you."), "not_now")
    if move is GoalMove.CHANGE:
        goal.words = _words(words)
    if move is GoalMove.PICK_UP and goal.level == Level.RECOVERY:
        for other in Goal.objects.select_for_update().filter(
            participant=goal.participant_id, level=Level.RECOVERY, state=GoalState.ACTIVE
        ):
            other.state = GoalState.RESTING  # one at a time: what is picked up takes its place
            other.save(update_fields=["state"])
            _add_goal_event(other, GoalMove.REST, by, "")
    goal.state = after
    goal.save(update_fields=["words", "state"])
    _add_goal_event(goal, move, by, goal.words if move is GoalMove.CHANGE else "")
    return goal


def _add_goal_event(goal: Goal, move: GoalMove, by: Actor, words: str) -> None:
    GoalEvent.objects.create(
        goal=goal,
        participant_id=goal.participant_id,
        organisation_id=goal.organisation_id,
        at=clock.now(),
        by_id=by.account_id,
        move=move,
        words=words,
    )


@transaction.atomic
def agree_on_step(
    *,
    by: Actor,
    participant: Participant,
    what: str,
    when: str = "",
    where: str = "",
    with_whom: str = "",
    goal: Goal | None = None,
    team_sees: bool = True,
    step_id: UUID | None = None,
) -> Step:
    """Agree on the next step. It takes the place of the current one seen by the same.

    With a `step_id` known already, nothing happens.
    """
    shown = _together(by, participant, team_sees)
    known = Step.objects.filter(id=step_id, participant=participant).first() if step_id else None
    if known:
        return known
    for current in _current(participant.id, shown):
        _move(current, StepMove.REPLACE, by)
    step = Step(
        id=step_id or uuid.uuid4(),
        participant=participant,
        organisation_id=participant.organisation_id,
        team_sees=shown,
        goal=goal if goal and goal.participant_id == participant.id else None,
        what=_words(what),
        when=clean_words(when)[:200],
        where=clean_words(where)[:200],
        with_whom=clean_words(with_whom)[:200],
        agreed_at=clock.now(),
    )
    step.save(force_insert=True)
    _add_step_event(step, StepMove.AGREE, by)
    return step


@transaction.atomic
def look_at_step(
    *, by: Actor, step_id: UUID, look: Went, look_id: UUID | None = None, at: datetime | None = None
) -> Step:
    """Say how a step went. With a `look_id` known already, nothing happens; a later look corrects an earlier."""
    step = _step_to_work_on(by, step_id)
    if look_id and StepEvent.objects.filter(id=look_id).exists():
        return step
    return _move(step, StepMove.LOOK, by, look=look, event_id=look_id, at=at)


@transaction.atomic
def move_step(*, by: Actor, step_id: UUID, move: StepMove) -> Step:
    """Let a step rest, pick it up again, or let it go."""
    step = _step_to_work_on(by, step_id)
    if move is StepMove.PICK_UP:
        for other in _current(step.participant_id, step.team_sees):
            _move(other, StepMove.REST, by)
    return _move(step, move, by)


@transaction.atomic
def withdraw_step(*, by: Actor, step_id: UUID) -> None:
    """Take back a step that was written by mistake; the one whose place it took is the current one again."""
    step = Step.objects.select_for_update().filter(id=step_id, state=StepState.CURRENT).first()
    if step is None:
        return
    access.check_can_work_on(by, step)
    same = Step.objects.filter(participant=step.participant_id, team_sees=step.team_sees, state=StepState.REPLACED)
    just_before = step.agreed_at - timedelta(seconds=2)
    replaced = same.filter(trail__move=StepMove.REPLACE, trail__at__range=(just_before, step.agreed_at))
    earlier = replaced.order_by("-agreed_at").first()
    _move(step, StepMove.WITHDRAW, by)
    if earlier is not None:
        _move(earlier, StepMove.PICK_UP, by)


def _current(participant_id: UUID, team_sees: bool) -> QuerySet[Step]:
    """The step that is current with the team, or the one the person keeps to themselves: each has one at most."""
    return Step.objects.select_for_update().filter(
        participant=participant_id, team_sees=team_sees, state=StepState.CURRENT
    )


def _step_to_work_on(by: Actor, step_id: UUID) -> Step:
    step = Step.objects.select_for_update().filter(id=step_id).first()
    if step is None:
        raise NotThere
    access.check_can_work_on(by, step)
    return step


def _move(
    step: Step,
    move: StepMove,
    by: Actor,
    *,
    look: Went | None = None,
    event_id: UUID | None = None,
    at: datetime | None = None,
) -> Step:
    taken = _current(step.participant_id, step.team_sees).exclude(id=step.id).exists()
    after = step_after(StepState(step.state), move, look, taken=taken)
    if after is None:
        raise Refused(_("This step cannot do that now. Somebody may have changed it just before you."), "not_now")
    step.state = after
    step.save(update_fields=["state"])
    _add_step_event(step, move, by, look=look, event_id=event_id, at=at)
    return step


def _add_step_event(
    step: Step,
    move: StepMove,
    by: Actor,
    *,
    look: Went | None = None,
    event_id: UUID | None = None,
    at: datetime | None = None,
) -> None:
    StepEvent.objects.create(
        id=event_id or uuid.uuid4(),
        step=step,
        participant_id=step.participant_id,
        organisation_id=step.organisation_id,
        at=at or clock.now(),
        by_id=by.account_id,
        move=move,
        look=look or "",
    )
