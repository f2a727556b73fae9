# SPDX-License-Identifier: Apache-2.0
"""Writes: the look, the seal of the log, and what a participant shares."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from bedring.kit import clock
from bedring.kit.asked import Asked
from bedring.kit.outside import add_lines, read_lines
from bedring.kit.refusals import NotThere
from bedring.people.access import visible_participants
from bedring.people.models import CareRelation, Supporter
from bedring.people.rules import Actor, Somebodys, TakesPart
from bedring.people.signin.printed import issue_printed_code
from bedring.trust import access
from bedring.trust.models import AccessLog, LogSeal, LookExplained, LookToExplain, Share
from bedring.trust.rules import (
    DEEDS,
    SAME_LOOK,
    SHARED,
    Purpose,
    Thing,
    Towards,
    ends_on,
    needs_a_relation,
    without_relation,
)


@transaction.atomic
def print_way_in(*, by: Actor, participant: TakesPart) -> tuple[str, str]:
    """(code, PIN) on paper for somebody one works with; each one printed is a line of its own in the log."""
    row = visible_participants(by).select_related("account", "organisation").filter(id=participant.id).first()
    if row is None:
        raise NotThere
    made = issue_printed_code(by=by, participant=row)
    note_look(by, [participant], kind=Thing.PAPER_CODE, purpose=Purpose.CARE)
    return made


def note_look(
    actor: Actor, seen: Iterable[TakesPart], *, kind: Thing, purpose: Purpose, thing_id: UUID | None = None
) -> None:
    """Log that the actor looks at this thing of these participants, in the transaction in progress. As `note_looks`."""
    note_looks(actor, [(person, thing_id) for person in seen], kind=kind, purpose=purpose)


def note_looks(actor: Actor, seen: Iterable[tuple[TakesPart, UUID | None]], *, kind: Thing, purpose: Purpose) -> None:
    """Log that the actor looks at these things of these participants, each with its id or None for all of the kind.

    Looking at oneself is not logged; the same look within a quarter of an hour is logged once. What was done, and not
    only looked at (`DEEDS`), is logged each time.
    """
    others = {(p.id, thing): p for p, thing in seen if p.account_id != actor.account_id}
    if not others:
        return
    now = clock.now()
    if kind not in DEEDS:
        people = {p for p, _thing in others}
        same = _looked(account=actor.account_id, people=people, since=now - SAME_LOOK, kind=kind, purpose=purpose)
        for known in same:
            others.pop(known, None)
    if not others:
        return
    _give_key()  # a look that is none leaves no key behind in the transaction
    made = AccessLog.objects.bulk_create(
        AccessLog(
            participant_id=p.id,
            organisation_id=p.organisation_id,
            account_id=actor.account_id,
            kind=kind,
            thing_id=thing,
            purpose=purpose,
            at=now,
        )
        # one order for all: two readers never wait in a ring
        for (_id, thing), p in sorted(others.items(), key=lambda one: tuple(map(str, one[0])))
    )
    _tell_outside(made)


@Asked
def _looked(
    account: UUID, people: set[UUID], since: datetime, kind: Thing, purpose: Purpose
) -> QuerySet[AccessLog, Any]:
    """(participant, thing) of what was looked at since then."""
    looks = AccessLog.objects.filter(account=account, at__gt=since, at__lte=clock.now(), kind=kind, purpose=purpose)
    return looks.filter(participant__in=people).values_list("participant", "thing_id")


def _give_key() -> None:
    """The key of the log for the next statement that writes looks; a trigger puts it away after it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bedring.log_key', %s, true)", [settings.READ_LOG_KEY])


def _tell_outside(made: Iterable[AccessLog]) -> None:
    """Once the looks are stored they are told outside too, so that a cut-off end shows before it is sealed."""
    folder = settings.LOG_FOLDER
    if folder is None:
        return
    lines = list(AccessLog.objects.filter(id__in=[look.id for look in made]).values_list("id", "hash"))
    transaction.on_commit(lambda: add_lines(folder, LOOKS, (f"{i} {mac}" for i, mac in lines)))


@transaction.atomic
def share(*, by: Actor, supporter_id: UUID, kind: Thing, thing: Somebodys, ends: date | None = None) -> Share:
    """The participant lets a supporter see one thing of their own, six months at most. Done twice, it is one share.

    One that has run out is no share any more, and is given anew. NotThere for what is somebody else's, for a kind that
    is not shared, and for a supporter who is none, or was removed.
    """
    supporter = Supporter.objects.filter(id=supporter_id, participant=by.participant_id, removed_at=None).first()
    if supporter is None or by.participant_id is None:
        raise NotThere
    if thing.participant_id != by.participant_id or kind not in SHARED:
        raise NotThere
    today, now = supporter.organisation.today(), clock.now()
    same = Share.objects.filter(supporter=supporter, kind=kind, item=thing.id, taken_back_at=None)
    known = same.filter(ends__gte=today).first()
    if known is not None:
        return known
    same.update(taken_back_at=now)
    return Share.objects.create(
        participant_id=by.participant_id,
        organisation_id=supporter.organisation_id,
        supporter=supporter,
        kind=kind,
        item=thing.id,
        given_at=now,
        ends=ends_on(today, ends),
    )


