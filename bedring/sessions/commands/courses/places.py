# SPDX-License-Identifier: Apache-2.0
"""Who has a place in a course. With it comes and goes who works with them (rules/places.py)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import check_can_run_programme
from bedring.people.commands import account_for_participant, register_participant, start_working_with
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.commands.courses.leaders import leaders_now, part_with
from bedring.sessions.commands.courses.which import course_of, participant_of
from bedring.sessions.commands.held import expect_too
from bedring.sessions.commands.names import tell_namesakes_apart
from bedring.sessions.models import Course, Enrolment, EnrolmentEvent, Expected
from bedring.sessions.rules.places import Change, EnrolmentState, is_recent, may_change, standing


@transaction.atomic
def enrol(*, by: Actor, course: Course | UUID, participant: Participant | UUID) -> Enrolment:
    """Give somebody a place in a course; its leaders work with them from today."""
    course, participant = course_of(by, course), participant_of(by, participant)
    check_can_run_programme(by, course.organisation_id)
    check_can_run_programme(by, participant.organisation_id)
    place = Enrolment.objects.filter(course=course, participant=participant).first()
    if place is None:
        place = Enrolment(participant=participant, organisation_id=course.organisation_id, course=course)
        place.state = EnrolmentState.NONE
        place.save(force_insert=True)
    elif place.state != EnrolmentState.NONE:
        raise Refused(_("%(name)s has a place here already.") % {"name": participant.called}, "has_place")
    _become(by, place, Change.ENROL, EnrolmentState.ACTIVE)
    tell_namesakes_apart(by=by, participant=participant)
    return place


@transaction.atomic
def register_and_enrol(*, by: Actor, course: Course | UUID, name: str, called: str = "", email: str = "") -> Enrolment:
    """Register somebody new at the course's place, with an account where there is an address, and give them a place.

    All of it or nothing: what is refused leaves no account behind.
    """
    course = course_of(by, course)
    check_can_run_programme(by, course.organisation_id)
    account = account_for_participant(email=email) if email else None
    person = register_participant(
        by=by, organisation_id=course.organisation_id, name=name, called=called, account=account
    )
    return enrol(by=by, course=course, participant=person)


@transaction.atomic
def change_enrolment(*, by: Actor, enrolment_id: UUID, change: Change, seen: UUID | None = None) -> Enrolment:
    """Pause, come back, leave, complete; or take back the newest of these, as a slip.

    `seen`: the newest of them when it was asked; another since then is not taken back in its stead.
    Pausing and coming back are ordinary. Who leaves or completes is seen by those who led for two weeks more, for the
    last notes and to take it back. Who comes back works with those who lead now.
    """
    locked = Enrolment.objects.select_for_update(of=["self"]).select_related("course", "participant")
    place = locked.filter(id=enrolment_id).first()
    if place is None or not access.can_look_at_course(by, place.course):
        raise NotThere
    trail = list(place.trail.order_by("made_at", "number"))
    after = may_change([event.change for event in trail], change)
    stale = seen is not None and seen not in [event.id for event in standing(trail, lambda e: e.change)[-1:]]
    if after is None or change is Change.ENROL or stale:
        raise Refused(_("This cannot be done now. Somebody may have changed it just before you."), "not_now")
    if change is Change.TAKE_BACK:
        _check_taking_back(by, place, trail)
    _become(by, place, change, after)
    return place


def _check_taking_back(by: Actor, place: Enrolment, trail: list[EnrolmentEvent]) -> None:
    """A slip is taken back while it is new; a place given by mistake, as long as nobody met them in a session."""
    last = standing(trail, lambda event: event.change)[-1]
    if not is_recent(last.made_at, clock.now()):
        raise Refused(_("This was more than two weeks ago. Somebody who comes back has a place again."), "too_late")
    if last.change == Change.ENROL:
        check_can_run_programme(by, place.organisation_id)
        if Expected.objects.filter(session__course=place.course_id, participant=place.participant_id).exists():
            raise Refused(_("They have been in a session, so the place was real. They can leave."), "was_there")


def _become(by: Actor, place: Enrolment, change: Change, after: EnrolmentState) -> None:
    """The place is what it is from now on, and those who lead the course work with the person or not."""
    was_open, place.state = EnrolmentState(place.state).is_open, after
    place.save(update_fields=["state"])
    EnrolmentEvent.objects.create(
        participant_id=place.participant_id,
        organisation_id=place.organisation_id,
        enrolment=place,
        change=change,
        made_at=clock.now(),
        received_at=clock.now(),
        by_id=by.account_id,
    )
    for leader in sorted(leaders_now(place.course), key=lambda leader: leader.account_id == by.account_id):
        # whoever says it last of all: until then they may say it of the others
        if after.is_open and not was_open:
            start_working_with(by=by, participant=place.participant, account_id=leader.account_id)
        elif was_open and not after.is_open:
            part_with(by=by, person=place.participant, account_id=leader.account_id, last_notes=True)
    if after.is_active:
        expect_too(place)
