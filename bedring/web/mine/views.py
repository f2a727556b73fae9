# SPDX-License-Identifier: Apache-2.0
"""My page, my goal, my step, my handouts."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedring.curriculum import queries as curriculum
from bedring.goals import commands, queries
from bedring.goals.rules import GoalMove, GoalState, StepMove, Went, moves_from
from bedring.goals.words import GOAL_BUTTON, WENT_BUTTON
from bedring.kit import clock
from bedring.kit import paper as typeset
from bedring.kit.refusals import NotThere
from bedring.kit.words import called
from bedring.sessions.queries.mine import my_edition, my_last_session, my_next_session, topics_met
from bedring.trust import queries as trust
from bedring.web.mine.forms import GoalForm, ShortTermGoalForm, StepForm, WordsForm
from bedring.web.mine.page import sections
from bedring.web.parts import reading
from bedring.web.signed_in import Request, participant_only

WEB = Path(__file__).resolve().parents[1]

if TYPE_CHECKING:
    from bedring.goals.models import Goal

LOOKS = (Went.DONE, Went.PARTLY, Went.NOT_THIS_TIME)
"""How a step went, where the person themself says so."""


def _sections(request: Request) -> tuple[object, object, list]:  # type: ignore[type-arg]
    sheet, last = queries.my_work(request.actor), my_last_session(request.actor)
    words = trust.myself(request.actor).words
    return sheet, last, sections(sheet, my_next_session(request.actor), last, get_language() or "nb", words)


@require_GET
@participant_only
def mine(request: Request) -> HttpResponse:
    """My page."""
    sheet, last, parts = _sections(request)
    me = trust.myself(request.actor)
    return render(
        request,
        "mine/home.html",
        {"me": me, "sheet": sheet, "last": last, "sections": parts, "looks": WENT_BUTTON.choices(*LOOKS)},
    )


@require_GET
@participant_only
def paper(request: Request) -> HttpResponse:
    """The paper twin of My page: the same order and words, and a QR code back."""
    language = get_language() or "nb"
    _sheet, _last, parts = _sections(request)
    address = settings.ADDRESS + reverse("mine")
    lines = reading.help_lines(request.actor)
    help_lines = [{"number": line.number, "name": line.name[language]} for line in lines]
    data = {
        "language": language,
        "title": _("My page"),
        "name": trust.myself(request.actor).called_alone,
        "sections": [asdict(part) for part in parts],
        "help": {"title": _("Help now"), "words": _("Nobody watches what is written here."), "lines": help_lines},
        "back": {"words": _("Back to My page on a phone:"), "address": address, "qr": typeset.qr_svg(address)},
        "alt": _("QR code that opens My page"),
    }
    return HttpResponse(
        typeset.pdf(WEB / "mine" / "templates" / "mine" / "home.typ", data, root=WEB),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="my-page.pdf"'},
    )


@require_http_methods(["GET", "POST"])
@participant_only
def goal(request: Request) -> HttpResponse:
    """My goal and what is on the way there; set a new one."""
    me = trust.myself(request.actor)
    goals = list(queries.goals_of(request.actor, me.id))
    current = next((g for g in goals if g.level == "recovery" and g.state == GoalState.ACTIVE), None)
    form = (ShortTermGoalForm if current else GoalForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        commands.set_goal(
            by=request.actor,
            participant=me,
            words=form.cleaned_data["words"],
            why=form.cleaned_data.get("why", ""),
            team_sees=current.team_sees if current else form.cleaned_data["team_sees"],
            parent=current,
        )
        return redirect("mine_goal")
    names = dict(GOAL_BUTTON.choices(GoalMove.REST, GoalMove.PICK_UP, GoalMove.REACH, GoalMove.LET_GO))
    rows = [
        (g, [(m, names[m]) for m in moves_from(GoalState(g.state)) if m in names], _is_own(request, g)) for g in goals
    ]
    return render(request, "mine/goal.html", {"current": current, "form": form, "rows": rows}, status=_status(form))


def _is_own(request: Request, goal: "Goal") -> bool:
    """Whether the person set this recovery goal alone, and so chooses who sees it."""
    return goal.level == "recovery" and goal.trail.all()[0].by_id == request.actor.account_id


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200


@require_http_methods(["GET", "POST"])
@participant_only
def move_goal(request: Request, goal: UUID, move: str) -> HttpResponse:
    """Rest, pick up, reach, let go (POST); change the words (a page with a form)."""
    if move not in list(GoalMove) or move == GoalMove.SET:
        raise NotThere
    if move != GoalMove.CHANGE:
        if request.method == "POST":
            commands.move_goal(by=request.actor, goal_id=goal, move=GoalMove(move))
        return redirect("mine_goal")
    found = queries.goal(request.actor, goal)
    form = WordsForm(request.POST or None, initial={"words": found.words})
    if request.method == "POST" and form.is_valid():
        commands.move_goal(by=request.actor, goal_id=goal, move=GoalMove.CHANGE, words=form.cleaned_data["words"])
        return redirect("mine_goal")
    return render(request, "mine/change_goal.html", {"goal": found, "form": form}, status=_status(form))


@require_POST
@participant_only
def show_goal(request: Request, goal: UUID) -> HttpResponse:
    """Show a goal of one's own to the group leaders, or keep it to oneself."""
    commands.show_goal(by=request.actor, goal_id=goal, team_sees=request.POST.get("team_sees") == "yes")
    return redirect("mine_goal")