@transaction.atomic
def take_back(*, by: Actor, share_id: UUID) -> None:
    """From now on the supporter sees nothing of it, and is not told."""
    mine = (
        Share.objects.filter(id=share_id, participant=by.participant_id) if by.participant_id else Share.objects.none()
    )
    if not mine.exists():
        raise NotThere
    mine.filter(taken_back_at=None).update(taken_back_at=clock.now())


@transaction.atomic
def remove_supporter(*, by: Actor, supporter_id: UUID) -> None:
    """From now on this supporter sees nothing, and is not on the list; they are not told. Can be invited anew."""
    mine = Supporter.objects.filter(id=supporter_id, participant=by.participant_id) if by.participant_id else None
    if mine is None or not mine.exists():
        raise NotThere
    Share.objects.filter(supporter=supporter_id, taken_back_at=None).update(taken_back_at=clock.now())
    mine.filter(removed_at=None).update(removed_at=clock.now())


LOOKS, SEALS = "looks", "seals"
"""The files outside: one line a look, one line a seal, each its number and its keyed hash."""


@transaction.atomic
def seal_log() -> int:
    """Write down what the log is now, here and outside. Returns the number of the last look sealed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, mac, last_look FROM bedring_seal_log(%s)", [settings.READ_LOG_KEY])
        number, mac, last = cursor.fetchone()
    folder = settings.LOG_FOLDER
    if folder is not None:
        transaction.on_commit(lambda: add_lines(folder, SEALS, [f"{number} {mac}"]))
    return int(last)


def seal_is_late() -> bool:
    """Whether the newest seal is older than it should be; the worker makes one every few minutes."""
    newest = LogSeal.objects.order_by("-number").first()
    return newest is None or clock.now() - newest.at > timedelta(hours=1)


def broken_looks() -> list[str]:
    """Where the read log was tampered with, as sentences; empty when chain, seals and what is told outside agree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT problem FROM bedring_verify_log(%s)", [settings.READ_LOG_KEY])
        return [row[0] for row in cursor.fetchall()] + (
            _missing_here(settings.LOG_FOLDER) if settings.LOG_FOLDER else []
        )


def _missing_here(folder: Path) -> list[str]:
    """What was told outside and is not so here."""
    looks = _numbered("SELECT look, mac FROM bedring_all_looks()")
    seals = _numbered("SELECT number, mac FROM trust_logseal")
    return [
        f"{what} {number} was told outside, and is not here as it was"
        for what, name, here in (("look", LOOKS, looks), ("seal", SEALS, seals))
        for number, mac in read_lines(folder, name)
        if here.get(number) != mac
    ]


def _numbered(query: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {str(number): mac for number, mac in cursor.fetchall()}


LOOKED_BACK = timedelta(days=8)
"""How far back the nightly query goes: a week in which it could not run is caught up with."""


@transaction.atomic
def find_looks_without_relation() -> int:
    """As the service that is let to: write down looks by staff who did not work with the person that day.

    Returns how many were new. The day is the day on the wall of the person's place.
    """
    now = clock.now()
    looks = AccessLog.objects.filter(at__gt=now - LOOKED_BACK).exclude(id__in=LookToExplain.objects.values("look"))
    relations: dict[tuple[UUID, UUID], list[tuple[date, date | None]]] = defaultdict(list)
    asked = [
        look
        for look in looks.select_related("organisation")
        if needs_a_relation(Thing(look.kind), Purpose(look.purpose), Towards(look.role))
    ]
    people = {look.participant_id for look in asked}
    for held in CareRelation.objects.filter(participant__in=people):
        relations[held.participant_id, held.account_id].append((held.starts, held.ends))
    found = [
        LookToExplain(participant_id=x.participant_id, organisation_id=x.organisation_id, look=x, found_at=now)
        for x in asked
        if without_relation(_day_there(x), relations[x.participant_id, x.account_id])
    ]
    return len(LookToExplain.objects.bulk_create(found))


def _day_there(look: AccessLog) -> date:
    return look.at.astimezone(ZoneInfo(look.organisation.time_zone)).date()


@transaction.atomic
def explain_look(*, by: Actor, found_id: UUID) -> None:
    """Whoever leads the programme has asked, and it was in order. Marked twice it is marked once."""
    found = access.visible_looks_to_explain(by).select_related("look").filter(id=found_id).first()
    if found is None:
        raise NotThere
    access.check_can_explain(by, found)
    LookExplained.objects.bulk_create(
        [
            LookExplained(
                found=found,
                participant_id=found.participant_id,
                organisation_id=found.organisation_id,
                by_id=by.account_id,
                at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
