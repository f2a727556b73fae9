# SPDX-License-Identifier: Apache-2.0
"""One person's record: for those who read the record, and for the person."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from bedring.people.signin.printed import issue_printed_code
from bedring.sessions.queries.notes import record_of
from bedring.trust import queries as trust
from bedring.trust.rules import Kind, Purpose
from bedring.web.signed_in import Request, signed_in, staff_only


@require_GET
@signed_in
def record(request: Request, participant: UUID) -> HttpResponse:
    """Enrolments and signed notes, newest first. In the person's own shell when they read it themselves."""
    found = record_of(request.actor, participant)
    own = request.actor.participant_id == participant
    return render(request, "record/record.html", {"record": found, "own": own, "shell_page": _shell(own)})


@require_http_methods(["GET", "POST"])
@staff_only
def paper_code(request: Request, participant: UUID) -> HttpResponse:
    """Print a code and a PIN for somebody one works with. POST makes them; they are shown once."""
    person = trust.participant(request.actor, participant, kind=Kind.SIGN_IN, purpose=Purpose.CARE)
    code, pin = issue_printed_code(by=request.actor, participant=person) if request.method == "POST" else ("", "")
    context = {"person": person, "code": code, "pin": pin, "address": settings.ADDRESS + reverse("account_code")}
    return render(request, "record/paper_code.html", context)


def _shell(own: bool) -> str:
    return "parts/mine.html" if own else "parts/staff.html"
