# SPDX-License-Identifier: Apache-2.0
"""Who may see and move goals and steps: the person; the team, what was made together or shown to them."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bedring.goals.models import Goal, GoalEvent, Step, StepEvent
from bedring.goals.rules import SHOWN_OR_HIDDEN
from bedring.kit.refusals import NotThere, Refused
from bedring.people.rules import Actor
from bedring.trust.access import can_look_at_mine, own_or_shown, visible_shares
from bedring.trust.rules import Thing

E = TypeVar("E", GoalEvent, StepEvent)


def trail_seen(actor: Actor, events: QuerySet[E]) -> QuerySet[E]:
    """Of what happened to goals and steps, what the actor may know of: that something was shown or kept back is the
    person's alone."""
    return events.filter(~Q(move__in=SHOWN_OR_HIDDEN) | Q(participant=actor.participant_id))


def visible_goals(actor: Actor) -> QuerySet[Goal]:
    """The actor's own goals, and those of people they work with that the team may see."""
    return Goal.objects.filter(own_or_shown(actor))


def visible_steps(actor: Actor) -> QuerySet[Step]:
    """As goals; and steps shared with the actor as a supporter."""
    return Step.objects.filter(own_or_shown(actor) | Q(id__in=_shared(actor)))


def steps_of_the_team(actor: Actor) -> QuerySet[Step]:
    """As `visible_steps`, without what the actor sees only because it was shared with them as a supporter."""
    return Step.objects.filter(own_or_shown(actor))


def _shared(actor: Actor) -> Any:
    return visible_shares(actor).filter(kind=Thing.STEP, supporter__account=actor.account_id).values("item")


def can_look_at_goal(actor: Actor, goal: Goal) -> bool:
    """The single answer to `visible_goals`."""
    return can_look_at_mine(actor, goal)


def can_look_at_step(actor: Actor, step: Step) -> bool:
    """The single answer to `visible_steps`."""
    return can_look_at_mine(actor, step) or _shared(actor).filter(item=step.id).exists()


def check_can_work_on(actor: Actor, thing: Goal | Step) -> None:
    """The person, and the team together with the person, may move a goal or a step; a supporter may only look."""
    if not can_look_at_mine(actor, thing):
        if isinstance(thing, Step) and can_look_at_step(actor, thing):
            raise Refused(_("You can see this step, but only the person can change it."), "only_look")
        raise NotThere
