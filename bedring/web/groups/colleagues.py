# SPDX-License-Identifier: Apache-2.0
"""Those who work at a site, and their roles."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bedring.kit.refusals import NotThere
from bedring.kit.words import called
from bedring.people.commands import account_at, end_role, let_peers_print, offer_role
from bedring.people.queries import offers_here, places_led, posts_here
from bedring.people.rules import Role
from bedring.people.signin.open import seconds_left
from bedring.web.groups.forms import ColleagueForm
from bedring.web.signed_in import Request, staff_only


@require_http_methods(["GET", "POST"])
@staff_only
def colleagues(request: Request, organisation: UUID | None = None) -> HttpResponse:
    """Who works at a place and as what. POST offers somebody a role there."""
    places = places_led(request.actor)
    place = next((o for o in places if organisation in (None, o.id)), None)
    if place is None:
        raise NotThere
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        offer_role(
            by=request.actor,
            account=account_at(email=said["email"]),
            organisation_id=place.id,
            role=Role(said["role"]),
            name=said["name"],
        )
        return redirect("groups_colleagues", place.id)
    context = {
        "form": form,
        "place": place,
        "places": places,
        "posts": [(post, called(post.role)) for post in posts_here(request.actor, place.id)],
        "offers": [(offer, called(offer.role)) for offer in offers_here(request.actor, place.id)],
        "address": settings.ADDRESS + reverse("account_login"),
    }
    return render(request, "groups/colleagues.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only
def peers_print(request: Request, organisation: UUID) -> HttpResponse:
    """Whether peer specialists at this place, too, print ways in on paper."""
    let_peers_print(by=request.actor, organisation_id=organisation, allowed=request.POST.get("allowed") == "yes")
    return redirect("groups_colleagues", organisation)


@require_POST
@staff_only
def end_post(request: Request, membership: UUID) -> HttpResponse:
    """From now on they do not have this role. Who ends the last one of their own is signed out with it."""
    end_role(by=request.actor, membership_id=membership)
    if not seconds_left(request.session.session_key):
        logout(request)
        return redirect("account_login")
    return redirect("groups_colleagues_first")
