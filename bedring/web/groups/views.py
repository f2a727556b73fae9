# SPDX-License-Identifier: Apache-2.0
"""The groups of a site, for its programme leader."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from bedring.kit.refusals import NotThere
from bedring.people.rules import Role
from bedring.sessions.queries.site import groups
from bedring.sessions.rules.states import LARGEST_GROUP
from bedring.web.signed_in import Request, staff_only


@require_GET
@staff_only
def groups_page(request: Request) -> HttpResponse:
    """All groups at a glance: who leads, how many, where they are, when they meet."""
    if not request.actor.reach(Role.PROGRAMME_LEADER):
        raise NotThere
    found = groups(request.actor, get_language() or "nb", request.GET.get("page"))
    return render(request, "groups/groups.html", {"groups": found, "largest": LARGEST_GROUP})
