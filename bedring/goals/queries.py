# SPDX-License-Identifier: Apache-2.0
"""Reads about goals and steps, scoped and logged. What comes out is frozen, and holds all that a page needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bedring.goals import access
from bedring.goals.models import Goal, GoalEvent, Step, StepEvent
from bedring.goals.rules import (
    GoalMove,
    GoalState,
    Level,
    StepMove,
    StepState,
    StepWords,
    Went,
    may_be_looked_at,
    moves_from,
    step_moves_of_the_person,
)
from bedring.kit.asked import Asked
from bedring.kit.refusals import NotThere
from bedring.people.rules import Actor
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing


@dataclass(frozen=True)
class GoalEventSeen:
    """One thing that happened to a goal. `words`: those it was given then."""

    at: datetime
    move: GoalMove
    words: str


@dataclass(frozen=True)
class GoalSeen:
    """A goal as whoever asks may see it. `own`: the person set it alone, and chooses who sees it; `trail`: oldest
    first. Both are known where goals are looked at one by one (`goals_of`, `goal`)."""

    id: UUID
    participant_id: UUID
    level: Level
    parent_id: UUID | None
    words: str
    why: str
    state: GoalState
    team_sees: bool
    set_at: datetime
    own: bool = False
    trail: tuple[GoalEventSeen, ...] = ()

    @property
    def moves(self) -> list[GoalMove]:
        """What can be done with it now."""
        return moves_from(self.state)


@dataclass(frozen=True)
class StepEventSeen:
    """One thing that happened to a step. `went`: how it went, for a look at it."""

    at: datetime
    move: StepMove
    went: Went | None


@dataclass(frozen=True, kw_only=True)
class StepSeen(StepWords):
    """A step as whoever asks may see it; `own` and `trail` as in `GoalSeen`, known where `steps_of` looks."""

    id: UUID
    participant_id: UUID
    goal_id: UUID | None
    state: StepState
    team_sees: bool
    agreed_at: datetime
    own: bool = False
    trail: tuple[StepEventSeen, ...] = ()

    @property
    def went(self) -> Went | None:
        """How it went, when it was last said; None when that was taken back."""
        return next((event.went for event in reversed(self.trail) if event.move is StepMove.LOOK), None)

    @property
    def is_done(self) -> bool:
        """Whether it was done."""
        return self.state is StepState.DONE

    @property
    def can_be_looked_at(self) -> bool:
        """Whether how it went can be said, or said anew."""
        return may_be_looked_at(self.state)

    @property
    def moves(self) -> list[StepMove]:
        """What the person can do with it now."""
        return step_moves_of_the_person(self.state)


@dataclass(frozen=True)
class WorkingOn:
    """What one person is working on. `step` is the current one, None when there is none.

    `resting_goal` and `reached_goal`: the newest of each, for when there is no other.
    """

    participant_id: UUID
    goal: GoalSeen | None
    short_term: tuple[GoalSeen, ...]
    step: StepSeen | None
    resting: tuple[StepSeen, ...]
    resting_goal: GoalSeen | None = None
    reached_goal: GoalSeen | None = None


def work_of(actor: Actor, participant_ids: Iterable[UUID]) -> dict[UUID, WorkingOn]:
    """The goals and steps of these people, as far as the actor may see them. The caller has looked at the people.

    A constant number of queries, however many people.
    """
    ids = list(participant_ids)
    found_goals = [_goal(g) for g in _goals_told(actor=actor, ids=ids)]
    found_steps = [_step(s) for s in _live_steps(actor=actor, ids=ids)]
    return {i: _work(i, found_goals, found_steps) for i in ids}


@Asked
def _goals_told(actor: Actor, ids: list[UUID]) -> QuerySet[Goal, Any]:
    told = [GoalState.ACTIVE, GoalState.RESTING, GoalState.REACHED]
    return access.visible_goals(actor).filter(participant__in=ids, state__in=told).order_by("set_at")


@Asked
def _live_steps(actor: Actor, ids: list[UUID]) -> QuerySet[Step, Any]:
    live = [StepState.CURRENT, StepState.RESTING]
    return access.steps_of_the_team(actor).filter(participant__in=ids, state__in=live).order_by("agreed_at")


def _work(participant_id: UUID, goals: list[GoalSeen], steps: list[StepSeen]) -> WorkingOn:
    of_theirs = [g for g in goals if g.participant_id == participant_id]
    own = [s for s in steps if s.participant_id == participant_id]

    def recovery(state: GoalState) -> list[GoalSeen]:
        return [g for g in of_theirs if g.level is Level.RECOVERY and g.state is state]

    return WorkingOn(
        participant_id=participant_id,
        goal=next(iter(recovery(GoalState.ACTIVE)), None),
        short_term=tuple(g for g in of_theirs if g.level is Level.SHORT_TERM and g.state is GoalState.ACTIVE),
        step=next((s for s in reversed(own) if s.state is StepState.CURRENT), None),
        resting=tuple(s for s in own if s.state is StepState.RESTING),
        resting_goal=next(reversed(recovery(GoalState.RESTING)), None),
        reached_goal=next(reversed(recovery(GoalState.REACHED)), None),
    )


def steps_before(actor: Actor, participant_ids: Iterable[UUID], moment: datetime) -> dict[UUID, StepSeen]:
    """For each person the newest step agreed before `moment` that was still open then. Two queries at most."""
    steps = _open_before(actor=actor, ids=list(participant_ids), moment=moment)
    return {s.participant_id: _step(s) for s in steps}


@Asked
def _open_before(actor: Actor, ids: list[UUID], moment: datetime) -> QuerySet[Step, Any]:
    over = Q(look=Went.DONE) | Q(move__in=[StepMove.LET_GO, StepMove.REPLACE])
    over_before = StepEvent.objects.filter(over, step=OuterRef("id"), made_at__lt=moment)
    open_then = Q(state__in=[StepState.CURRENT, StepState.RESTING]) | ~Exists(over_before)
    steps = access.steps_of_the_team(actor).filter(open_then, participant__in=ids, agreed_at__lt=moment)
    return steps.exclude(state=StepState.WITHDRAWN).order_by("agreed_at")


def my_work(actor: Actor) -> WorkingOn:
    """The actor's own goals and steps; NotThere for who takes part in nothing."""
    if actor.participant_id is None:
        raise NotThere
    return work_of(actor, [actor.participant_id])[actor.participant_id]


