# SPDX-License-Identifier: Apache-2.0
"""Goals and steps in the person's own words, each with a trail of what happened to it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from bedring.goals.rules import LONGEST_WORDS, GoalMove, GoalState, Level, StepMove, StepState, Went
from bedring.kit.trail import Trail, numbered
from bedring.kit.words import KindField
from bedring.people.models import Mine, Organisation, Participant


class Happened(Trail):
    """One thing that happened: what, when and by whom. Added, never changed."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Goal(Mine):
    """A recovery goal, or a short-term goal under one. `words` are the newest; the trail keeps the earlier."""

    level = KindField(Level, max_length=12)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    words = models.CharField(max_length=LONGEST_WORDS)
    why = models.CharField(max_length=LONGEST_WORDS, blank=True)
    state = KindField(GoalState, max_length=10, default=GoalState.ACTIVE)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=Level.RECOVERY, parent=None)
                | models.Q(level=Level.SHORT_TERM, parent__isnull=False),
                name="short_term_goals_have_a_parent",
            ),
            models.UniqueConstraint(
                "participant",
                "team_sees",
                condition=models.Q(level=Level.RECOVERY, state=GoalState.ACTIVE),
                name="one_active_goal_with_the_team_and_one_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class GoalEventQuerySet(models.QuerySet["GoalEvent"]):
    """What happened to goals."""

    def that_count(self) -> "GoalEventQuerySet":
        """In their order, without what was still being written: of events with one key the newest counts."""
        newer = GoalEvent.objects.filter(goal=OuterRef("goal"), key=OuterRef("key"), number__gt=OuterRef("number"))
        return self.exclude(~Q(key="") & Exists(newer)).order_by("made_at", "number")


class GoalEvent(Happened):
    """One thing that happened to a goal. `key`: which session and writer, where it was said in the room."""

    number = numbered("goals_goalevent_numbers")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="trail")
    move = KindField(GoalMove, max_length=10)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)

    objects = GoalEventQuerySet.as_manager()


class Step(Mine):
    """One small thing to do next: what, when, where, with whom. `replaces`: the one whose place it took."""

    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="steps")
    what = models.CharField(max_length=LONGEST_WORDS)
    when = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    with_whom = models.CharField(max_length=200, blank=True)
    state = KindField(StepState, max_length=10, default=StepState.CURRENT)
    agreed_at = models.DateTimeField()
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "participant",
                "team_sees",
                condition=models.Q(state=StepState.CURRENT),
                name="one_current_step_with_the_team_and_one_alone",
            )
        ]

    def __str__(self) -> str:
        return self.what


class StepEvent(Happened):
    """One thing that happened to a step. A look that says nothing takes back what was said."""

    number = numbered("goals_stepevent_numbers")
    step = models.ForeignKey(Step, models.PROTECT, related_name="trail")
    move = KindField(StepMove, max_length=10)
    look = KindField(Went, max_length=15, blank=True)
