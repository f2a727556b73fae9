# SPDX-License-Identifier: Apache-2.0
"""Courses, enrolments, sessions, the entries that make them, and notes."""

from typing import Any

from django.db import models

from bedring.kit.rows import Row
from bedring.kit.trail import NotTakenIn, Trail, numbered
from bedring.kit.words import KindField
from bedring.people.models import Account, Dated, Organisation, Participant
from bedring.sessions.rules.entries import EntryKind
from bedring.sessions.rules.places import Change, EnrolmentState
from bedring.sessions.rules.states import Format, NoteKind, NotHeld


class Course(Row):
    """One run of the programme, for a group or for one person."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="courses")
    name = models.CharField(max_length=100)
    format = KindField(Format, max_length=10, default=Format.GROUP)
    edition = models.CharField(max_length=50)
    place = models.CharField(max_length=200, blank=True)
    every_days = models.PositiveSmallIntegerField(default=7)
    minutes = models.PositiveSmallIntegerField(default=90)

    def __str__(self) -> str:
        return self.name


class CourseLeader(Row, Dated):
    """Somebody who leads a course, from a day to a day.

    `notes_until`: who leads no more writes the notes of the sessions they led up to this day.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="leaders")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="leads")
    notes_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("course", "account", condition=models.Q(ends=None), name="one_open_leading")
        ]


class Enrolment(Row):
    """A participant's place in a course."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    state = KindField(EnrolmentState, max_length=10, default=EnrolmentState.ACTIVE)

    class Meta:
        constraints = [models.UniqueConstraint("participant", "course", name="one_place_in_a_course")]


class EnrolmentEvent(Trail):
    """One change of an enrolment. Added, never changed."""

    number = numbered("imr_sessions_enrolmentevent_numbers")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="trail")
    change = KindField(Change, max_length=10)


class Session(Row):
    """One meeting, planned with a topic. What happened in it is its entries.

    `nth`: of the sessions held, which this is, from when it is started. `held_on`: the day it was held, where it is
    written in afterwards. `called_off`: why it is not held, empty where it is; then another may stand for it.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    held_on = models.DateField(null=True)
    nth = models.PositiveSmallIntegerField(null=True)
    called_off = KindField(NotHeld, max_length=10, blank=True, default="")
    stands_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="instead")
    place = models.CharField(max_length=200, blank=True)
    module = models.SlugField(max_length=60, blank=True)
    topic = models.SlugField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("course", "number", name="one_session_per_number")]
        indexes = [models.Index(fields=["course", "starts_at"], name="sessions_by_course_and_time")]


class Entry(Trail):
    """One tap: a kind, perhaps a person, a value, and whose it is and when. Added, never changed.

    `says` is its value in a word, empty where it takes back; `key` and `says` are computed by the rules when written.
    """

    number = numbered("imr_sessions_entry_numbers")
    session = models.ForeignKey(Session, models.PROTECT, related_name="entries", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    kind = KindField(EntryKind, max_length=20)
    says = models.CharField(max_length=20, blank=True, default="")
    value = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint("session", "number", name="entries_in_order_of_arrival")]


class SaidQuerySet(models.QuerySet["Said"]):
    """What is said now, by what it is about."""

    def saying(self, kind: EntryKind, *words: str) -> "SaidQuerySet":
        """Of this kind and in these words; without words, whatever says something at all."""
        found = self.filter(kind=kind)
        return found.filter(says__in=words) if words else found.exclude(says="")

    def sessions(self) -> "models.QuerySet[Said, Any]":
        """Their sessions, for a filter `id__in`."""
        return self.values("session")


class Said(Row):
    """What is said now in a session: per person (or the group), kind and key the entry that counts.

    Kept by a trigger whenever an entry is added (`kit.trail.keeps_said`); nothing else writes it. `others`: more than
    one person has said something of it. Whom and what it names was looked up for the entry, and is not once more; what
    has no index here is asked for by nobody.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="said", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=150, blank=True)
    says = models.CharField(max_length=20, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    made_at = models.DateTimeField()
    number = models.BigIntegerField()
    others = models.BooleanField()

    objects = SaidQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "session", "participant", "kind", "key", name="one_thing_said_of_a_key", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["participant", "kind"], name="said_of_a_person")]


class RefusedEntry(NotTakenIn):
    """An entry that was not taken in, and why. Never what it said. Added only."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="refused")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")


class Note(Row):
    """The note of one person in one session, or of the group (no participant, and no names in it)."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="notes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="notes")

    class Meta:
        constraints = [
            models.UniqueConstraint("session", "participant", name="one_note_a_person", nulls_distinct=False)
        ]


class NoteVersion(Trail):
    """A draft, the signed text, or an addendum. Added, never changed. `key`: what it is about (`states.about`)."""

    number = numbered("imr_sessions_noteversion_numbers")
    note = models.ForeignKey(Note, models.PROTECT, related_name="versions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    kind = KindField(NoteKind, max_length=10)
    text = models.TextField()
    language = models.CharField(max_length=5)

    class Meta:
        constraints = [
            models.UniqueConstraint("note", "number", name="versions_in_order"),
            models.UniqueConstraint("note", condition=models.Q(kind=NoteKind.SIGNED), name="a_note_is_signed_once"),
        ]


class RefusedVersion(NotTakenIn):
    """A draft that was not taken in, and why. Never what it said. Of a note that may not be begun yet. Added only."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="refused_versions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")


class Expected(Row):
    """Somebody who was expected in a session, by the name they were called by then. Held means held.

    `steps`: the words of the steps that were looked at with them in it, by id, as they were.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="expected")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    called = models.CharField(max_length=330)
    steps = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("session", "participant", name="expected_once_in_a_session")]


class LedBy(Row):
    """Somebody who was to lead a session when it was started, or led it: then `came_at` says since when."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="led_by")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    came_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("session", "account", name="led_once_by_one")]


class Held(Row):
    """What is written down of a session when it is closed: what the course was called, the titles of its pages in both
    languages, and of how many it tells. Added to by what arrives late; what stands in it is not changed.
    """

    session = models.OneToOneField(Session, models.PROTECT, related_name="held")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    course = models.CharField(max_length=100)
    titles = models.JSONField(default=dict)
    numbers = models.JSONField(default=dict)
