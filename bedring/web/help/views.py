# SPDX-License-Identifier: Apache-2.0
"""Help now: open to everybody, also signed out and without script."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from bedring.curriculum.rules import older_than
from bedring.kit import clock
from bedring.web.parts import reading
from bedring.web.signed_in import Request


@require_GET
def help_now(request: Request) -> HttpResponse:
    """Whom to call at the reader's place, and that nobody watches what is written here."""
    lines = reading.help_lines(request.actor)
    language, today = get_language() or "nb", clock.today()
    rows = [
        (line, line.name[language], line.when[language], line.hours[language], older_than(line.checked, today))
        for line in lines
    ]
    return render(request, "help/help.html", {"lines": rows})
