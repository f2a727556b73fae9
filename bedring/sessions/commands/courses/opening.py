# SPDX-License-Identifier: Apache-2.0
"""Opening a course, and changing what it is called, where it meets and how often."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.kit import text
from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import check_can_run_programme
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Course
from bedring.sessions.rules.states import Format


@transaction.atomic
def open_course(
    *,
    by: Actor,
    organisation_id: UUID,
    name: str,
    edition: str = "norway",
    format: Format = Format.GROUP,
    place: str = "",
    every_days: int = 7,
    minutes: int = 90,
) -> Course:
    """Open a group or an individual course at an organisation."""
    check_can_run_programme(by, organisation_id)
    return Course.objects.create(
        organisation_id=organisation_id,
        name=_name(name),
        edition=edition,
        format=format,
        place=text.one_line(place),
        every_days=every_days,
        minutes=minutes,
    )


@transaction.atomic
def change_course(*, by: Actor, course_id: UUID, name: str, place: str, every_days: int, minutes: int) -> Course:
    """Another name, place, pace or length. Sessions planned already stay where they are."""
    course = Course.objects.select_for_update().filter(id=course_id).first()
    if course is None or not access.can_look_at_course(by, course):
        raise NotThere
    check_can_run_programme(by, course.organisation_id)
    course.name, course.place = _name(name), text.one_line(place)
    course.every_days, course.minutes = every_days, minutes
    course.save(update_fields=["name", "place", "every_days", "minutes"])
    return course


def _name(typed: str) -> str:
    """A group's name as it is kept. Refused where there is nothing to read."""
    name = text.one_line(typed)
    if not name:
        raise Refused(_("Give the group a name."), "no_name")
    return name
