# SPDX-License-Identifier: Apache-2.0
"""The notes of a session, drafted from its entries; and the record of one person."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from bedring.curriculum import queries as curriculum
from bedring.goals.models import Step
from bedring.kit.refusals import NotThere, Refused
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Enrolment, EnrolmentEvent, Note, NoteVersion, Session
from bedring.sessions.queries.rooms import Room, room
from bedring.sessions.rules import draft
from bedring.sessions.rules.entries import EntryKind, HomePractice
from bedring.sessions.rules.states import Format, NoteKind, SessionState
from bedring.sessions.rules.techniques import name_of
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing


@dataclass(frozen=True)
class NotePage:
    """One note as it stands. `text` is the newest version, or the draft made from the taps (`number` 0).

    `begun`: what the actor was writing when another signed, the beginning of an addition of theirs.
    """

    participant: Participant | None
    text: str
    number: int
    signed: NoteVersion | None
    addenda: tuple[NoteVersion, ...]
    begun: str = ""

    @property
    def key(self) -> str:
        """Names the note in a form and an address: the participant's id, or `group`."""
        return str(self.participant.id) if self.participant else "group"


def notes_of_session(actor: Actor, session_id: UUID, language: str) -> tuple[Room, list[NotePage]]:
    """The group's note and one for each person, drafted where nobody has written yet. Looks are logged.

    Refused before the session is started: there is nothing to write about yet.
    """
    found = room(actor, session_id)
    access.check_can_write_notes(actor, found.session)
    if found.state is SessionState.PLANNED:
        raise Refused(_("This session has not been started. Its notes are written when it is."), "not_started")
    people = [p.participant for p in found.people]
    purpose = Purpose.CARE if actor.account_id in found.leaders else Purpose.LEADING
    trust.participants(actor, [p.id for p in people], kind=Thing.NOTE, purpose=purpose, record=True)
    drafts = drafts_of(found, language)
    written = {n.participant_id: n for n in _with_versions(actor).filter(session=found.session)}
    return found, [
        _sheet(actor, p, written.get(p.id if p else None), drafts[p.id if p else None]) for p in [None, *people]
    ]


def note_of_session(
    actor: Actor, session_id: UUID, participant_id: UUID | None, language: str
) -> tuple[Room, NotePage]:
    """One of `notes_of_session`; NotThere when the person has no note in it."""
    found, sheets = notes_of_session(actor, session_id, language)
    for sheet in sheets:
        if (sheet.participant.id if sheet.participant else None) == participant_id:
            return found, sheet
    raise NotThere


def _with_versions(actor: Actor):  # type: ignore[no-untyped-def]
    versions = Prefetch("versions", NoteVersion.objects.select_related("by").order_by("number"))
    return access.visible_notes(actor).prefetch_related(versions)


def _sheet(actor: Actor, person: Participant | None, note: Note | None, drafted: str) -> NotePage:
    versions = list(note.versions.all()) if note else []
    drafts = [v for v in versions if v.kind == NoteKind.DRAFT]
    signed = next((v for v in versions if v.kind == NoteKind.SIGNED), None)
    shown = signed or (drafts[-1] if drafts else None)
    return NotePage(
        participant=person,
        text=shown.text if shown else drafted,
        number=versions[-1].number if versions else 0,
        signed=signed,
        addenda=tuple(v for v in versions if v.kind == NoteKind.ADDENDUM),
        begun=_begun([v for v in versions if v.by_id == actor.account_id]),
    )


def _begun(own: list[NoteVersion]) -> str:
    """The beginning of an addition, of the actor's own versions: until they have added."""
    last = own[-1] if own else None
    return last.text if last and last.kind == NoteKind.BEGUN else ""


