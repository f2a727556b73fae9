# SPDX-License-Identifier: Apache-2.0
"""One session as it is told: when and where, which of those held, and by the clock of its own site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from bedring.kit import clock
from bedring.kit.asked import Asked
from bedring.people.rules import Actor
from bedring.sessions import access
from bedring.sessions.models import Session
from bedring.sessions.rules.states import Format, NotHeld, SessionState, day_held, state_of

STILL_COMING = timedelta(hours=3)
"""So long after its time a session that is not started is still to come; after that it was not held."""


@dataclass(frozen=True)
class SessionTold:
    """A session in short. `nth`: which of the sessions held it is, or would be. `on`: its day on the site's wall.

    `is_past`: it was planned for a time that is over, and was neither held, moved nor called off.
    """

    id: UUID
    course_id: UUID
    course: str
    edition: str
    format: Format
    organisation_id: UUID
    site: str
    zone: str
    nth: int
    starts_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    on: date
    is_today: bool
    is_past: bool
    place: str
    module: str
    topic: str
    state: SessionState
    called_off: NotHeld | None
    held_on: date | None

    @property
    def one_to_one(self) -> bool:
        return self.format is Format.INDIVIDUAL


def sessions_told(sessions: Iterable[Session]) -> dict[UUID, SessionTold]:
    """By id. The sessions come with `course`, `organisation` and `held`, as of `with_all`. One query more at most."""
    found = list(sessions)
    counts = dict(_held(courses={s.course_id for s in found if s.nth is None}))
    return {s.id: _told(s, counts.get(s.course_id, 0) + 1) for s in found}


@Asked
def _held(courses: set[UUID]) -> QuerySet[Session, Any]:
    """By course, how many of its sessions were held."""
    held = Session.objects.filter(course__in=courses, opened_at__isnull=False)
    return held.values("course").annotate(n=Count("id")).values_list("course", "n")


def with_all(actor: Actor) -> QuerySet[Session]:
    """The sessions the actor may see, with what a SessionTold is made of."""
    return access.visible_sessions(actor).select_related("course", "organisation", "held")


def _told(session: Session, following: int) -> SessionTold:
    kept = getattr(session, "held", None)
    course, site = session.course, session.organisation
    return SessionTold(
        id=session.id,
        course_id=course.id,
        course=kept.course if kept else course.name,
        edition=course.edition,
        format=Format(course.format),
        organisation_id=session.organisation_id,
        site=site.name,
        zone=site.time_zone,
        nth=session.nth or following,
        starts_at=session.starts_at,
        opened_at=session.opened_at,
        closed_at=session.closed_at,
        on=day_held(session.starts_at, session.opened_at, session.held_on, site.time_zone),
        is_today=session.starts_at.astimezone(ZoneInfo(site.time_zone)).date() == clock.today(site.time_zone),
        is_past=session.opened_at is None and session.starts_at < clock.now() - STILL_COMING,
        place=session.place,
        module=session.module,
        topic=session.topic,
        state=state_of(session.opened_at, session.closed_at, bool(session.called_off)),
        called_off=NotHeld(session.called_off) if session.called_off else None,
        held_on=session.held_on,
    )
