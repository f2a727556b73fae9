# SPDX-License-Identifier: Apache-2.0
"""My people: invite a supporter to a step, take it back. My words."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from bedring.goals.commands import share_my_step
from bedring.goals.queries import my_people
from bedring.kit.refusals import Refused
from bedring.people.commands import account_at, choose_words, invite_supporter
from bedring.trust import commands, queries
from bedring.web.mine.forms import ChosenWordsForm, SupporterForm
from bedring.web.parts import answers
from bedring.web.signed_in import Request, participant_only


@require_http_methods(["GET", "POST"])
@participant_only
def people(request: Request) -> HttpResponse:
    """Those I have invited and what each sees now; invite one more."""
    form = SupporterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = account_at(email=form.cleaned_data["email"])
        try:
            invite_supporter(by=request.actor, called=form.cleaned_data["called"], account=account)
        except Refused as refused:
            form.add_error("email", str(refused.reason))
        else:
            return redirect("mine_people")
    context = {"form": form, "mine": my_people(request.actor)}
    return answers.page(request, "mine/people.html", context)


@require_POST
@participant_only
def share_step(request: Request) -> HttpResponse:
    """Let a supporter see my current step."""
    share_my_step(by=request.actor, supporter_id=_id(request.POST.get("supporter", "")))
    return redirect("mine_people")


@require_POST
@participant_only
def remove(request: Request, supporter: UUID) -> HttpResponse:
    """They see nothing any more, and are not on my list."""
    commands.remove_supporter(by=request.actor, supporter_id=supporter)
    return redirect("mine_people")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


@require_POST
@participant_only
def take_share_back(request: Request, share: UUID) -> HttpResponse:
    """From now on they see nothing of it."""
    commands.take_back(by=request.actor, share_id=share)
    return redirect("mine_people")


@require_http_methods(["GET", "POST"])
@participant_only
def words(request: Request) -> HttpResponse:
    """My words: what illness, symptoms and the rest are called on the pages I read."""
    form = ChosenWordsForm(request.POST or None, initial=queries.myself(request.actor).words)
    if request.method == "POST" and form.is_valid():
        choose_words(by=request.actor, words=form.cleaned_data)
        return redirect("mine")
    return answers.page(request, "mine/words.html", {"form": form})
