# SPDX-License-Identifier: Apache-2.0
"""My page, on the screen and on paper."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedring.goals.queries import my_work
from bedring.goals.words import WENT_BUTTON
from bedring.sessions.queries.mine import my_last_session, my_sessions
from bedring.web.mine.page import sections
from bedring.web.mine.step import LOOKS
from bedring.web.parts import answers
from bedring.web.parts.reading import reading_of
from bedring.web.parts.sections import paper as on_paper
from bedring.web.signed_in import Request, participant_only


@require_GET
@participant_only
def mine(request: Request) -> HttpResponse:
    """My page."""
    work, reading = my_work(request.actor), reading_of(request)
    last = my_last_session(request.actor, reading.language)
    parts = sections(work, my_sessions(request.actor), last, reading)
    context = {"reading": reading, "work": work, "last": last, "sections": parts, "looks": WENT_BUTTON.choices(*LOOKS)}
    return answers.page(request, "mine/home.html", context)


@require_GET
@participant_only
def paper(request: Request) -> HttpResponse:
    """The paper twin of My page: the same order and words, and a QR code back."""
    work, reading = my_work(request.actor), reading_of(request)
    last = my_last_session(request.actor, reading.language)
    parts = sections(work, my_sessions(request.actor), last, reading)
    return on_paper(request, "mine/home.typ", "/mine/", f"{_('My page')}: {reading.name}", parts)
