# SPDX-License-Identifier: Apache-2.0
"""What is said in the room moves the person's own goals and steps: a whole parcel in a constant number of statements.

Pauses while typing are drafts of one thing: other words by the same writer in the same session leave no trail.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bedring.goals import access
from bedring.goals.commands.goals import new_goal, note_goal, own_words
from bedring.goals.commands.held import InHand
from bedring.goals.models import Goal, GoalEvent, Step
from bedring.goals.rules import GoalMove, GoalState, Level, StepMove, StepState, Went
from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.trail import added
from bedring.people.access import visible_participants
from bedring.people.models import Participant
from bedring.people.rules import Actor


@dataclass(frozen=True)
class Looked:
    """How a step went; None: not asked after all. `id` names what was said, so that it counts once."""

    id: UUID
    step: UUID
    went: Went | None
    at: datetime


@dataclass(frozen=True)
class Agreed:
    """A step in these words. The same `step` is the same step; `draft`: whoever wrote it last is still writing it."""

    id: UUID
    step: UUID
    participant_id: UUID
    words: dict[str, str]
    draft: bool


@dataclass(frozen=True)
class TakenBack:
    """The step is not meant after all."""

    id: UUID
    step: UUID


@dataclass(frozen=True)
class GoalSaid:
    """The goal in these words. What the same writer says of it again under this `key` is one thing being written."""

    id: UUID
    participant_id: UUID
    words: str
    key: str


SaidOfMine = Looked | Agreed | TakenBack | GoalSaid


@transaction.atomic
def follow(*, by: Actor, said: Iterable[SaidOfMine]) -> set[UUID]:
    """Move goals and steps by what was said; ids of what could not be followed, since the thing is not there."""
    said = list(said)
    about = {s.participant_id for s in said if isinstance(s, Agreed | GoalSaid)}
    people = {p.id: p for p in visible_participants(by).filter(id__in=about)} if about else {}
    refused = _steps(by, [s for s in said if not isinstance(s, GoalSaid)], people)
    return refused | _goals(by, [s for s in said if isinstance(s, GoalSaid)], people)


def _steps(by: Actor, said: list[Looked | Agreed | TakenBack], people: dict[UUID, Participant]) -> set[UUID]:
    if not said:
        return set()
    held = InHand(by, [s.step for s in said], [s.participant_id for s in said if isinstance(s, Agreed)])
    if unlooked := [s.step for s in said if isinstance(s, Looked) and s.went is None]:
        held.remember_looks(unlooked)
    refused = set()
    for one in said:
        try:
            if isinstance(one, Looked):
                held.move(held.step(one.step), StepMove.LOOK, one.went, id=one.id, at=one.at)
            elif isinstance(one, Agreed):
                _agree(held, one, people)
            elif one.step in held.rows:
                held.take_back(held.rows[one.step])
        except (NotThere, Refused):
            refused.add(one.id)
    held.write()
    return refused


def _agree(held: InHand, said: Agreed, people: dict[UUID, Participant]) -> None:
    step, person = held.rows.get(said.step), people.get(said.participant_id)
    if person is None or (step is not None and step.participant_id != person.id):
        raise NotThere
    if step is None:
        step = Step(
            id=said.step,
            participant=person,
            organisation_id=person.organisation_id,
            team_sees=True,
            agreed_at=clock.now(),
            **said.words,
        )
        held.put(step, new=True)
        return
    held.reword(step, said.words, draft=said.draft or step.state == StepState.WITHDRAWN)
    if step.state == StepState.WITHDRAWN:
        held.put(step, new=False)


def _goals(by: Actor, said: list[GoalSaid], people: dict[UUID, Participant]) -> set[UUID]:
    """A goal where the person has none, else other words for it."""
    if not said:
        return set()
    active = access.visible_goals(by).filter(participant__in=people, level=Level.RECOVERY, state=GoalState.ACTIVE)
    held: dict[UUID, Goal] = {}
    for goal in active.order_by("-set_at").select_for_update():
        held[goal.participant_id] = goal
    written = GoalEvent.objects.filter(goal__in=held.values(), key__in=[s.key for s in said])
    moves = {(goal, key): GoalMove(move) for goal, key, move in written.values_list("goal", "key", "move")}
    new: list[Goal] = []
    changed: list[Goal] = []
    events: list[GoalEvent] = []
    for one in (s for s in said if s.participant_id in people):
        known, words = held.get(one.participant_id), own_words(one.words)
        if known is None:
            new.append(new_goal(people[one.participant_id], words, team_sees=True))
            events.append(note_goal(new[-1], GoalMove.SET, by, words, key=one.key))
        elif known.words != words:
            known.words = words
            changed.append(known)
            events.append(note_goal(known, moves.get((known.id, one.key), GoalMove.CHANGE), by, words, key=one.key))
    Goal.objects.bulk_create(new)
    if changed:
        Goal.objects.bulk_update(changed, ["words"])
    added(events)
    return {s.id for s in said if s.participant_id not in people}
