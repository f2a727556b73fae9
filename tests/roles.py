# SPDX-License-Identifier: Apache-2.0
"""A role as somebody comes to hold it: it is offered, and they say yes."""

from datetime import date
from uuid import UUID

from bedring.kit.rows import set_actor
from bedring.people.commands import answer_offer, offer_role
from bedring.people.models import Account, Membership
from bedring.people.queries import actor_for
from bedring.people.rules import Actor, Role


def give_role(
    *, by: Actor, account: Account, organisation_id: UUID, role: Role, starts: date | None = None
) -> Membership:
    """Offer the role and say yes to it for `account`; afterwards `by` is who PostgreSQL knows again."""
    offer = offer_role(by=by, account=account, organisation_id=organisation_id, role=role, starts=starts)
    if offer.accepted_at is None:
        set_actor(account.id)
        answer_offer(by=actor_for(account), membership_id=offer.id, yes=True)
        set_actor(by.account_id)
    return Membership.objects.get(id=offer.id)
