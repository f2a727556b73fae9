# SPDX-License-Identifier: Apache-2.0
"""My steps: write one, say how it went or say it anew, let it rest, show it or keep it; their paper twin."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedring.goals import commands, queries
from bedring.goals.queries import StepSeen
from bedring.goals.rules import StepMove, Went
from bedring.goals.words import STEP_BUTTON, STEP_MOVE, STEP_STATE, WENT, WENT_BUTTON, WENT_NOTED
from bedring.kit.dates import written
from bedring.kit.refusals import NotThere
from bedring.trust import queries as trust
from bedring.web.mine.forms import StepForm
from bedring.web.mine.page import step_lines
from bedring.web.mine.showing import asked_to_show, told, who_sees
from bedring.web.parts import answers
from bedring.web.parts.sections import Section, paper
from bedring.web.signed_in import Request, participant_only

LOOKS = (Went.DONE, Went.PARTLY, Went.NOT_THIS_TIME)
"""How a step went, where the person themself says so."""

PRESSED = (StepMove.REST, StepMove.PICK_UP, StepMove.LET_GO)
"""Moves of a step that are one press."""


def sections(steps: Iterable[StepSeen]) -> list[Section]:
    """Each step with how it stands, who sees it, and how it has been."""
    return [
        Section(
            slug=str(step.id),
            title=STEP_STATE[step.state],
            quiet=who_sees(step.team_sees),
            lines=step_lines(step),
            own=True,
            points=[_happened(event) for event in step.trail if event.went or event.move.is_told],
            item=step,
        )
        for step in steps
    ]


def _happened(event: queries.StepEventSeen) -> str:
    return f"{written(event.at, 'day')}: {WENT[event.went] if event.went else STEP_MOVE[event.move]}"


@require_http_methods(["GET", "POST"])
@participant_only
def step(request: Request) -> HttpResponse:
    """My steps so far, and a new one."""
    me, goal = trust.myself(request.actor), queries.my_work(request.actor).goal
    form = StepForm(goal, request.POST or None)
    if request.method == "POST" and form.is_valid():
        under = goal.id if goal else None
        commands.agree_on_step(by=request.actor, participant=me, goal_id=under, **form.cleaned_data)
        return redirect("mine")
    context = {
        "form": form,
        "sections": sections(queries.steps_of(request.actor, me.id)),
        "looks": WENT_BUTTON.choices(*LOOKS),
        "buttons": STEP_BUTTON.choices(*PRESSED),
    }
    return answers.page(request, "mine/step.html", context)


@require_GET
@participant_only
def step_paper(request: Request) -> HttpResponse:
    """The paper twin of My steps."""
    steps = queries.steps_of(request.actor, trust.myself(request.actor).id)
    nothing = "" if steps else _("No step this week. That is fine.")
    return paper(request, "mine/step.typ", "/mine/step/", _("My steps"), sections(steps), nothing)


@require_POST
@participant_only
def look(request: Request, step: UUID) -> HttpResponse:
    """Say how a step went, or say it anew: what was said last counts."""
    said = request.POST.get("look", "")
    if said not in LOOKS:
        raise NotThere
    commands.look_at_step(by=request.actor, step_id=step, look=Went(said))
    messages.success(request, f"{WENT_NOTED[Went(said)]} {_('You can change it under “My steps so far”.')}")
    return redirect("mine_step" if request.POST.get("from") == "steps" else "mine")


@require_POST
@participant_only
def move_step(request: Request, step: UUID, move: str) -> HttpResponse:
    """Let a step rest, pick it up again, let it go."""
    if move not in PRESSED:
        raise NotThere
    commands.move_step(by=request.actor, step_id=step, move=StepMove(move))
    return redirect("mine_step")


@require_POST
@participant_only
def show_step(request: Request, step: UUID) -> HttpResponse:
    """Show a step of one's own to the group leaders, or keep it to oneself."""
    shown = asked_to_show(request)
    commands.show_step(by=request.actor, step_id=step, team_sees=shown)
    told(request, shown)
    return redirect("mine_step")
