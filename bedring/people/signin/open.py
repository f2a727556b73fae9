# SPDX-License-Identifier: Apache-2.0
"""Sign-ins that are open now: the person's own list of them, and ending them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bedring.kit import clock
from bedring.people.models import SignIn
from bedring.people.rules import Actor


@dataclass(frozen=True)
class Open:
    """One browser somebody is signed in with. `here`: the one they look at now."""

    device: str
    began_at: datetime | None
    seen_at: datetime | None
    here: bool


def my_sign_ins(actor: Actor, here: str | None) -> list[Open]:
    """Where the actor is signed in, this browser first, then the newest. `here`: the key of this browser's session."""
    mine = SignIn.objects.filter(account=actor.account_id, expire_date__gt=clock.now()).order_by("-began_at")
    found = [Open(one.device, one.began_at, one.seen_at, one.session_key == here) for one in mine]
    return sorted(found, key=lambda one: not one.here)


def end_sign_ins(account_id: UUID, *, but: str | None = None, ways: Collection[str] = ()) -> int:
    """End the sign-ins of an account: all, or those by these `ways`; not the one with the key `but`. How many."""
    found = SignIn.objects.filter(account=account_id).exclude(session_key=but or "")
    return (found.filter(way__in=ways) if ways else found).delete()[0]


def seconds_left(key: str | None) -> int:
    """For how many seconds the sign-in with this key lasts, if nobody ends it; 0 when there is none."""
    found = SignIn.objects.filter(session_key=key or "").first()
    return max(0, int((found.expire_date - clock.now()).total_seconds())) if found else 0
