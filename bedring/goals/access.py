# SPDX-License-Identifier: Apache-2.0
"""Who may see and move goals and steps: the person; the team, what was made together or shown to them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bedring.goals.models import Goal, Mine, Step
from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import can_look_at_participant, visible_participants
from bedring.people.rules import Actor
from bedring.trust.access import visible_shares
from bedring.trust.rules import Kind


def _own_or_shown(actor: Actor) -> Q:
    shown = Q(team_sees=True, participant__in=visible_participants(actor))
    return shown | Q(participant=actor.participant_id) if actor.participant_id else shown


def visible_goals(actor: Actor) -> QuerySet[Goal]:
    """The actor's own goals, and those of people they work with that the team may see."""
    return Goal.objects.filter(_own_or_shown(actor))


def visible_steps(actor: Actor) -> QuerySet[Step]:
    """As goals; and steps shared with the actor as a supporter."""
    return Step.objects.filter(_own_or_shown(actor) | Q(id__in=_shared(actor)))


def _shared(actor: Actor) -> Any:
    return visible_shares(actor).filter(kind=Kind.STEP, supporter__account=actor.account_id).values("item")


def can_look_at_goal(actor: Actor, goal: Goal) -> bool:
    """The single answer to `visible_goals`."""
    return _can_look(actor, goal)


def can_look_at_step(actor: Actor, step: Step) -> bool:
    """The single answer to `visible_steps`."""
    return _can_look(actor, step) or _shared(actor).filter(item=step.id).exists()


def _can_look(actor: Actor, thing: Mine) -> bool:
    if actor.participant_id and thing.participant_id == actor.participant_id:
        return True
    return thing.team_sees and can_look_at_participant(actor, thing.participant)


def check_can_work_on(actor: Actor, thing: Goal | Step) -> None:
    """The person, and the team together with the person, may move a goal or a step; a supporter may only look."""
    if not _can_look(actor, thing):
        if isinstance(thing, Step) and can_look_at_step(actor, thing):
            raise Refused(_("You can see this step, but only the person can change it."), "only_look")
        raise NotThere
