# SPDX-License-Identifier: Apache-2.0
"""Looks at people by staff who did not work with them that day, for whoever leads the programme."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bedring.trust.commands import explain_look
from bedring.trust.queries import strange_looks
from bedring.web.signed_in import Request, staff_only


@require_GET
@staff_only
def looks(request: Request) -> HttpResponse:
    """Who looked at whom without working with them; those nobody has marked yet come first."""
    return render(request, "groups/looks.html", {"looks": strange_looks(request.actor, request.GET.get("page"))})


@require_POST
@staff_only
def explained(request: Request, found: UUID) -> HttpResponse:
    """One of them was asked about, and was in order."""
    explain_look(by=request.actor, found_id=found)
    return redirect("groups_looks")
