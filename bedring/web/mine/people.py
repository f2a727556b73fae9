# SPDX-License-Identifier: Apache-2.0
"""My people: invite a supporter to a step, take it back; their paper twin."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedring.goals.commands import share_my_step
from bedring.goals.queries import PeopleOfMine, SupporterOfMine, my_people
from bedring.kit.dates import written
from bedring.kit.refusals import Refused
from bedring.people.commands import account_at, invite_supporter
from bedring.trust import commands
from bedring.web.mine.forms import SupporterForm
from bedring.web.mine.page import step_lines
from bedring.web.parts import answers
from bedring.web.parts.sections import Section, paper
from bedring.web.signed_in import Request, participant_only


def sections(mine: PeopleOfMine) -> list[Section]:
    """Each whom I have invited, with what they see now."""
    return [
        Section(
            slug=str(one.id),
            title=one.called,
            quiet=_sees(one, mine),
            lines=step_lines(one.step) if one.step else [],
            own=True,
            item=one,
        )
        for one in mine.people
    ]


def _sees(one: SupporterOfMine, mine: PeopleOfMine) -> str:
    if one.until:
        until = written(one.until, "full_date")
        return _("Sees the step you shared, until %(until)s at the latest.") % {"until": until}
    if mine.step:
        return _("Sees nothing now.")
    return _("Sees nothing now. When you have a step, you can share it here.")


def _lead() -> str:
    return _(
        "You can let somebody see the step you are working on. They see that one step and nothing else. You can take "
        "it back at any time; they are not told."
    )


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
    mine = my_people(request.actor)
    context = {"form": form, "step": mine.step, "sections": sections(mine), "lead": _lead()}
    return answers.page(request, "mine/people.html", context)


@require_GET
@participant_only
def people_paper(request: Request) -> HttpResponse:
    """The paper twin of My people."""
    told = sections(my_people(request.actor))
    return paper(request, "mine/people.typ", "/mine/people/", _("My people"), told, _lead())


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
