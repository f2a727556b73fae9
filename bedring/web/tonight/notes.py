# SPDX-License-Identifier: Apache-2.0
"""After the session: the drafts, signing, adding to a signed note, and taking the text out."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bedring.kit import paper as typeset
from bedring.kit.dates import written
from bedring.kit.refusals import NotThere, Refused, SomebodyElseWrote
from bedring.sessions.commands.notes import SentDraft, keep_draft, write_note
from bedring.sessions.queries.notes import NotePage, note_of_session, notes_of_session, version_of
from bedring.sessions.queries.rooms import Room
from bedring.sessions.rules.states import LONGEST_NOTE, NoteKind
from bedring.web.parts.numbers import number
from bedring.web.parts.parcels import Item, Parcel, not_understood, refusal, takes_parcels
from bedring.web.signed_in import Request, staff_only

WEB = Path(__file__).resolve().parents[1]


def _person(key: str) -> UUID | None:
    """The participant a key names, None for the group's note."""
    if key == "group":
        return None
    try:
        return UUID(key)
    except ValueError:
        raise NotThere from None


@require_http_methods(["GET", "POST"])
@staff_only
def notes(request: Request, session: UUID) -> HttpResponse:
    """All notes of a session on one page. POST keeps the drafts, or signs one or all of them."""
    language = get_language() or "nb"
    try:
        room, sheets = notes_of_session(request.actor, session, language)
    except Refused as refused:
        return render(request, "tonight/notes_closed.html", {"reason": refused.reason, "session": session})
    told: dict[str, dict[str, object]] = {}
    if request.method == "POST":
        told = {sheet.key: _write(request, room, sheet, language) for sheet in sheets}
        if not any(told.values()):
            signed = request.POST.get("sign", "all")
            return redirect(reverse("notes", args=[session]) + ("" if signed == "all" else f"#h-{signed}"))
        room, sheets = notes_of_session(request.actor, session, language)
    return _page(request, room, sheets, told)


def _page(request: Request, room: Room, sheets: list[NotePage], told: dict[str, dict[str, object]]) -> HttpResponse:
    """All notes, with what was typed and what is wrong with it where something is."""
    context = {
        "room": room,
        "session": room.session,
        "sheets": [(sheet, {"typed": sheet.text} | (told.get(sheet.key) or {})) for sheet in sheets],
        "unsigned": sum(1 for sheet in sheets if not sheet.signed),
        "longest": LONGEST_NOTE,
    }
    return render(request, "tonight/notes.html", context, status=409 if any(told.values()) else 200)


def _write(request: Request, room: Room, sheet: NotePage, language: str) -> dict[str, object]:
    """Keep or sign one note as the form has it. What went wrong, with what was typed; empty when nothing did."""
    typed = request.POST.get(f"text-{sheet.key}")
    if typed is None:
        return {}
    sign = request.POST.get("sign") in (sheet.key, "all")
    seen = request.POST.get(f"seen-{sheet.key}", "0")
    unchanged = typed.strip().replace("\r\n", "\n") == sheet.text
    if (unchanged and not sign) or (sheet.signed and typed.strip() == sheet.begun):
        return {}
    try:
        version = write_note(
            by=request.actor,
            session_id=room.session.id,
            participant_id=sheet.person.id if sheet.person else None,
            text=typed.replace("\r\n", "\n"),
            kind=NoteKind.SIGNED if sign else NoteKind.DRAFT,
            language=language,
            after=number(seen),
        )
    except SomebodyElseWrote as other:
        return {"typed": typed, "theirs": version_of(other.theirs)}
    except Refused as refused:
        return {"typed": typed, "error": refused.reason}
    return {"kept": _kept_words()} if version.kind == NoteKind.BEGUN else {}


def _kept_words() -> str:
    return _("Somebody signed this note while you wrote. Your words are kept, as the beginning of an addition.")


@require_POST
@staff_only
@takes_parcels
def drafts(request: Request, parcel: Parcel, session: UUID) -> HttpResponse:
    """Keep drafts while they are typed. An answer for each: its number, or why not in words.

    NotThere only where it is for all of them: one that names nobody here holds up no other.
    """
    told = [_keep_draft(request, session, item, parcel.sent_at) for item in parcel.items]
    if told and not any(told):
        raise NotThere
    answers = [one or not_understood(item.id) for one, item in zip(told, parcel.items, strict=True)]
    return JsonResponse({"answers": parcel.unread + answers})