@require_http_methods(["GET", "POST"])
@participant_only
def step(request: Request) -> HttpResponse:
    """My steps so far, and a new one."""
    me = trust.myself(request.actor)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sheet = queries.my_work(request.actor)
        commands.agree_on_step(by=request.actor, participant=me, goal=sheet.goal, **form.cleaned_data)
        return redirect("mine")
    context = {"form": form, "steps": queries.steps_of(request.actor, me.id), "looks": WENT_BUTTON.choices(*LOOKS)}
    return render(request, "mine/step.html", context, status=_status(form))


@require_POST
@participant_only
def look(request: Request, step: UUID) -> HttpResponse:
    """Say how a step went."""
    said = request.POST.get("look", "")
    if said not in list(Went):
        raise NotThere
    commands.look_at_step(by=request.actor, step_id=step, look=Went(said))
    messages.success(request, called(Went(said), "noted"))
    return redirect("mine")


@require_POST
@participant_only
def move_step(request: Request, step: UUID, move: str) -> HttpResponse:
    """Let a step rest, pick it up again, let it go."""
    if move not in (StepMove.REST, StepMove.PICK_UP, StepMove.LET_GO):
        raise NotThere
    commands.move_step(by=request.actor, step_id=step, move=StepMove(move))
    return redirect("mine_step")


@require_GET
@participant_only
def handouts(request: Request) -> HttpResponse:
    """The topics met so far."""
    language, edition, words = get_language() or "nb", my_edition(request.actor), trust.myself(request.actor).words
    met = [(m, t, curriculum.topic(m, t, language, words, edition=edition)) for m, t in topics_met(request.actor)]
    return render(request, "mine/handouts.html", {"met": met})


@require_GET
@participant_only
def handout(request: Request, module: str, topic: str) -> HttpResponse:
    """One handout the participant has met."""
    if (module, topic) not in topics_met(request.actor):
        raise NotThere
    language, words, edition = get_language() or "nb", trust.myself(request.actor).words, my_edition(request.actor)
    found = reading.variants(module, language, words)
    variant = reading.chosen(found, request.GET.get("variant", ""))
    page = curriculum.topic(module, topic, language, words, variant=variant, edition=edition)
    context = {"topic": page, "module": module, "slug": topic, "variants": found, "variant": variant}
    context |= {"version": curriculum.module(module).version, "reviewed": curriculum.module(module).reviewed}
    context["stories"] = curriculum.stories(module, language, clock.today())
    return render(
        request, "mine/handout.html", context | {"worksheets": reading.worksheets(module, page, words, edition=edition)}
    )
