# SPDX-License-Identifier: Apache-2.0
"""Notes: keep a draft, sign, add to a signed note."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.text import kept
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.entries import note_was_signed
from bedring.sessions.models import Note, NoteVersion, Session
from bedring.sessions.rules.states import LONGEST_NOTE, NoteKind, may_add


class SomebodyElseWrote(Exception):
    """Another version came in between. `theirs` is it; nothing of either is lost."""

    def __init__(self, theirs: NoteVersion) -> None:
        super().__init__("somebody else wrote")
        self.theirs = theirs


@transaction.atomic
def write_note(
    *,
    by: Actor,
    session_id: UUID,
    participant_id: UUID | None,
    text: str,
    kind: NoteKind = NoteKind.DRAFT,
    language: str,
    after: int = 0,
    version: UUID | None = None,
    follows: UUID | None = None,
) -> NoteVersion:
    """Keep a draft, sign, or add to the note of one person (None: of the group) in a session.

    `after` is the number of the version the writer last saw (0: the draft made from the taps). If somebody has written
    since, the same person in another tab too, SomebodyElseWrote is raised and nothing is stored. The same text by the
    same writer is stored once. A draft or a signature that comes when another has signed is kept as the beginning of
    an addition (BEGUN), so that nothing written is lost; what was written before already is not kept again.

    `version`: the id it was given where it was written, so that it is stored once however often it is sent. `follows`:
    the id of a version of their own, sent before this one and not yet answered for: they have seen that too.
    """
    session, text = access.visible_sessions(by).filter(id=session_id).first(), kept(text)
    if session is None:
        raise NotThere
    access.check_can_write_notes(by, session)
    note = _note(by, session, participant_id)
    versions = list(note.versions.order_by("number"))
    sent = {v.id: v for v in versions}
    if version in sent:
        return sent[version]
    after = max(after, sent[follows].number if follows in sent else 0)
    if NoteKind.SIGNED in {v.kind for v in versions} and kind in (NoteKind.DRAFT, NoteKind.SIGNED):
        kind = NoteKind.BEGUN
    last = _same(versions, by, text, kind)
    if last is not None:
        return last
    last = versions[-1] if versions else None
    if not may_add([NoteKind(v.kind) for v in versions], kind):
        raise Refused(_("Only a signed note is added to. Sign it first."), "not_signed")
    if last and last.number > after and kind in (NoteKind.DRAFT, NoteKind.SIGNED):
        raise SomebodyElseWrote(last)
    if not text:
        raise Refused(_("Write a few words first."), "no_words")
    if len(text) > LONGEST_NOTE:
        raise Refused(_("This is longer than %(most)s characters.") % {"most": LONGEST_NOTE}, "too_long")
    if kind is NoteKind.SIGNED:
        note_was_signed(by=by, session=session, participant_id=participant_id)
    number = (last.number if last else 0) + 1
    return _add(note, by, id_=version, kind=kind, text=text, language=language, number=number)


def _same(versions: list[NoteVersion], by: Actor, text: str, kind: NoteKind) -> NoteVersion | None:
    """The version that says this already: sent twice, or, of a beginning, written by anybody before it was signed."""
    if kind is NoteKind.BEGUN:
        return next((v for v in reversed(versions) if v.text == text or not text), None)
    last = versions[-1] if versions else None
    return last if last and last.by_id == by.account_id and last.text == text and last.kind == kind else None


def _add(
    note: Note, by: Actor, *, id_: UUID | None, kind: NoteKind, text: str, language: str, number: int
) -> NoteVersion:
    return NoteVersion.objects.create(
        id=id_ or uuid4(),
        note=note,
        organisation_id=note.organisation_id,
        participant_id=note.participant_id,
        kind=kind,
        text=text,
        language=language,
        by_id=by.account_id,
        at=clock.now(),
        number=number,
    )


def _note(by: Actor, session: Session, participant_id: UUID | None) -> Note:
    """The note, made when it is first written and held against a second writer."""
    Session.objects.select_for_update().get(id=session.id)
    if participant_id is not None and not _belongs(by, session, participant_id):
        raise NotThere
    known = Note.objects.filter(session=session, participant=participant_id).first()
    return known or Note.objects.create(
        session=session, participant_id=participant_id, organisation_id=session.organisation_id
    )


def _belongs(by: Actor, session: Session, participant_id: UUID) -> bool:
    """In the group today, or written about in this session."""
    if access.visible_people(by, session).filter(id=participant_id).exists():
        return True
    return session.entries.filter(participant=participant_id).exists()
