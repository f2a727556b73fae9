# SPDX-License-Identifier: Apache-2.0
"""Writes: set, change, rest, pick up, reach and let go of goals."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.goals import access
from bedring.goals.models import Goal, GoalEvent
from bedring.goals.rules import (
    LONGEST_WORDS,
    GoalMove,
    GoalState,
    Level,
    clean_words,
    goal_after,
)
from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.text import fits
from bedring.people.access import can_look_at_participant
from bedring.people.rules import Actor, TakesPart


def own_words(words: str) -> str:
    """Words as they are kept. Refused when there are none, or too many."""
    cleaned = clean_words(words)
    if not cleaned:
        raise Refused(_("Write a few words first."), "no_words")
    return fits(cleaned, LONGEST_WORDS)


def shown_to_team(by: Actor, participant: TakesPart, team_sees: bool) -> bool:
    """What the team makes with the person, the team sees; what the person makes, as they choose."""
    if not can_look_at_participant(by, participant):
        raise NotThere
    return True if by.participant_id != participant.id else team_sees


def goal_of(participant: TakesPart, goal_id: UUID | None) -> Goal | None:
    """This goal of the participant's, or none where none is named. NotThere for another's."""
    if goal_id is None:
        return None
    found = Goal.objects.filter(id=goal_id, participant=participant.id).first()
    if found is None:
        raise NotThere
    return found


@transaction.atomic
def set_goal(
    *,
    by: Actor,
    participant: TakesPart,
    words: str,
    why: str = "",
    parent_id: UUID | None = None,
    team_sees: bool = False,
) -> Goal:
    """A recovery goal in the person's own words, or with `parent_id` a short-term goal under it.

    `team_sees`: whether the person shows it to the group leaders, who see what they make together in any case. What
    lies under a goal that is the person's alone is theirs alone too.
    """
    parent = goal_of(participant, parent_id)
    shown = shown_to_team(by, participant, team_sees and (parent is None or parent.team_sees))
    if parent is not None and parent.level != Level.RECOVERY:
        raise NotThere
    goal = new_goal(participant, own_words(words), why=why, parent=parent, team_sees=shown)
    goal.save(force_insert=True)
    _add_goal_event(goal, GoalMove.SET, by, goal.words)
    return goal


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
        known, goal.words = goal.words, own_words(words)
        if goal.words == known:
            return goal  # saved as it stood: nothing has happened to it
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


def new_goal(participant: TakesPart, words: str, *, why: str = "", parent: Goal | None = None, team_sees: bool) -> Goal:
    """A goal to be stored, set now."""
    return Goal(
        participant_id=participant.id,
        organisation_id=participant.organisation_id,
        team_sees=team_sees,
        level=Level.SHORT_TERM if parent else Level.RECOVERY,
        parent=parent,
        words=words,
        why=fits(clean_words(why), LONGEST_WORDS),
        set_at=clock.now(),
    )


def note_goal(
    goal: Goal, move: GoalMove, by: Actor, words: str, key: str = "", at: datetime | None = None
) -> GoalEvent:
    """What happened to a goal, to be stored. Of events with one `key` the newest counts."""
    return GoalEvent(
        goal=goal,
        participant_id=goal.participant_id,
        organisation_id=goal.organisation_id,
        made_at=at or clock.now(),
        received_at=clock.now(),
        by_id=by.account_id,
        move=move,
        words=words,
        key=key,
    )


def _add_goal_event(goal: Goal, move: GoalMove, by: Actor, words: str) -> None:
    note_goal(goal, move, by, words).save(force_insert=True)
