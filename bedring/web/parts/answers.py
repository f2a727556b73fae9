# SPDX-License-Identifier: Apache-2.0
"""What a page answers with, one way each: a page, paper, a text, data for a script; what is wrong; what was taken."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from bedring.kit import paper
from bedring.web.parts.printing import digest, printer
from bedring.web.signed_in import Request

WEB = Path(__file__).resolve().parents[1]
UNCLEAR, TAKEN = 422, 409


def page(request: HttpRequest, template: str, context: Mapping[str, Any], *, wrong: bool = False) -> HttpResponse:
    """A page. 422 when a form on it (`form` in the context) needs another look, or where `wrong`."""
    form = context.get("form")
    unclear = wrong or bool(form is not None and form.errors)
    return render(request, template, dict(context), status=UNCLEAR if unclear else 200)


def taken(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """A page that shows what somebody else has done in the meantime: 409. What was typed stays on it."""
    return render(request, template, dict(context), status=TAKEN)


def data(body: Mapping[str, Any], status: int = 200) -> JsonResponse:
    """An answer to a script. 422: what is wrong, in words; 409: somebody else was there first."""
    return JsonResponse(dict(body), status=status)


def text(lines: str, name: str = "") -> HttpResponse:
    """Plain text, to copy."""
    head = {"Content-Disposition": f'inline; filename="{name}.txt"'} if name else {}
    return HttpResponse(lines, content_type="text/plain; charset=utf-8", headers=head)


def pdf(
    request: Request, template: str, data: Mapping[str, Any], name: str, *, same_for_all: bool = False
) -> HttpResponse:
    """Paper from a typst file beside a page ("mine/goal.typ"). The language is the reader's.

    `same_for_all`: nothing on it is anybody's own, so that it is kept for the next who asks. Raises NotYet.
    """
    door, _slash, _file = template.partition("/")
    file = WEB / door / "templates" / template
    told = {"language": get_language() or settings.LANGUAGE_CODE, **data}
    made = printer.paper(
        digest(template, told),
        lambda: paper.pdf(file, told, root=WEB),
        by=request.actor.account_id,
        same_for_all=same_for_all,
    )
    head = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=head)


def way_back(path: str, words: str, alt: str) -> dict[str, Any]:
    """The end of a paper: how its page is found again, in words, as an address and as a QR code."""
    address = settings.ADDRESS + path
    return {"back": {"words": words, "address": address, "qr": paper.qr_svg(address)}, "alt": alt}
