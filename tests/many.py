# SPDX-License-Identifier: Apache-2.0
"""Many people at once, for budgets and measurements: rows written straight to the tables, as the owner."""

from datetime import timedelta

from bedring.goals.models import Goal, Step
from bedring.goals.rules import Level
from bedring.kit import clock
from bedring.ops.migrate import as_owner
from bedring.people.models import CareRelation, Participant
from bedring.sessions.models import Enrolment
from tests.world import World


def add_people(world: World, owner_url: str, count: int, *, in_group: int = 0) -> None:
    """`count` more participants at Fjellvik, each with a goal and a step; the first `in_group` in Birger's group.

    Committed, since the owner has a connection of its own: for a database that is thrown away.
    """
    today, now = clock.today(), clock.now()
    with as_owner(owner_url):
        people = [
            Participant(organisation=world.fjellvik, name=f"Person {i}", called_alone=f"P{i}") for i in range(count)
        ]
        Participant.objects.bulk_create(people)
        place = {"organisation": world.fjellvik, "team_sees": True}
        goals = [Goal(participant=p, level=Level.RECOVERY, words="A goal", set_at=now, **place) for p in people]
        Goal.objects.bulk_create(goals)
        Step.objects.bulk_create(
            Step(participant=p, what="A step", agreed_at=now - timedelta(days=7), **place) for p in people
        )
        members = people[:in_group]
        Enrolment.objects.bulk_create(
            Enrolment(participant=p, organisation=world.fjellvik, course=world.group) for p in members
        )
        CareRelation.objects.bulk_create(
            CareRelation(participant=p, organisation=world.fjellvik, account=account, starts=today)
            for p in members
            for account in (world.birger, world.gro)
        )
