# SPDX-License-Identifier: Apache-2.0
"""The notes of a session, drafted from what was tapped in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from bedring.kit.fold import by_arrival, newest
from bedring.kit.refusals import NotThere, Refused
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Note, NoteVersion
from bedring.sessions.queries.refused import Refusal, refused_drafts
from bedring.sessions.queries.rooms import Person, Room, room
from bedring.sessions.queries.titles import card_title, option_title, page_title
from bedring.sessions.rules import draft
from bedring.sessions.rules.entries import HomePractice
from bedring.sessions.rules.states import NoteKind, SessionState, about, minutes_held
from bedring.sessions.rules.techniques import name_of
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing


@dataclass(frozen=True)
class Version:
    """A draft, the signed text or an addition: its words, whose and from when."""

    text: str
    by: str
    at: datetime
    number: int


@dataclass(frozen=True)
class NotePage:
    """One note as it stands. `person` is None for the group's. `text` is the newest version, or the draft made from the
    taps (`number` 0).

    `begun`: what the actor was writing when another signed, the beginning of an addition of theirs. `refused`: drafts
    that were not taken in, and nothing of the same writer since.
    """

    person: Person | None
    text: str
    number: int
    signed: Version | None
    addenda: tuple[Version, ...]
    begun: str = ""
    refused: tuple[Refusal, ...] = ()

    @property
    def key(self) -> str:
        """Names the note in a form and an address: the participant's id, or `group`."""
        return str(self.person.id) if self.person else "group"


def notes_of_session(actor: Actor, session_id: UUID, language: str) -> tuple[Room, list[NotePage]]:
    """The group's note and one for each person, drafted where nobody has written yet. Looks are logged.

    Refused before the session is started: there is nothing to write about yet.
    """
    return _notes(actor, session_id, language, None)


def _notes(actor: Actor, session_id: UUID, language: str, of: frozenset[UUID] | None) -> tuple[Room, list[NotePage]]:
    found = room(actor, session_id, of)
    if not found.writes_notes:  # asked again for the reason, in words
        access.check_can_write_notes(actor, access.visible_sessions(actor).get(id=session_id))
    if found.state in (SessionState.PLANNED, SessionState.CALLED_OFF):
        raise Refused(_("This session has not been started. Its notes are written when it is."), "not_started")
    purpose = Purpose.CARE if actor.account_id in found.leaders else Purpose.LEADING
    people = [p.id for p in found.people]
    trust.participants(actor, people, kind=Thing.NOTE, purpose=purpose, thing_id=session_id, record=True, notes=True)
    drafts = drafts_of(found, language)
    written = {n.participant_id: n for n in with_versions(actor).filter(session=session_id)}
    refused = refused_drafts(actor, session_id, written.values())

    def page(person: Person | None) -> NotePage:
        key = person.id if person else None
        return _page(actor, person, written.get(key), drafts[key], refused.get(key, ()))

    return found, [page(person) for person in [None, *found.people]]


def note_of_session(
    actor: Actor, session_id: UUID, participant_id: UUID | None, language: str
) -> tuple[Room, NotePage]:
    """One of `notes_of_session`, and a look at nobody else; NotThere when the person has no note in it."""
    found, pages = _notes(actor, session_id, language, frozenset({participant_id} if participant_id else ()))
    for page in pages:
        if (page.person.id if page.person else None) == participant_id:
            return found, page
    raise NotThere


def with_versions(actor: Actor) -> QuerySet[Note]:
    """The notes the actor may see, with their versions in order."""
    versions = Prefetch("versions", NoteVersion.objects.select_related("by").order_by("number"))
    return access.visible_notes(actor).prefetch_related(versions)


def version_of(row: NoteVersion) -> Version:
    """A version as it is told."""
    return Version(row.text, row.by.name, row.made_at, row.number)


def signed_and_added(rows: Iterable[NoteVersion]) -> tuple[Version | None, tuple[Version, ...]]:
    """The signed text of a note, and what was added to it."""
    signed = next((version_of(v) for v in rows if v.kind == NoteKind.SIGNED), None)
    return signed, tuple(version_of(v) for v in rows if v.kind == NoteKind.ADDENDUM)


def _page(
    actor: Actor, person: Person | None, note: Note | None, drafted: str, refused: tuple[Refusal, ...]
) -> NotePage:
    versions = list(note.versions.all()) if note else []
    standing = newest(versions, lambda row: row.key, by_arrival)
    text = standing.get(about(NoteKind.DRAFT, actor.account_id))
    signed, addenda = signed_and_added(versions)
    return NotePage(
        person=person,
        text=text.text if text else drafted,
        number=versions[-1].number if versions else 0,
        signed=signed,
        addenda=addenda,
        begun=_begun([v for v in versions if v.by_id == actor.account_id]),
        refused=refused,
    )


def _begun(own: list[NoteVersion]) -> str:
    """The beginning of an addition, of the actor's own versions: until they have added."""
    last = own[-1] if own else None
    return last.text if last and last.kind == NoteKind.BEGUN else ""


def drafts_of(found: Room, language: str) -> dict[UUID | None, str]:
    """Drafts by participant id, and by None for the group, in `language`."""
    meeting = _meeting(found, language)
    drafts: dict[UUID | None, str] = {
        p.id: draft.person_note(meeting, _part(found, p, language), language) for p in found.people
    }
    drafts[None] = draft.group_note(meeting, found.numbers, language)
    return drafts


def _meeting(found: Room, language: str) -> draft.GroupTold:
    board, topic, session = found.board, found.board.topic, found.session
    met = page_title(topic.module, topic.topic, language, session.edition, found.titles) if topic else None
    return draft.GroupTold(
        topic=met.topic if met else "",
        module=met.module if met else "",
        handout=topic is not None and (topic.module, topic.topic) in board.handouts,
        cards=tuple(card_title(m, t, language, session.edition, found.titles) for m, t in board.practised),
        techniques=tuple(name_of(t, language) for t in board.techniques()),
        leaders=found.there,
        minutes=minutes_held(session.opened_at, session.closed_at, session.held_on is not None),
        home_practice=_home_practice(board.home_practice, found, language),
        remark=board.remark,
        one_to_one=session.one_to_one,
    )


def _home_practice(said: HomePractice | None, found: Room, language: str) -> str:
    if said is None or not (said.option or said.words):
        return ""
    topic = found.board.topic
    if said.words or topic is None:
        return said.words
    return option_title(topic.module, topic.topic, said.option, language, found.session.edition, found.titles)


def _part(found: Room, person: Person, language: str) -> draft.PersonTold:
    said = found.board.told_of(person.id)
    step, own = said.next_step, said.own_home_practice
    steps = {person.last_step.id: person.last_step.what} if person.last_step else {}
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
