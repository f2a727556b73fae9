# SPDX-License-Identifier: Apache-2.0
"""One person's record: for those who read the record, and for the person."""

from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from bedring.sessions.queries.record import record_of
from bedring.trust import queries as trust
from bedring.trust.commands import print_way_in
from bedring.trust.queries import check_prints_way_in_for
from bedring.trust.rules import Purpose, Thing
from bedring.web.signed_in import Request, signed_in, staff_only

PRINTED = "paper_code_printed"
"""Which pressing of the button made the last paper. Loading that page again makes no other, which would end it."""


@require_GET
@signed_in
def record(request: Request, participant: UUID) -> HttpResponse:
    """Enrolments and signed notes, newest first. In the person's own shell when they read it themselves."""
    found = record_of(request.actor, participant)
    return render(request, "record/record.html", {"record": found, "shell_page": _shell(found.is_own)})


@require_http_methods(["GET", "POST"])
@staff_only
def paper_code(request: Request, participant: UUID) -> HttpResponse:
    """Print a code and a PIN for somebody one works with. POST makes them; they are shown once."""
    person = trust.participant(request.actor, participant, kind=Thing.SIGN_IN, purpose=Purpose.CARE)
    language = check_prints_way_in_for(request.actor, person.id)
    once, code, pin = request.POST.get("once", ""), "", ""
    sent_again = request.method == "POST" and once == request.session.get(PRINTED)
    if request.method == "POST" and not sent_again:
        code, pin = print_way_in(by=request.actor, participant=person)
        request.session[PRINTED] = once
    context = {
        "person": person,
        "code": code,
        "pin": pin,
        "address": settings.ADDRESS + reverse("account_code"),
        "once": uuid4(),
        "sent_again": sent_again,
        "language": language or get_language(),
    }
    return render(request, "record/paper_code.html", context)


def _shell(own: bool) -> str:
    return "parts/mine.html" if own else "parts/staff.html"
