# SPDX-License-Identifier: Apache-2.0
"""One sheet: fill in, saved as one types; what was written before; show it or keep it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedring.curriculum.shapes import Field
from bedring.kit.dates import written
from bedring.kit.refusals import NotThere
from bedring.kit.words import called
from bedring.trust.queries import my_supporters
from bedring.web.parts.numbers import number
from bedring.web.parts.parcels import Item, Parcel, refusal, takes_parcels
from bedring.web.parts.sheet_fields import Box, boxes, in_words, read_field, read_form
from bedring.web.signed_in import Request, participant_only, signed_in
from bedring.workbook import queries
from bedring.workbook.commands import Saved, Written, save_answers, show_sheet
from bedring.workbook.queries import SheetPage
from bedring.workbook.rules import Filled, NotAnAnswer, Wrong, changed, clean, field_named


@require_http_methods(["GET", "POST"])
@signed_in
def sheet(request: Request, sheet: UUID) -> HttpResponse:
    """The sheet as a form. POST saves the whole of it, where no script has done so."""
    page = queries.sheet(request.actor, sheet)
    shown = boxes(page.worksheet, page.answers, _language())
    told: list[Saved] = []
    if request.method == "POST":
        told = _save_form(request, page)
        if not any(one.wrong or one.over for one in told):
            return redirect("sheet", sheet)
        kept = page.answers | read_form(page.worksheet, request.POST)
        page = queries.sheet(request.actor, sheet)
        shown = boxes(page.worksheet, page.answers | {t.field: kept[t.field] for t in told if t.wrong}, _language())
    names = queries.writers(page)
    for box in shown:
        given = page.shown.get(box.key)
        box.base = given.number if given else 0
        _tell(page, box, told, names)
    own = request.actor.participant_id == page.person.id
    context = {
        "page": page,
        "boxes": shown,
        "title": page.worksheet.title[_language()],
        "intro": page.worksheet.intro[_language()],
        "own": own,
        "shell_page": "parts/mine.html" if own else "parts/staff.html",
        "who": who_reads(page),
        "told": told,
        "people": [one.called for one in my_supporters(request.actor)] if own else [],
    }
    return render(request, "worksheets/sheet.html", context, status=422 if any(t.wrong for t in told) else 200)


def _language() -> str:
    return get_language() or "nb"


def who_reads(page: SheetPage) -> str:
    """Who reads a sheet and when, in words."""
    if page.sheet.filled != Filled.ALONE:
        return _("You and your group leaders, when you look at it together.")
    if page.sheet.team_sees:
        return _("You, and your group leaders: you have shown it to them.")
    return _("You alone. You can show it to your group leaders.")


def _save_form(request: Request, page: SheetPage) -> list[Saved]:
    """Save what the writer of a whole form has changed; the rest is left as it is."""
    base = number(request.POST.get("base"))
    sent, kept = read_form(page.worksheet, request.POST), {}
    for one in page.worksheet.fields:
        try:
            kept[one.name] = clean(one, sent[one.name])
        except NotAnAnswer:
            kept[one.name] = sent[one.name]  # the command says what is wrong with it
    new = changed(page.answers_at(base), page.answers, kept)
    written_ones = [Written(uuid4(), name, value, base) for name, value in new.items()]
    return save_answers(by=request.actor, sheet_id=page.sheet.id, written=written_ones) if written_ones else []


def _tell(page: SheetPage, box: Box, told: list[Saved], names: dict[UUID, str]) -> None:
    for one in told:
        if one.field == box.key and one.wrong:
            box.wrong = called(one.wrong)
        if one.field == box.key and one.over:
            box.earlier = [_earlier(page, one, names)]
    if not box.wrong:  # said now: what was said before need not be said beside it
        box.refused = [
            {"by": names.get(one.by_id, ""), "at": written(one.at, "moment"), "why": called(one.why)}
            for one in page.refused
            if one.field == box.key
        ]


def _earlier(page: SheetPage, one: Saved, names: dict[UUID, str]) -> dict[str, str]:
    assert one.over is not None
    words = in_words(field_named(page.worksheet, one.field), one.over.value, _language())
    return {"by": names.get(one.over.by_id, ""), "at": written(one.over.at, "moment"), "words": words}


@require_POST
@signed_in
@takes_parcels
def answers(request: Request, parcel: Parcel, sheet: UUID) -> HttpResponse:
    """Save fields as they are typed. An answer for each: the number of what is saved, or what is wrong in words."""
    page, told = queries.sheet(request.actor, sheet), list(parcel.unread)
    given = []
    for item in parcel.items:
        try:
            given.append(_written(page, item))
        except (NotAnAnswer, ValueError, TypeError, AttributeError):
            told.append(refusal(item.id, Wrong.NO_FIELD, called(Wrong.NO_FIELD)))
    names = queries.writers(page)
    told += [
        _receipt(request, page, one, names)
        for one in save_answers(by=request.actor, sheet_id=sheet, written=given, sent_at=parcel.sent_at)
    ]
    return JsonResponse({"answers": told})


def _written(page: SheetPage, item: Item) -> Written:
    """An answer as it came: `said` is the field as a form would send it, so that both are read alike."""
    one = field_named(page.worksheet, str(item.body.get("field", "")))
    after = item.body.get("after")
    value = read_field(one, QueryDict(item.body.get("said", "")))
    base = number(item.body.get("base"))
    return Written(item.id, one.name, value, base, UUID(after) if after else None, item.made_at)


def _receipt(request: Request, page: SheetPage, saved: Saved, names: dict[UUID, str]) -> dict[str, Any]:
    if saved.wrong:
        return refusal(saved.id, saved.wrong, called(saved.wrong))
    receipt: dict[str, Any] = {"id": str(saved.id), "stored": True, "number": saved.number}
    if saved.over:
        own = saved.over.by_id == request.actor.account_id
        receipt["earlier"] = _earlier(page, saved, names) | {"own": own}
    return receipt


@require_GET
@participant_only
def history(request: Request, sheet: UUID) -> HttpResponse:
    """Everything that was ever written in a sheet of one's own, by field, newest first. Nobody else sees it."""
    page, language = queries.history(request.actor, sheet), _language()
    names = queries.writers(page)

    def told(one: Field) -> list[dict[str, Any]]:
        pile = [given for given in page.pile if given.field == one.name]
        return [
            {"words": in_words(one, g.value, language), "at": g.at, "by": names.get(g.by_id, "")}
            for g in reversed(pile)
        ]

    context = {
        "page": page,
        "title": page.worksheet.title[language],
        "fields": [(one.label[language], found) for one in page.worksheet.fields if (found := told(one))],
        "showings": queries.showings(request.actor, sheet),
        "shell_page": "parts/mine.html",
    }
    return render(request, "worksheets/history.html", context)


@require_http_methods(["GET", "POST"])
@participant_only
def show(request: Request, sheet: UUID) -> HttpResponse:
    """What the group leaders will see of a sheet, and nothing else (GET); show it to them, or take it back (POST)."""
    page = queries.history(request.actor, sheet)
    if not page.sheet.filled.is_alone:
        raise NotThere
    if request.method == "GET":
        shown = boxes(page.worksheet, page.answers, _language())
        context = {"page": page, "boxes": shown, "title": page.worksheet.title[_language()]}
        return render(request, "worksheets/show.html", context)
    if request.POST.get("team_sees") not in ("yes", "no"):
        raise NotThere
    seen = request.POST["team_sees"] == "yes"
    show_sheet(by=request.actor, sheet_id=sheet, team_sees=seen)
    words = _("Your group leaders can see it from now on. You can take it back whenever you like.")
    messages.success(request, words if seen else _("Only you see it from now on. Your group leaders are not told."))
    return redirect("sheet", sheet)
