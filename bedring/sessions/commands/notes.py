# SPDX-License-Identifier: Apache-2.0
"""Notes: keep a draft, sign, add to a signed note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bedring.kit import clock
from bedring.kit.fold import by_arrival, newest, really_made_at, seen, unseen
from bedring.kit.refusals import NotThere, Refused, SomebodyElseWrote
from bedring.kit.text import kept
from bedring.kit.trail import held, write_down
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.entries import note_was_signed
from bedring.sessions.models import Note, NoteVersion, RefusedVersion, Session
from bedring.sessions.rules.refusing import WhyNot
from bedring.sessions.rules.states import LONGEST_NOTE, NoteKind, about, may_add
from bedring.sessions.words import WHY_NOT


@dataclass(frozen=True)
class SentDraft:
    """Words for the note of one person (None: of the group). `after`: the number of the version the writer last saw.

    `id`: given where it was written, so that it is stored once however often it is sent. `follows`: the id of a version
    of their own, sent before this one and not yet answered for: they have seen that too. `made_at`: by the device.
    """

    id: UUID
    participant_id: UUID | None
    text: str
    after: int
    follows: UUID | None
    made_at: datetime


def write_note(
    *,
    by: Actor,
    session_id: UUID,
    participant_id: UUID | None,
    text: str,
    kind: NoteKind = NoteKind.DRAFT,
    language: str,
    after: int = 0,
) -> NoteVersion:
    """Keep a draft, sign, or add to the note of one person (None: of the group) in a session.

    `after` is the number of the version the writer last saw (0: the draft made from the taps). If somebody has written
    since, the same person in another tab too, SomebodyElseWrote is raised and nothing is stored. The same text by the
    same writer is stored once. A draft or a signature that comes when another has signed is kept as the beginning of
    an addition (BEGUN), so that nothing written is lost; what was written before already is not kept again.
    """
    now = clock.now()
    sent = SentDraft(uuid4(), participant_id, text, after, None, now)
    return _write(by, session_id, sent, kind, language, made_at=now)


def keep_draft(*, by: Actor, session_id: UUID, draft: SentDraft, language: str, sent_at: datetime) -> NoteVersion:
    """Keep a draft that a device sends: as `write_note`, once however often it is sent.

    `sent_at` is the device's clock when it sent it. A draft that is not taken in is written down, who, when and why,
    never what; and refused all the same.
    """
    made_at = really_made_at(draft.made_at, sent_at, clock.now())
    try:
        return _write(by, session_id, draft, NoteKind.DRAFT, language, made_at)
    except IntegrityError:  # its id stands in another note
        no = Refused(WHY_NOT[WhyNot.ID_TAKEN], WhyNot.ID_TAKEN)
    except Refused as refused:
        no = refused
    if no.code in list(WhyNot):
        _write_down(by, session_id, draft, no.code)
    raise no


@transaction.atomic
def _write_down(by: Actor, session_id: UUID, draft: SentDraft, reason: str) -> None:
    session = held(access.visible_sessions(by), session_id)
    about_whom = {"participant_id": draft.participant_id, "organisation_id": session.organisation_id}
    write_down([RefusedVersion(row=draft.id, reason=reason, session=session, **about_whom)], by.account_id)


@transaction.atomic
def _write(
    by: Actor, session_id: UUID, sent: SentDraft, kind: NoteKind, language: str, made_at: datetime
) -> NoteVersion:
    session, text = held(access.visible_sessions(by), session_id), kept(sent.text)
    access.check_can_write_notes(by, session)
    note = _note(by, session, sent.participant_id)
    pile = {row.id: row for row in note.versions.order_by("number")}
    if sent.id in pile:
        return pile[sent.id]
    versions = list(pile.values())
    kinds = [NoteKind(row.kind) for row in versions]
    if NoteKind.SIGNED in kinds and kind.is_text:
        kind = NoteKind.BEGUN
    known = _same(versions, by, text, kind)
    if known is not None:
        return known
    if not may_add(kinds, kind):
        raise Refused(_("Only a signed note is added to. Sign it first."), "not_signed")
    key = about(kind, by.account_id)
    standing = newest(versions, lambda row: row.key, by_arrival)
    theirs = unseen(standing.get(key), seen(sent.after, sent.follows, pile)) if kind.is_text else None
    if theirs is not None:
        raise SomebodyElseWrote(theirs, WHY_NOT[WhyNot.SOMEBODY_WROTE])
    _check_words(text)
    if kind is NoteKind.SIGNED:
        note_was_signed(by=by, session=session, participant_id=sent.participant_id)
    return NoteVersion.objects.create(
        id=sent.id,
        key=key,
        note=note,
        organisation_id=note.organisation_id,
        participant_id=note.participant_id,
        kind=kind,
        text=text,
        language=language,
        by_id=by.account_id,
        made_at=made_at,
        received_at=clock.now(),
    )


def _check_words(text: str) -> None:
    if not text:
        raise Refused(_("Write a few words first."), "no_words")
    if len(text) > LONGEST_NOTE:
        raise Refused(_("This is longer than %(most)s characters.") % {"most": LONGEST_NOTE}, WhyNot.TOO_LONG)


def _same(versions: Sequence[NoteVersion], by: Actor, text: str, kind: NoteKind) -> NoteVersion | None:
    """The version that says this already: sent twice, or, of a beginning, written by anybody before it was signed."""
    if kind is NoteKind.BEGUN:
        return next((v for v in reversed(versions) if v.text == text or not text), None)
    last = versions[-1] if versions else None
    return last if last and last.by_id == by.account_id and last.text == text and last.kind == kind else None


def _note(by: Actor, session: Session, participant_id: UUID | None) -> Note:
    """The note, made when it is first written. The caller holds the session, against a second writer."""
    if participant_id is not None and not access.visible_people(by, session).filter(id=participant_id).exists():
        raise NotThere
    known = Note.objects.filter(session=session, participant=participant_id).first()
    return known or Note.objects.create(
        session=session, participant_id=participant_id, organisation_id=session.organisation_id
    )
