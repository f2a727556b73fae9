# SPDX-License-Identifier: Apache-2.0
"""My goal and what is on the way there: set it, change it, let it rest, show it or keep it; its paper twin."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedring.goals import commands, queries
from bedring.goals.queries import GoalSeen
from bedring.goals.rules import GoalMove
from bedring.goals.words import GOAL_BUTTON, GOAL_MOVE, GOAL_STATE, LEVEL
from bedring.kit.dates import written
from bedring.kit.refusals import NotThere, Refused
from bedring.trust import queries as trust
from bedring.web.mine.forms import GoalForm, ShortTermGoalForm, WordsForm
from bedring.web.mine.page import goal_lines
from bedring.web.mine.showing import asked_to_show, told, who_sees
from bedring.web.parts import answers
from bedring.web.parts.sections import Section, paper
from bedring.web.signed_in import Request, participant_only

PRESSED = (GoalMove.REST, GoalMove.PICK_UP, GoalMove.REACH, GoalMove.LET_GO)
"""Moves that are one press. The others have a page or a button of their own."""


def sections(goals: Iterable[GoalSeen]) -> list[Section]:
    """Each goal with how it stands, who sees it, and how it has been."""
    return [
        Section(
            slug=str(goal.id),
            title=LEVEL[goal.level],
            quiet=f"{GOAL_STATE[goal.state]} · {who_sees(goal.team_sees)}",
            lines=goal_lines(goal),
            own=True,
            points_title=_("How it has been") if len(goal.trail) > 1 else "",
            points=[_happened(event) for event in goal.trail] if len(goal.trail) > 1 else [],
            item=goal,
        )
        for goal in goals
    ]


def _happened(event: queries.GoalEventSeen) -> str:
    said = f"{written(event.at, 'full_date')}: {GOAL_MOVE[event.move]}"
    return f"{said}: {event.words}" if event.words else said


@require_http_methods(["GET", "POST"])
@participant_only
def goal(request: Request) -> HttpResponse:
    """My goals; set a new one, or something on the way to the one I have."""
    me = trust.myself(request.actor)
    goals = queries.goals_of(request.actor, me.id)
    current = queries.my_work(request.actor).goal
    form = _form(request, current)
    stale = request.method == "POST" and request.POST.get("under", "") != _under(current)
    if request.method == "POST" and form.is_valid() and not stale:
        parent = current.id if current else None
        commands.set_goal(by=request.actor, participant=me, parent_id=parent, **form.cleaned_data)
        return redirect("mine_goal")
    if stale and form.is_valid():
        form.add_error("words", _("Your goal has changed meanwhile. Look at it above, and save again if you like."))
    context = {
        "current": current,
        "under": _under(current),
        "form": form,
        "sections": sections(goals),
        "buttons": GOAL_BUTTON.choices(*PRESSED),
    }
    return (answers.taken if stale else answers.page)(request, "mine/goal.html", context)


def _under(current: GoalSeen | None) -> str:
    """What the form says it is for: something on the way to this goal, or (empty) a goal where there is none."""
    return str(current.id) if current else ""


def _form(request: Request, current: GoalSeen | None) -> GoalForm | ShortTermGoalForm:
    """The form for what can be written now. Of one that was shown for something else, every word typed stays."""
    if current is None:
        return GoalForm(request.POST or None)
    sent = request.POST.copy()
    if sent.get("why"):
        sent["words"] = f"{sent.get('words', '')} {sent['why']}"
    return ShortTermGoalForm(current, sent or None)


@require_GET
@participant_only
def goal_paper(request: Request) -> HttpResponse:
    """The paper twin of My goal."""
    goals = queries.goals_of(request.actor, trust.myself(request.actor).id)
    nothing = "" if goals else _("You have not set a goal here yet. It can wait until you meet.")
    return paper(request, "mine/goal.typ", "/mine/goal/", _("My goal"), sections(goals), nothing)


@require_http_methods(["GET", "POST"])
@participant_only
def move_goal(request: Request, goal: UUID, move: str) -> HttpResponse:
    """Rest, pick up, reach, let go (POST); change the words (a page with a form)."""
    if move not in (*PRESSED, GoalMove.CHANGE):
        raise NotThere
    if move != GoalMove.CHANGE:
        if request.method == "POST":
            commands.move_goal(by=request.actor, goal_id=goal, move=GoalMove(move))
            if move == GoalMove.REACH:
                messages.success(request, _("You are there. It is written down as reached."))
        return redirect("mine_goal")
    found = queries.goal(request.actor, goal)
    form = WordsForm(request.POST or None, initial={"words": found.words})
    if request.method == "POST" and form.is_valid():
        try:
            commands.move_goal(by=request.actor, goal_id=goal, move=GoalMove.CHANGE, words=form.cleaned_data["words"])
        except Refused as refused:
            form.add_error("words", str(refused.reason))
            return answers.taken(request, "mine/change_goal.html", {"form": form})
        return redirect("mine_goal")
    return answers.page(request, "mine/change_goal.html", {"form": form})


@require_POST
@participant_only
def show_goal(request: Request, goal: UUID) -> HttpResponse:
    """Show a goal of one's own to the group leaders, or keep it to oneself."""
    shown = asked_to_show(request)
    commands.show_goal(by=request.actor, goal_id=goal, team_sees=shown)
    told(request, shown)
    return redirect("mine_goal")
