# SPDX-License-Identifier: Apache-2.0
"""Tonight, and the session screen."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedring.people.rules import Role
from bedring.sessions.commands.entries import close_session, record_entries, start_session
from bedring.sessions.queries import rooms
from bedring.sessions.queries.refused import refused_taps
from bedring.web.parts.numbers import number
from bedring.web.parts.parcels import Parcel, takes_parcels
from bedring.web.signed_in import Request, staff_only
from bedring.web.tonight import screen, wire


@require_GET
@staff_only
def tonight(request: Request) -> HttpResponse:
    """What the leader needs before the group comes in."""
    cards = [screen.card(room, get_language() or "nb") for room in rooms.tonight(request.actor)]
    unplanned = rooms.courses_without_plan(request.actor, [c.room for c in cards])
    waiting = rooms.waiting_notes(request.actor)
    runs = request.actor.reach(Role.PROGRAMME_LEADER)
    context = {"cards": cards, "unplanned": unplanned, "waiting": waiting, "runs": runs}
    return render(request, "tonight/tonight.html", context)


@require_POST
@staff_only
def start(request: Request, session: UUID) -> HttpResponse:
    """Start the session and go to it."""
    start_session(by=request.actor, session_id=session)
    return redirect("session", session)


@require_GET
@staff_only
def session(request: Request, session: UUID) -> HttpResponse:
    """The session screen."""
    found = rooms.room(request.actor, session)
    context = screen.session_context(found, get_language() or "nb", request.actor.account_id)
    return render(request, "tonight/session.html", context | {"refused": refused_taps(request.actor, session)})


@require_http_methods(["GET", "POST"])
@staff_only
def entries(request: Request, session: UUID) -> HttpResponse:
    """Take in a device's entries, an answer for each (POST), or tell what is new since the one numbered `after`."""
    return _take_in(request, session) if request.method == "POST" else _told(request, session)


@takes_parcels
def _take_in(request: Request, parcel: Parcel, session: UUID) -> HttpResponse:
    sent, unread = wire.entries_of(parcel)
    answers = record_entries(by=request.actor, session_id=session, sent=sent, sent_at=parcel.sent_at)
    return JsonResponse({"answers": unread + wire.answers_json(answers)})


def _told(request: Request, session: UUID) -> HttpResponse:
    known = number(request.GET.get("after"), most=10**18)
    cursor, board, names = rooms.board_since(request.actor, session, known)
    return JsonResponse({"cursor": cursor} | (wire.board_json(board, names) if board else {}))


@require_POST
@staff_only
@takes_parcels
def looks(request: Request, parcel: Parcel, session: UUID) -> HttpResponse:
    """The screen was opened without network, from what the device has sealed: looks like any other, known once told."""
    rooms.room(request.actor, session)  # fetching is looking, and looking is logged
    return JsonResponse({"answers": parcel.unread + [{"id": str(one.id), "stored": True} for one in parcel.items]})


@require_POST
@staff_only
def close(request: Request, session: UUID) -> HttpResponse:
    """Close the session; then on to the notes, for those who write them."""
    close_session(by=request.actor, session_id=session)
    return redirect("notes", session)
