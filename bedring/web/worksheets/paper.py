# SPDX-License-Identifier: Apache-2.0
"""Worksheets on paper: empty with room to write, or filled in; the same order and words as on the screen."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedring.kit import paper as typeset
from bedring.kit.dates import written
from bedring.trust import queries as trust
from bedring.web.parts.sheet_paper import on_paper
from bedring.web.signed_in import Request, signed_in
from bedring.web.worksheets.sheets import who_reads
from bedring.web.worksheets.views import one_worksheet
from bedring.workbook import queries

WEB = Path(__file__).resolve().parents[1]


def _pdf(sheet: dict[str, Any], foot: list[str], address: str, name: str) -> HttpResponse:
    data = {
        "language": get_language() or "nb",
        "sheet": sheet,
        "foot": foot,
        "back": {"words": _("This sheet on a phone:"), "address": address, "qr": typeset.qr_svg(address)},
        "alt": _("QR code that opens this sheet"),
    }
    made = typeset.pdf(WEB / "worksheets" / "templates" / "worksheets" / "sheet.typ", data, root=WEB)
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )


@require_GET
@signed_in
def blank(request: Request, module: str, worksheet: str) -> HttpResponse:
    """An empty worksheet with room to write."""
    language = get_language() or "nb"
    words = trust.myself(request.actor).words if request.actor.participant_id else {}
    found = one_worksheet(module, worksheet, words)
    address = settings.ADDRESS + reverse("worksheet", args=[module, worksheet])
    return _pdf(on_paper(found, {}, language), [], address, worksheet)


@require_GET
@signed_in
def filled_in(request: Request, sheet: UUID) -> HttpResponse:
    """A sheet as it stands."""
    page, language = queries.sheet(request.actor, sheet), get_language() or "nb"
    begun = written(page.sheet.begun_at, "full_date")
    foot = [f"{page.person.called}, {begun}", f"{_('Who reads this:')} {who_reads(page)}"]
    address = settings.ADDRESS + reverse("sheet", args=[sheet])
    return _pdf(on_paper(page.worksheet, page.answers, language), foot, address, "worksheet")
