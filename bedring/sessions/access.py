# SPDX-License-Identifier: Apache-2.0
"""Who may run a session and who may read and write its notes."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import (
    can_read_record,
    can_write_last_notes_of,
    runs_everything,
    visible_for_last_notes,
    visible_participants,
    visible_records,
)
from bedring.people.models import Participant, site_day
from bedring.people.rules import READS_RECORD, Actor, Role
from bedring.sessions.models import Course, CourseLeader, Enrolment, LedBy, Note, RefusedVersion, Session
from bedring.sessions.rules.places import OPEN, EnrolmentState


def visible_courses(actor: Actor) -> QuerySet[Course]:
    """Courses the actor leads today; for a programme leader, all of the site."""
    leads = CourseLeader.objects.in_force().filter(account=actor.account_id, organisation__in=actor.reach())
    return Course.objects.filter(
        Q(id__in=leads.values("course")) | Q(organisation__in=actor.reach(Role.PROGRAMME_LEADER))
    )


def can_look_at_course(actor: Actor, course: Course) -> bool:
    """The single answer to `visible_courses`."""
    if course.organisation_id in actor.reach(Role.PROGRAMME_LEADER):
        return True
    leads = course.leaders.in_force().filter(account=actor.account_id)
    return any(x.organisation_id in actor.reach() for x in leads)


def visible_sessions(actor: Actor) -> QuerySet[Session]:
    """The sessions of the courses the actor may see; and those they led, while they write the last notes of them."""
    until = CourseLeader.objects.filter(
        account=actor.account_id, notes_until__gte=site_day(), organisation__in=actor.reach()
    )
    led = LedBy.objects.filter(account=actor.account_id, session=OuterRef("id")).exclude(came_at=None)
    return Session.objects.filter(
        Q(course__in=visible_courses(actor)) | Q(Exists(led), course__in=until.values("course"))
    )


def can_look_at_session(actor: Actor, session: Session) -> bool:
    """The single answer to `visible_sessions`."""
    if can_look_at_course(actor, session.course):
        return True
    until = session.course.leaders.filter(account=actor.account_id, notes_until__gte=site_day())
    led = session.led_by.filter(account=actor.account_id).exclude(came_at=None)
    return led.exists() and any(one.organisation_id in actor.reach() for one in until)


def own_sessions(actor: Actor) -> QuerySet[Session]:
    """The sessions a participant belongs to: when and where, not what the leaders tapped."""
    if actor.participant_id is None:
        return Session.objects.none()
    return Session.objects.filter(
        course__enrolments__participant=actor.participant_id, course__enrolments__state__in=OPEN
    )


def sessions_so_far(actor: Actor) -> QuerySet[Session]:
    """The sessions held in the courses a participant has or had a place in: what they met there stays theirs."""
    if actor.participant_id is None:
        return Session.objects.none()
    return Session.objects.filter(course__enrolments__participant=actor.participant_id).exclude(opened_at=None)


def visible_people(actor: Actor, session: Session) -> QuerySet[Participant]:
    """The people expected in a session whom the actor may look at: once it is started, those who were so then."""
    if session.opened_at:
        people = visible_for_last_notes(actor) if session.closed_at else visible_participants(actor)
        return people.filter(id__in=session.expected.values("participant"))
    places = Enrolment.objects.filter(course=session.course_id, state=EnrolmentState.ACTIVE)
    return visible_participants(actor).filter(id__in=places.values("participant"))


def visible_notes(actor: Actor) -> QuerySet[Note]:
    """Notes of people whose record the actor reads; group notes of sessions seen by a role that reads the record.

    A participant reads their own notes once they are signed.
    """
    sessions = visible_sessions(actor).filter(organisation__in=actor.reach(*READS_RECORD))
    group = Q(participant=None, session__in=sessions)
    staff = Q(participant__in=visible_records(actor).exclude(account=actor.account_id))
    last = Q(participant__in=visible_for_last_notes(actor).exclude(account=actor.account_id), session__in=sessions)
    own = Q(participant=actor.participant_id, versions__kind="signed") if actor.participant_id else Q(pk=None)
    return Note.objects.filter(group | staff | last | own).distinct()


def visible_refused_versions(actor: Actor, session: UUID) -> QuerySet[RefusedVersion]:
    """Drafts of a session that were not taken in: for whoever writes its notes, of those they may write about."""
    people = Q(participant=None) | Q(participant__in=visible_for_last_notes(actor).exclude(account=actor.account_id))
    sessions = visible_sessions(actor).filter(id=session, organisation__in=actor.reach(*READS_RECORD))
    return RefusedVersion.objects.filter(people, session__in=sessions)


def can_look_at_note(actor: Actor, note: Note) -> bool:
    """The single answer to `visible_notes`."""
    if note.participant is None:
        reads = note.session.organisation_id in actor.reach(*READS_RECORD)
        return reads and can_look_at_session(actor, note.session)
    if actor.participant_id == note.participant_id:
        return note.versions.filter(kind="signed").exists()
    if can_read_record(actor, note.participant):
        return True
    reads = note.session.organisation_id in actor.reach(*READS_RECORD)
    lately = can_write_last_notes_of(actor, note.participant) and note.participant.account_id != actor.account_id
    return reads and lately and can_look_at_session(actor, note.session)


def writes_notes(actor: Actor, session: Session) -> bool:
    """Whether the actor writes the notes of this session, which they see: by a role that reads the record."""
    return session.organisation_id in actor.reach(*READS_RECORD)


def check_can_write_notes(actor: Actor, session: Session) -> None:
    """Practitioners and the programme leader write and sign notes; the peer specialist leads without the record."""
    if not can_look_at_session(actor, session):
        raise NotThere
    if not writes_notes(actor, session):
        raise Refused(_("Notes belong to the clinical record. A practitioner writes and signs them."), "no_record")


def check_can_plan(actor: Actor, course: Course) -> None:
    """Those who lead a course plan its sessions."""
    if not can_look_at_course(actor, course):
        raise NotThere


def can_change_pages(actor: Actor) -> bool:
    """Whether the site's own pages are the actor's to change: what `check_can_change_pages` lets."""
    try:
        check_can_change_pages(actor)
    except (NotThere, Refused):
        return False
    return True


def check_can_change_pages(actor: Actor) -> Path:
    """The site's own pages are changed by those who lead the programme everywhere they are read. Returns their folder.

    Raises NotThere for those who lead no programme; Refused for those who do not lead all of it, or without a folder.
    """
    if not actor.reach(Role.PROGRAMME_LEADER):
        raise NotThere
    if settings.SITE_CONTENT is None:
        raise Refused(_("No folder is set up for the site's own pages. An administrator sets BEDRING_SITE_CONTENT."))
    if not runs_everything(actor):
        raise Refused(
            _("These pages are shared by several places. Somebody who leads the programme at all of them changes them.")
        )
    folder: Path = settings.SITE_CONTENT
    return folder
