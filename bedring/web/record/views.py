# SPDX-License-Identifier: Apache-2.0
"""One person's record: for those who read the record, and for the person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bedring.sessions.queries.notes import record_of
from bedring.web.signed_in import Request, signed_in


@require_GET
@signed_in
def record(request: Request, participant: UUID) -> HttpResponse:
    """Enrolments and signed notes, newest first. In the person's own shell when they read it themselves."""
    found = record_of(request.actor, participant)
    own = request.actor.participant_id == participant
    return render(request, "record/record.html", {"record": found, "own": own, "shell_page": _shell(own)})


def _shell(own: bool) -> str:
    return "parts/mine.html" if own else "parts/staff.html"
