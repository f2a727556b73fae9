# SPDX-License-Identifier: Apache-2.0
"""What participants share with a supporter."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bedring.goals.queries import shared_steps
from bedring.web.signed_in import Request, supporter_only


@require_GET
@supporter_only
def invited(request: Request) -> HttpResponse:
    """The steps shared now. Nothing shared looks the same, whatever was shared before."""
    return render(request, "invited/invited.html", {"shared": shared_steps(request.actor)})
