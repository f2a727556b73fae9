# SPDX-License-Identifier: Apache-2.0
"""What the page shells need on every page: where one can go, by what one is."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bedring.people.rules import Actor, Role
from bedring.people.signin.devices import owner_mark


def shell(request: HttpRequest) -> dict[str, object]:
    """Context for every template: `nav`, `colour_scheme` whether this is a demo, and the mark of who is signed in."""
    actor: Actor | None = getattr(request, "actor", None)
    user = getattr(request, "user", None)  # neither is there when a request is refused at the door
    return {
        "nav": _navigation(request, actor) if actor else [],
        "colour_scheme": request.COOKIES.get("colour_scheme", "auto"),
        "demo": settings.DEMO,
        "owner_mark": owner_mark(user) if user is not None and user.is_authenticated else "",
    }


def _navigation(request: HttpRequest, actor: Actor) -> list[dict[str, object]]:
    places = []
    if actor.is_staff:
        places.append((_("Tonight"), reverse("tonight")))
    if actor.is_staff:
        places.append((_("The programme"), reverse("programme")))
    if actor.reach(Role.PROGRAMME_LEADER):
        places.append((_("Groups"), reverse("groups")))
    if actor.participant_id:
        places.append((_("My page"), reverse("mine")))
    if actor.supports:
        places.append((_("Shared with me"), reverse("invited")))
    return [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in places]