def _keep_draft(request: Request, session: UUID, item: Item, sent_at: datetime) -> dict[str, Any]:
    """The answer for one draft; empty where there is no such note for this actor."""
    try:
        version = keep_draft(
            by=request.actor,
            session_id=session,
            draft=_draft(item),
            language=get_language() or "nb",
            sent_at=sent_at,
        )
    except SomebodyElseWrote as other:
        return refusal(item.id, "somebody_wrote", _who_wrote(other.theirs.by_id == request.actor.account_id))
    except Refused as refused:
        return refusal(item.id, refused.code, refused.reason)
    except NotThere:
        return {}
    except (KeyError, TypeError, ValueError, AttributeError):
        return not_understood(item.id)
    if version.kind == NoteKind.BEGUN:
        return refusal(item.id, "begun", _kept_words())
    return {"id": str(item.id), "stored": True, "number": version.number}


def _draft(item: Item) -> SentDraft:
    follows = item.body.get("after")
    return SentDraft(
        id=item.id,
        participant_id=_person(str(item.body.get("key", ""))),
        text=str(item.body["text"]),
        after=number(item.body.get("base")),
        follows=UUID(follows) if follows else None,
        made_at=item.made_at,
    )


def _who_wrote(own: bool) -> str:
    if own:
        return _("You have also written here, in another window. Press Keep drafts to see both.")
    return _("Somebody else has written in this note. Press Keep drafts to see both.")


@require_POST
@staff_only
def add(request: Request, session: UUID, key: str) -> HttpResponse:
    """Add to a signed note."""
    language, typed = get_language() or "nb", request.POST.get("text", "").replace("\r\n", "\n")
    try:
        write_note(
            by=request.actor,
            session_id=session,
            participant_id=_person(key),
            text=typed,
            kind=NoteKind.ADDENDUM,
            language=language,
        )
    except Refused as refused:
        if refused.code not in ("no_words", "too_long"):
            raise
        room, sheets = notes_of_session(request.actor, session, language)
        return _page(request, room, sheets, {key: {"add_error": refused.reason, "add": typed}})
    return redirect(reverse("notes", args=[session]) + f"#h-{key}")


def _lines(room: Room, sheet: NotePage) -> dict[str, object]:
    """One note for taking out: heading, text, who signed and what was added."""
    number = _("session %(n)s") % {"n": room.session.nth}
    place = f"{room.session.course}, {number}, {written(room.session.on, 'full_date')}"
    name = sheet.person.name if sheet.person else _("The group")
    signed = ""
    if sheet.signed:
        signed = _("Signed by %(name)s, %(when)s.") % {
            "name": sheet.signed.by,
            "when": written(sheet.signed.at, "moment"),
        }
    added = [
        _("Added by %(name)s, %(when)s: %(text)s") % {"name": a.by, "when": written(a.at, "moment"), "text": a.text}
        for a in sheet.addenda
    ]
    state = signed or _("Draft, not signed.")
    return {"name": name, "place": place, "text": sheet.text, "state": state, "added": added}


@require_GET
@staff_only
def text(request: Request, session: UUID, key: str) -> HttpResponse:
    """One note as plain text, to paste into the health record."""
    room, sheet = note_of_session(request.actor, session, _person(key), get_language() or "nb")
    note = _lines(room, sheet)
    lines = [note["name"], note["place"], "", note["text"], "", note["state"], *note["added"]]  # type: ignore[misc]
    return HttpResponse("\n".join(str(line) for line in lines) + "\n", content_type="text/plain; charset=utf-8")


@require_GET
@staff_only
def paper(request: Request, session: UUID, key: str) -> HttpResponse:
    """One note as PDF."""
    language = get_language() or "nb"
    room, sheet = note_of_session(request.actor, session, _person(key), language)
    data = {"language": language, "title": _("Note"), "note": _lines(room, sheet)}
    return HttpResponse(
        typeset.pdf(WEB / "tonight" / "templates" / "tonight" / "notes.typ", data, root=WEB),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="note.pdf"'},
    )
