# SPDX-License-Identifier: Apache-2.0
"""Where a paper is tried from: a found card does not keep the person whose card it is out of their own phone.

- A device on which the paper has opened before bears a mark. It has a count of its own, that nobody else's tries add
  to: three wrong PINs are free, then 2, 4, 8 ... seconds, at most five minutes.
- Elsewhere wrong PINs are counted by paper and network: the same, at most an hour. So one network tries some 35 PINs on
  the first day, and 24 on a later one.
- All networks together, so that many do not help: 100 wrong PINs in a day for one paper. Beyond that only devices with
  the mark are let try, until some of the hundred are a day old. Half of the printed PINs take thirteen years, half of
  the four-digit ones 50 days.

A new paper begins anew, and ends the marks: it is the way in for somebody who has a new phone while others are trying.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from bedring.people.models import SignInCode, SignInTry

FREE_TRIES = 3
LONGEST_WAIT, LONGEST_WAIT_ELSEWHERE = timedelta(minutes=5), timedelta(hours=1)
DAY, MOST_A_DAY = timedelta(days=1), 100
ALL = "all"
"""In the place of a network: all of them together."""


@dataclass(frozen=True)
class TriedFrom:
    """Where somebody tries from: the network, and the mark the browser bears."""

    network: str = ""
    mark: str = ""


NOWHERE = TriedFrom()


def mark_of(paper: SignInCode) -> str:
    """What a device bears on which this paper has opened. Says nothing to others, and ends with the paper."""
    return salted_hmac("bedring.paper.opened", paper.id.hex, algorithm="sha256").hexdigest()


def has_opened_here(paper: SignInCode, place: TriedFrom) -> bool:
    """Whether this paper has opened on this device before."""
    return constant_time_compare(place.mark.encode("utf-8", "replace"), mark_of(paper).encode())


def wait_after(tries: int, last: datetime | None, now: datetime, longest: timedelta = LONGEST_WAIT) -> timedelta:
    """How long until a try counts, after so many wrong PINs."""
    if last is None or tries < FREE_TRIES:
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(tries - FREE_TRIES + 1, 12)), longest)
    return max(timedelta(0), last + pause - now)


def has_to_wait(paper: SignInCode, place: TriedFrom, now: datetime) -> bool:
    """Whether a try from there does not count now."""
    if has_opened_here(paper, place):
        return bool(wait_after(paper.tries, paper.tried_at, now))
    last = _tries(paper, place.network, now).order_by("-at").values_list("at", flat=True).first()
    wait = wait_after(_tries(paper, place.network, now).count(), last, now, LONGEST_WAIT_ELSEWHERE)
    return bool(wait) or _tries(paper, ALL, now).count() >= MOST_A_DAY


def note_try(paper: SignInCode, place: TriedFrom, now: datetime, *, right: bool) -> None:
    """Count a wrong PIN where it came from; a right one ends the count there. The paper's row is locked."""
    here = has_opened_here(paper, place)
    if right:
        _tries(paper, place.network, now).delete()
    elif not here:
        SignInTry.objects.bulk_create(SignInTry(key=_key(paper, one), at=now) for one in (place.network, ALL))
    if here or right:
        paper.tries, paper.tried_at = (0, None) if right else (paper.tries + 1, now)
        paper.save(update_fields=["tries", "tried_at"])


def _tries(paper: SignInCode, network: str, now: datetime) -> QuerySet[SignInTry]:
    return SignInTry.objects.filter(key=_key(paper, network), at__gt=now - DAY)


def _key(paper: SignInCode, network: str) -> str:
    return salted_hmac("bedring.tries", f"paper:{paper.id.hex}:{network}", algorithm="sha256").hexdigest()
