# SPDX-License-Identifier: Apache-2.0
"""Worksheets on paper: empty with room to write, or filled in; the same order and words as on the screen."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedring.kit.dates import written
from bedring.trust import queries as trust
from bedring.web.parts import answers
from bedring.web.parts.sheet_paper import on_paper
from bedring.web.signed_in import Request, signed_in
from bedring.web.worksheets.sheets import who_reads
from bedring.web.worksheets.views import one_worksheet
from bedring.workbook import queries


def _pdf(
    request: Request, sheet: dict[str, Any], foot: list[str], path: str, name: str, *, same_for_all: bool = False
) -> HttpResponse:
    back = answers.way_back(path, _("This sheet on a phone:"), _("QR code that opens this sheet"))
    data = {"sheet": sheet, "foot": foot, **back}
    return answers.pdf(request, "worksheets/sheet.typ", data, name, same_for_all=same_for_all)


@require_GET
@signed_in
def blank(request: Request, module: str, worksheet: str) -> HttpResponse:
    """An empty worksheet with room to write."""
    language = get_language() or "nb"
    words = trust.myself(request.actor).words if request.actor.participant_id else {}
    found = one_worksheet(module, worksheet, words)
    path = reverse("worksheet", args=[module, worksheet])
    return _pdf(request, on_paper(found, {}, language), [], path, worksheet, same_for_all=True)


@require_GET
@signed_in
def filled_in(request: Request, sheet: UUID) -> HttpResponse:
    """A sheet as it stands."""
    page, language = queries.sheet(request.actor, sheet), get_language() or "nb"
    begun = written(page.sheet.begun_at, "full_date")
    foot = [f"{page.person.called}, {begun}", f"{_('Who reads this:')} {who_reads(page)}"]
    return _pdf(
        request, on_paper(page.worksheet, page.answers, language), foot, reverse("sheet", args=[sheet]), "worksheet"
    )
