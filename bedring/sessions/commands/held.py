# SPDX-License-Identifier: Apache-2.0
"""Held means held: what a session was is written down when it is started, while it goes on, and when it is closed.

No later change of a place, a leader, a role or a page changes a word of it (decision 0013).
"""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from bedring.goals.queries import steps_before
from bedring.kit import clock
from bedring.people.rules import Actor
from bedring.sessions.models import Enrolment, Expected, Held, LedBy, Session
from bedring.sessions.queries.titles import kept_titles
from bedring.sessions.rules.board import Board
from bedring.sessions.rules.draft import numbers_of
from bedring.sessions.rules.entries import EntryKind
from bedring.sessions.rules.places import EnrolmentState


def write_down_start(session: Session, by: Actor) -> None:
    """Who is expected, by the name they are called, and who is to lead. The caller holds the session."""
    places = session.course.enrolments.filter(state=EnrolmentState.ACTIVE).select_related("participant")
    _expect(session, list(places))
    leads = session.course.leaders.in_force().select_related("account").order_by("starts", "account__name")
    LedBy.objects.bulk_create(
        LedBy(session=session, organisation_id=session.organisation_id, account=x.account, name=x.account.name)
        for x in {x.account_id: x for x in leads.order_by("starts", "account__name")}.values()
    )
    write_down_leader(session, by)


def _expect(session: Session, places: list[Enrolment]) -> None:
    Expected.objects.bulk_create(
        [
            Expected(
                session=session,
                organisation_id=session.organisation_id,
                participant_id=place.participant_id,
                called=place.participant.called,
                at=clock.now(),
            )
            for place in places
        ],
        ignore_conflicts=True,
    )


def expect_too(place: Enrolment) -> None:
    """Somebody who gets a place, or is back, while a session goes on is expected in it too."""
    going_on = Session.objects.filter(course=place.course_id, closed_at=None).exclude(opened_at=None)
    for session in going_on:
        _expect(session, [place])


def write_down_leader(session: Session, by: Actor, at: datetime | None = None) -> None:
    """Who taps in a session leads it, from the first time on; also a substitute, who is appointed nowhere."""
    moment = at or clock.now()
    led, made = LedBy.objects.get_or_create(
        session=session,
        account_id=by.account_id,
        defaults={"organisation_id": session.organisation_id, "name": by.name, "came_at": moment},
    )
    if not made and led.came_at is None:
        LedBy.objects.filter(id=led.id, came_at=None).update(came_at=moment)


def write_down_who_came(session: Session) -> None:
    """Of whom another said that they were there to lead, they were; taken back, only if they tapped themselves."""
    rows = session.said.filter(kind=EntryKind.LEADING).values_list("key", "says")
    said = {UUID(key): says for key, says in rows}
    tapped = set(session.entries.filter(by__in=said).values_list("by", flat=True))
    for led in session.led_by.filter(account__in=said):
        came = bool(said[led.account_id]) or led.account_id in tapped
        if came != (led.came_at is not None):
            LedBy.objects.filter(id=led.id).update(came_at=clock.now() if came else None)


def write_down_end(session: Session, by: Actor, board: Board) -> None:
    """The titles of the session's pages, the words of the steps looked at, and of how many it tells.

    Called when a session is closed, and when something arrives after that. What stands already is not changed; the
    numbers are counted again, by whoever sees everybody who was expected.
    """
    held, _made = Held.objects.get_or_create(
        session=session,
        defaults={"organisation_id": session.organisation_id, "course": session.course.name},
    )
    expected = list(session.expected.all())
    _write_down_steps(by, session, expected, board)
    held.titles = {**kept_titles(board, session.course.edition), **held.titles}
    if len(expected) >= held.numbers.get("expected", 0):
        held.numbers = asdict(numbers_of(board, [one.participant_id for one in expected]))
    held.save(update_fields=["titles", "numbers"])


def _write_down_steps(by: Actor, session: Session, expected: list[Expected], board: Board) -> None:
    if session.opened_at is None:
        return
    before = steps_before(by, [one.participant_id for one in expected], session.opened_at)
    for one in expected:
        step = before.get(one.participant_id)
        looked = {str(look.step) for look in board.person(one.participant_id).looks}
        if step and str(step.id) in looked - one.steps.keys():
            one.steps[str(step.id)] = {"what": step.what, "when": step.when}
            one.save(update_fields=["steps"])
