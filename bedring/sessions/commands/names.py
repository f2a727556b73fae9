# SPDX-License-Identifier: Apache-2.0
"""Telling apart those of a group who are called the same."""

from django.db.models import Q

from bedring.kit.text import same
from bedring.people.commands import tell_apart
from bedring.people.models import Participant
from bedring.people.rules import Actor
from bedring.sessions.models import Enrolment


def tell_namesakes_apart(*, by: Actor, participant: Participant) -> None:
    """Tell somebody apart from all in their courses who are called the same, and these from those in theirs.

    Those of one full name at their site belong to it too, so that the number that tells them apart stays.
    """
    alike = {participant.id: participant}
    while True:
        courses = Enrolment.objects.filter(participant__in=alike).values("course")
        shared = Q(enrolments__course__in=courses)
        shared |= Q(organisation=participant.organisation_id, name__in=[person.name for person in alike.values()])
        beside = Participant.objects.filter(shared).exclude(id__in=alike).distinct()
        more = {person.id: person for person in beside if same(person.called_alone, participant.called_alone)}
        if not more:
            break
        alike |= more
    tell_apart(by=by, people=list(alike.values()))
