# SPDX-License-Identifier: Apache-2.0
"""Which course and which person a command is about: a row that is at hand, or an id that was sent."""

from uuid import UUID

from bedring.kit.refusals import NotThere
from bedring.people.access import visible_participants
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Course


def course_of(by: Actor, course: Course | UUID) -> Course:
    """The course. Raises NotThere where `by` may not see it."""
    if isinstance(course, Course):
        return course
    found = access.visible_courses(by).filter(id=course).first()
    if found is None:
        raise NotThere
    return found


def participant_of(by: Actor, participant: Participant | UUID) -> Participant:
    """The participant. Raises NotThere where `by` may not look at them."""
    if isinstance(participant, Participant):
        return participant
    found = visible_participants(by).filter(id=participant).first()
    if found is None:
        raise NotThere
    return found
