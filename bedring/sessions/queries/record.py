# SPDX-License-Identifier: Apache-2.0
"""What the service has written about one person in the programme: their places, and their signed notes."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from bedring.people.rules import Actor
from bedring.sessions.models import EnrolmentEvent
from bedring.sessions.queries.notes import Version, signed_and_added, with_versions
from bedring.sessions.queries.told import sessions_told
from bedring.sessions.rules.places import Change, standing
from bedring.sessions.rules.states import NoteKind
from bedring.trust import queries as trust
from bedring.trust.rules import Purpose, Thing


@dataclass(frozen=True)
class PlaceEvent:
    """One change of a place that stands."""

    change: Change
    at: datetime


@dataclass(frozen=True)
class PlaceTold:
    """A place in a course, and what became of it."""

    course: str
    trail: tuple[PlaceEvent, ...]


@dataclass(frozen=True)
class RecordNote:
    """One signed note in a person's record, with what was added later. `on`: the day of the session."""

    course: str
    on: date
    zone: str
    signed: Version
    addenda: tuple[Version, ...]


@dataclass(frozen=True)
class Record:
    """What the service has written about one person in the programme."""

    participant_id: UUID
    name: str
    places: tuple[PlaceTold, ...]
    notes: tuple[RecordNote, ...]
    is_own: bool


def record_of(actor: Actor, participant_id: UUID) -> Record:
    """A person's record, newest first; for readers of the record and for the person. The look is logged."""
    person = trust.participant(actor, participant_id, kind=Thing.RECORD, purpose=Purpose.CARE, record=True)
    return Record(
        participant_id=person.id,
        name=person.name,
        places=_places(person.id),
        notes=_notes(actor, person.id),
        is_own=actor.participant_id == person.id,
    )


def _places(participant_id: UUID) -> tuple[PlaceTold, ...]:
    events = EnrolmentEvent.objects.filter(participant=participant_id).select_related("enrolment__course")
    found = []
    for place, trail in groupby(events.order_by("enrolment__id", "made_at", "number"), key=lambda e: e.enrolment):
        stands = tuple(PlaceEvent(Change(e.change), e.made_at) for e in standing(list(trail), lambda e: e.change))
        found.append((stands, place))
    told = [PlaceTold(place.course.name, stands) for stands, place in found if stands]
    return tuple(sorted(told, key=lambda p: p.trail[0].at))


def _notes(actor: Actor, participant_id: UUID) -> tuple[RecordNote, ...]:
    mine = with_versions(actor).filter(participant=participant_id, versions__kind=NoteKind.SIGNED)
    wanted = mine.select_related("session__course", "session__organisation", "session__held")
    rows = list(wanted.order_by("-session__opened_at", "-session__starts_at"))
    told = sessions_told(row.session for row in rows)
    found = []
    for row in rows:
        signed, addenda = signed_and_added(list(row.versions.all()))
        meeting = told[row.session_id]
        if signed:
            found.append(RecordNote(meeting.course, meeting.on, meeting.zone, signed, addenda))
    return tuple(found)
