# SPDX-License-Identifier: Apache-2.0
"""One-tap sign-in. It exists in `bedring demo` alone, and only against a database marked as the demo's."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from bedring.kit.refusals import NotThere
from bedring.kit.rows import is_demo_database
from bedring.people.rules import Role
from bedring.people.signin.demo import demo_account, demo_people
from bedring.web.account.signing_in import sign_in

TITLES = {
    Role.PRACTITIONER: _("Practitioner, leads groups"),
    Role.PEER_SPECIALIST: _("Peer specialist, co-leads"),
    Role.PROGRAMME_LEADER: _("Programme leader"),
    "participant": _("Participant"),
    "supporter": _("Supporter"),
}


def _demo_only() -> None:
    if not settings.DEMO or not is_demo_database():
        raise NotThere


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Who one can be."""
    _demo_only()
    groups = [(TITLES[kind], people) for kind, people in demo_people().items()]
    return render(request, "account/demo.html", {"groups": groups})


@require_POST
def enter(request: HttpRequest, account: UUID) -> HttpResponse:
    """Be this person."""
    _demo_only()
    found = demo_account(account)
    if found is None:
        raise NotThere
    return sign_in(request, found, "demo")


urlpatterns = [path("", demo, name="demo"), path("<uuid:account>", enter, name="demo_enter")]
