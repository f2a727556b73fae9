# SPDX-License-Identifier: Apache-2.0
"""Which worksheets there are, and beginning one: alone, together, or from paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bedring.curriculum import queries as curriculum
from bedring.curriculum.reader import ContentError
from bedring.curriculum.shapes import Worksheet
from bedring.kit.refusals import NotThere
from bedring.sessions.queries.mine import my_edition, topics_met
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing
from bedring.web.parts.reading import language
from bedring.web.signed_in import Request, participant_only, signed_in, staff_only
from bedring.workbook import queries
from bedring.workbook.commands import begin_sheet
from bedring.workbook.rules import Filled


@dataclass(frozen=True)
class Shelf:
    """The worksheets of one module."""

    title: str
    slug: str
    worksheets: list[tuple[str, Worksheet]]


def shelves(edition: str, words: Mapping[str, str], only: set[str] | None = None) -> list[Shelf]:
    """The worksheets of an edition by module; only of the modules named, if any are."""
    found = []
    for module in curriculum.modules(edition, words):
        if only is None or module.slug in only:
            sheets = [
                (of, w) for of, w in curriculum.worksheets(module.slug, words, edition=edition) if of == module.slug
            ]
            found.append(Shelf(module.title[language()], module.slug, sheets))
    return found


def one_worksheet(module: str, worksheet: str, words: Mapping[str, str] | None = None) -> Worksheet:
    """A worksheet by its address; NotThere when there is none."""
    try:
        return curriculum.worksheet(module, worksheet, words or {})
    except ContentError:
        raise NotThere from None


@require_GET
@participant_only
def mine(request: Request) -> HttpResponse:
    """My sheets, and the worksheets of the modules I have met; the others below."""
    me = trust.myself(request.actor)
    met = {module for module, _topic in topics_met(request.actor)}
    all_of_them = shelves(my_edition(request.actor), me.words)
    context = {
        "sheets": queries.my_sheets(request.actor, language()),
        "met": [shelf for shelf in all_of_them if shelf.slug in met],
        "others": [shelf for shelf in all_of_them if shelf.slug not in met],
    }
    return render(request, "worksheets/mine.html", context)


@require_GET
@signed_in
def about(request: Request, module: str, worksheet: str) -> HttpResponse:
    """One worksheet before it is filled in: what it is for, fill in, print."""
    own = request.actor.participant_id is not None
    words = trust.myself(request.actor).words if own else {}
    found = one_worksheet(module, worksheet, words)
    context = {
        "own": own,
        "shell_page": _shell(own),
        "module": module,
        "worksheet": found,
        "title": found.title[language()],
        "intro": found.intro[language()],
        "labels": [one.label[language()] for one in found.fields],
    }
    return render(request, "worksheets/about.html", context)


@require_POST
@participant_only
def begin(request: Request, module: str, worksheet: str) -> HttpResponse:
    """Begin a sheet of one's own."""
    one_worksheet(module, worksheet)
    me = trust.myself(request.actor)
    made = begin_sheet(by=request.actor, participant=me, module=module, worksheet=worksheet, filled=Filled.ALONE)
    return redirect("sheet", made.id)


@require_GET
@staff_only
def of_person(request: Request, participant: UUID) -> HttpResponse:
    """What one person has shown or filled in together; begin another."""
    person, sheets = queries.sheets_of(request.actor, participant, language())
    context = {"person": person, "sheets": sheets, "shelves": shelves("norway", person.words)}
    return render(request, "worksheets/of.html", context)


@require_POST
@staff_only
def begin_with(request: Request, participant: UUID) -> HttpResponse:
    """Begin a sheet together with somebody, or type one in from their paper."""
    person = trust.participant(request.actor, participant, kind=Thing.WORKSHEET, purpose=Purpose.CARE)
    module, _slash, worksheet = request.POST.get("worksheet", "").partition("/")
    one_worksheet(module, worksheet)
    filled = Filled.FROM_PAPER if request.POST.get("filled") == Filled.FROM_PAPER else Filled.TOGETHER
    made = begin_sheet(by=request.actor, participant=person, module=module, worksheet=worksheet, filled=filled)
    return redirect("sheet", made.id)


def _shell(own: bool) -> str:
    return "parts/mine.html" if own else "parts/staff.html"
