# SPDX-License-Identifier: Apache-2.0
"""One-tap sign-in. It exists in `bedring demo` alone, and only against a database marked as the demo's."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from bedring.kit.refusals import NotThere
from bedring.kit.rows import is_demo_database
from bedring.people.signin.demo import demo_account, demo_people
from bedring.web.account.signing_in import sign_in


def _demo_only() -> None:
    if not settings.DEMO or not is_demo_database():
        raise NotThere


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Who one can be."""
    _demo_only()
    return render(request, "account/demo.html", {"groups": demo_people()})


@require_POST
def enter(request: HttpRequest, account: UUID) -> HttpResponse:
    """Be this person."""
    _demo_only()
    found = demo_account(account)
    if found is None:
        raise NotThere
    return sign_in(request, found, "demo")


urlpatterns = [path("", demo, name="demo"), path("<uuid:account>", enter, name="demo_enter")]
