# SPDX-License-Identifier: Apache-2.0
"""How somebody can sign in today, for their own page about it."""

from dataclasses import dataclass
from datetime import datetime

from bedring.people.models import Account
from bedring.people.rules import Actor
from bedring.people.signin.passwords import staff_accounts
from bedring.people.signin.printed import in_force


@dataclass(frozen=True)
class Paper:
    """The printed code that works: when it was made, and who made it."""

    made_at: datetime
    made_by: str


@dataclass(frozen=True)
class WaysIn:
    """`email`: where a link is sent. Neither it nor `paper` is there for staff: those ways are not open to them."""

    email: str | None = None
    paper: Paper | None = None


def ways_in(actor: Actor) -> WaysIn:
    """The actor's own ways in, besides passkeys."""
    account = Account.objects.exclude(id__in=staff_accounts()).filter(id=actor.account_id).first()
    if account is None:
        return WaysIn()
    code = in_force(account).select_related("made_by").first()
    paper = Paper(code.made_at, code.made_by.name if code.made_by else "") if code else None
    return WaysIn(account.email, paper)
