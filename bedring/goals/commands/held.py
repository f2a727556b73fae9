# SPDX-License-Identifier: Apache-2.0
"""Steps held against others, moved in memory, and written at the end: as many statements for forty as for one."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from bedring.goals import access
from bedring.goals.models import Step, StepEvent
from bedring.goals.rules import StepMove, StepState, Went, before_looks, step_after
from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.trail import added
from bedring.people.rules import Actor

WORDS = ("what", "when", "where", "with_whom")


class InHand:
    """The steps of these ids, what each took the place of, and the current steps of the same people and of `people`."""

    def __init__(self, by: Actor, ids: Iterable[UUID] = (), people: Iterable[UUID] = ()) -> None:
        named = Step.objects.filter(id__in=list(ids))
        theirs = Q(participant__in=list(people)) | Q(participant__in=named.values("participant"))
        wanted = Q(id__in=named) | Q(id__in=named.values("replaces")) | theirs & Q(state=StepState.CURRENT)
        self.by = by
        self.rows = {s.id: s for s in access.steps_of_the_team(by).filter(wanted).select_for_update()}
        self._changed: dict[UUID, Step] = {}
        self._new: list[Step] = []
        self._events: list[StepEvent] = []
        self._looks: dict[UUID, list[tuple[str, str]]] = {}

    def step(self, step_id: UUID) -> Step:
        """One of them. NotThere; Refused where the actor may only look."""
        if step_id not in self.rows:
            if access.visible_steps(self.by).filter(id=step_id).exists():
                raise Refused(_("You can see this step, but only the person can change it."), "only_look")
            raise NotThere
        return self.rows[step_id]

    def current(self, participant_id: UUID, team_sees: bool) -> Step | None:
        """The step that is current with the team, or the one the person keeps to themselves: each has one at most."""
        mine = (s for s in self.rows.values() if s.participant_id == participant_id and s.team_sees == team_sees)
        return next((s for s in mine if s.state == StepState.CURRENT), None)

    def remember_looks(self, ids: Iterable[UUID]) -> None:
        """Read what happened to these steps, so that looks at them can be taken back."""
        trail = StepEvent.objects.filter(step__in=list(ids)).order_by("made_at", "number")
        for step, move, look in trail.values_list("step", "move", "look"):
            self._looks.setdefault(step, []).append((move, look))

    def move(
        self,
        step: Step,
        move: StepMove,
        look: Went | None = None,
        *,
        id: UUID | None = None,
        at: datetime | None = None,
    ) -> None:
        """Move a step, or refuse. A look without how it went takes the looks at it back."""
        other = self.current(step.participant_id, step.team_sees)
        taken = other is not None and other.id != step.id
        before = before_looks(self._looks.get(step.id, ())) if move is StepMove.LOOK and not look else None
        after = step_after(StepState(step.state), move, look, taken=taken, unlooked=before)
        if after is None:
            raise Refused(_("This step cannot do that now. Somebody may have changed it just before you."), "not_now")
        step.state = after
        self.note(step, move, look, id=id, at=at)

    def note(
        self,
        step: Step,
        move: StepMove,
        look: Went | None = None,
        *,
        id: UUID | None = None,
        at: datetime | None = None,
    ) -> None:
        """Write down what happened to a step, with what it is now."""
        if step not in self._new:
            self._changed[step.id] = step
        self._events.append(
            StepEvent(
                id=id or uuid.uuid4(),
                step=step,
                participant_id=step.participant_id,
                organisation_id=step.organisation_id,
                made_at=at or clock.now(),
                received_at=clock.now(),
                by_id=self.by.account_id,
                move=move,
                look=look or "",
            )
        )

    def put(self, step: Step, *, new: bool) -> None:
        """Make a step the current one; it takes the place of the one that was."""
        other = self.current(step.participant_id, step.team_sees)
        if other is not None:
            self.move(other, StepMove.REPLACE)
        step.replaces = other
        step.state = StepState.CURRENT
        if new:
            self._new.append(step)
            self.rows[step.id] = step
        self.note(step, StepMove.AGREE)

    def reword(self, step: Step, words: dict[str, str], *, draft: bool) -> None:
        """Other words for the same step. A draft is still being written: nothing has happened yet."""
        if all(getattr(step, name) == words[name] for name in WORDS):
            return
        for name in WORDS:
            setattr(step, name, words[name])
        self._changed[step.id] = step
        if not draft:
            self.note(step, StepMove.REWORD)

    def take_back(self, step: Step) -> None:
        """A step written by mistake is gone; the one whose place it took is the current one again."""
        if step.state != StepState.CURRENT:
            return
        self.move(step, StepMove.WITHDRAW)
        earlier = self.rows.get(step.replaces_id) if step.replaces_id else None
        if earlier is not None and earlier.state == StepState.REPLACED:
            self.move(earlier, StepMove.RESTORE)

    def write(self) -> None:
        """Store it all: first who leaves the place, then who takes it, since there is one place."""
        changed = [s for s in self._changed.values() if s not in self._new]
        leaving = [s for s in changed if s.state != StepState.CURRENT]
        for some in (leaving, [s for s in changed if s.state == StepState.CURRENT]):
            if some:
                Step.objects.bulk_update(some, ["state", "replaces", *WORDS])
        Step.objects.bulk_create(self._new)
        added(self._events)