def drafts_of(found: Room, language: str) -> dict[UUID | None, str]:
    """Drafts by participant id, and by None for the group, in `language`."""
    meeting = _meeting(found, language)
    parts = {p.id: _part(found, p.participant, p.last_step, language) for p in found.people}
    drafts: dict[UUID | None, str] = {i: draft.person_note(meeting, part, language) for i, part in parts.items()}
    drafts[None] = draft.group_note(meeting, draft.numbers_of(list(parts.values())), language)
    return drafts


def _meeting(found: Room, language: str) -> draft.GroupTold:
    board, topic = found.board, found.board.topic
    edition = found.session.course.edition
    met = curriculum.topic(topic.module, topic.topic, language, edition=edition) if topic else None
    opened, closed = board.when(EntryKind.OPENED), board.when(EntryKind.CLOSED)
    return draft.GroupTold(
        topic=met.title if met else "",
        module=curriculum.module(topic.module).title[language] if topic else "",
        handout=topic is not None and (topic.module, topic.topic) in board.handouts,
        cards=tuple(curriculum.practice_card(m, t, language, edition=edition).title for m, t in board.practised),
        techniques=tuple(name_of(t, language) for t in board.techniques()),
        leaders=found.there,
        minutes=round((closed - opened).total_seconds() / 60) if opened and closed else None,
        home_practice=_home_practice(board.home_practice, found, language),
        remark=board.remark,
        one_to_one=found.session.course.format == Format.INDIVIDUAL,
    )


def _home_practice(said: HomePractice | None, found: Room, language: str) -> str:
    if said is None or not (said.option or said.words):
        return ""
    topic = found.board.topic
    if said.words or topic is None:
        return said.words
    edition = found.session.course.edition
    options = curriculum.topic(topic.module, topic.topic, language, edition=edition).home_practice
    return next((option.title for option in options if option.slug == said.option), "")


def _part(found: Room, person: Participant, last_step: Step | None, language: str) -> draft.PersonTold:
    said = found.board.told_of(person.id)
    step, own = said.next_step, said.own_home_practice
    steps = {last_step.id: last_step.what} if last_step else {}
    return draft.PersonTold(
        name=person.called,
        presence=said.presence.here if said.presence else "",
        looks=tuple((x.look, steps[x.step]) for x in said.looks if x.step in steps),
        home_look=said.home_look.look if said.home_look else "",
        goal=said.goal,
        next_step={"what": step.what, "when": step.when, "where": step.where, "with_whom": step.with_whom}
        if step and not step.not_this_week
        else {},
        not_this_week=bool(step and step.not_this_week),
        home_practice=None if own is None else _home_practice(own, found, language),
        techniques=tuple(name_of(t, language) for t in said.techniques),
        remark=said.remark,
    )


@dataclass(frozen=True)
class RecordNote:
    """One signed note in a person's record, with what was added later."""

    session: Session
    signed: NoteVersion
    addenda: tuple[NoteVersion, ...]


@dataclass(frozen=True)
class Record:
    """What the service has written about one person in the programme."""

    participant: Participant
    enrolments: tuple[Enrolment, ...]
    notes: tuple[RecordNote, ...]


def record_of(actor: Actor, participant_id: UUID) -> Record:
    """A person's record, newest first; for readers of the record and for the person. The look is logged."""
    person = trust.participant(actor, participant_id, kind=Thing.RECORD, purpose=Purpose.CARE, record=True)
    trail = Prefetch("trail", EnrolmentEvent.objects.order_by("at"))
    enrolments = Enrolment.objects.filter(participant=person).select_related("course").prefetch_related(trail)
    notes = _with_versions(actor).filter(participant=person, versions__kind=NoteKind.SIGNED)
    return Record(
        participant=person,
        enrolments=tuple(enrolments),
        notes=tuple(
            RecordNote(
                note.session,
                next(v for v in note.versions.all() if v.kind == NoteKind.SIGNED),
                tuple(v for v in note.versions.all() if v.kind == NoteKind.ADDENDUM),
            )
            for note in notes.select_related("session__course").order_by("-session__starts_at")
        ),
    )