def goals_of(actor: Actor, participant_id: UUID) -> tuple[GoalSeen, ...]:
    """All goals of one person with their trails, newest first; the look is logged."""
    person = trust.participant(actor, participant_id, kind=Thing.GOAL, purpose=Purpose.CARE)
    found = _with_trail(actor, access.visible_goals(actor).filter(participant=person.id)).order_by("level", "-set_at")
    return tuple(_goal(g, person.account_id, trail=g.trail.all()) for g in found)


def goal(actor: Actor, goal_id: UUID) -> GoalSeen:
    """One goal with its trail; NotThere when the actor may not see it. The look is logged."""
    found = _with_trail(actor, access.visible_goals(actor).filter(id=goal_id)).first()
    if found is None:
        raise NotThere
    person = trust.participant(actor, found.participant_id, kind=Thing.GOAL, purpose=Purpose.CARE, thing_id=found.id)
    return _goal(found, person.account_id, trail=found.trail.all())


def words_of_goals(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Of these goals, the actor's own in the actor's own words. One query."""
    mine = access.visible_goals(actor).filter(id__in=list(ids), participant=actor.participant_id)
    return dict(mine.values_list("id", "words"))


def words_of_steps(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Of these steps, the actor's own in the actor's own words. One query."""
    mine = access.steps_of_the_team(actor).filter(id__in=list(ids), participant=actor.participant_id)
    return dict(mine.values_list("id", "what"))


def _with_trail(actor: Actor, goals: QuerySet[Goal]) -> QuerySet[Goal]:
    return goals.prefetch_related(Prefetch("trail", access.trail_seen(actor, GoalEvent.objects.that_count())))


def _goal(row: Goal, account_id: UUID | None = None, *, trail: Iterable[GoalEvent] = ()) -> GoalSeen:
    events = list(trail)
    return GoalSeen(
        id=row.id,
        participant_id=row.participant_id,
        level=Level(row.level),
        parent_id=row.parent_id,
        words=row.words,
        why=row.why,
        state=GoalState(row.state),
        team_sees=row.team_sees,
        set_at=row.set_at,
        own=any(e.move == GoalMove.SET and e.by_id == account_id for e in events),
        trail=tuple(GoalEventSeen(e.made_at, GoalMove(e.move), e.words) for e in events),
    )


def steps_of(actor: Actor, participant_id: UUID) -> tuple[StepSeen, ...]:
    """All steps of one person that were meant, with their trails, newest first; the look at them is logged."""
    person = trust.participant(actor, participant_id, kind=Thing.STEP, purpose=Purpose.CARE)
    trail = Prefetch("trail", access.trail_seen(actor, StepEvent.objects.order_by("made_at", "number")))
    meant = access.steps_of_the_team(actor).filter(participant=person.id).exclude(state=StepState.WITHDRAWN)
    found = meant.prefetch_related(trail).order_by("-agreed_at")
    return tuple(_step(s, person.account_id, trail=s.trail.all()) for s in found)


def _step(row: Step, account_id: UUID | None = None, *, trail: Iterable[StepEvent] = ()) -> StepSeen:
    events = list(trail)
    return StepSeen(
        what=row.what,
        when=row.when,
        where=row.where,
        with_whom=row.with_whom,
        id=row.id,
        participant_id=row.participant_id,
        goal_id=row.goal_id,
        state=StepState(row.state),
        team_sees=row.team_sees,
        agreed_at=row.agreed_at,
        own=any(e.move == StepMove.AGREE and e.by_id == account_id for e in events),
        trail=tuple(StepEventSeen(e.made_at, StepMove(e.move), Went(e.look) if e.look else None) for e in events),
    )


@dataclass(frozen=True)
class SharedStep:
    """What a supporter has been let see: the name the participant goes by, and the step."""

    name: str
    step: StepSeen


def shared_steps(actor: Actor) -> tuple[SharedStep, ...]:
    """What a supporter has been let see now, oldest share first. Logged."""
    held = trust.shares_held(actor, Thing.STEP)
    meant = access.visible_steps(actor).exclude(state=StepState.WITHDRAWN)
    steps = {s.id: _step(s) for s in meant.filter(id__in=[h.item for h in held])}
    return tuple(SharedStep(h.person, steps[h.item]) for h in held if h.item in steps)


@dataclass(frozen=True)
class SupporterOfMine:
    """Somebody I have invited. `share_id` and `until`: of what they see now, `step`; None where they see nothing."""

    id: UUID
    called: str
    share_id: UUID | None = None
    until: date | None = None
    step: StepSeen | None = None


@dataclass(frozen=True)
class PeopleOfMine:
    """Those I have invited, and `step`: the one I am working on, which I could share."""

    people: tuple[SupporterOfMine, ...]
    step: StepSeen | None


def my_people(actor: Actor) -> PeopleOfMine:
    """Those the actor has invited, each with what they see now."""
    given = {share.supporter_id: share for share in trust.shares_given(actor) if share.kind is Thing.STEP}
    steps = {step.id: step for step in steps_of(actor, trust.myself(actor).id)}
    people = []
    for one in trust.my_supporters(actor):
        share = given.get(one.id)
        step = steps.get(share.item) if share else None  # none where it was taken back in the room: never meant
        shown = (share.id, share.ends, step) if share and step else (None, None, None)
        people.append(SupporterOfMine(one.id, one.called, *shown))
    return PeopleOfMine(tuple(people), my_work(actor).step)
