# SPDX-License-Identifier: Apache-2.0
"""Writes: agree on a step, give it other words, say how it went, let it rest, pick it up, let it go."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bedring.goals.commands.goals import goal_of, own_words, shown_to_team
from bedring.goals.commands.held import InHand
from bedring.goals.models import Step
from bedring.goals.rules import LONGEST_DETAIL, StepMove, Went, clean_words
from bedring.kit import clock
from bedring.kit.text import fits
from bedring.people.rules import Actor, TakesPart


def _cleaned(what: str, when: str, where: str, with_whom: str) -> dict[str, str]:
    details = {"when": when, "where": where, "with_whom": with_whom}
    return {"what": own_words(what)} | {name: fits(clean_words(text), LONGEST_DETAIL) for name, text in details.items()}


@transaction.atomic
def agree_on_step(
    *,
    by: Actor,
    participant: TakesPart,
    what: str,
    when: str = "",
    where: str = "",
    with_whom: str = "",
    goal_id: UUID | None = None,
    team_sees: bool = False,
) -> Step:
    """Agree on the next step. It takes the place of the current one seen by the same.

    `team_sees` as in `set_goal`: a step under a goal that is the person's alone is theirs alone.
    """
    goal = goal_of(participant, goal_id)
    shown = shown_to_team(by, participant, team_sees and (goal is None or goal.team_sees))
    held = InHand(by, people=[participant.id])
    step = Step(
        participant_id=participant.id,
        organisation_id=participant.organisation_id,
        team_sees=shown,
        goal=goal,
        agreed_at=clock.now(),
        **_cleaned(what, when, where, with_whom),
    )
    held.put(step, new=True)
    held.write()
    return step


@transaction.atomic
def reword_step(*, by: Actor, step_id: UUID, what: str, when: str = "", where: str = "", with_whom: str = "") -> Step:
    """Other words for the same step. It stays the step it is, whatever has happened to it."""
    held = InHand(by, [step_id])
    step = held.step(step_id)
    held.reword(step, _cleaned(what, when, where, with_whom), draft=False)
    held.write()
    return step


@transaction.atomic
def look_at_step(*, by: Actor, step_id: UUID, look: Went | None, at: datetime | None = None) -> Step:
    """Say how a step went; a later look corrects an earlier, and None takes back what was said."""
    held = InHand(by, [step_id])
    step = held.step(step_id)
    if look is None:
        held.remember_looks([step_id])
    held.move(step, StepMove.LOOK, look, at=at)
    held.write()
    return step


@transaction.atomic
def move_step(*, by: Actor, step_id: UUID, move: StepMove) -> Step:
    """Let a step rest, pick it up again, or let it go."""
    held = InHand(by, [step_id])
    step = held.step(step_id)
    other = held.current(step.participant_id, step.team_sees)
    if move is StepMove.PICK_UP and other is not None and other.id != step_id:
        held.move(other, StepMove.REST)
    held.move(step, move)
    held.write()
    return step
