# SPDX-License-Identifier: Apache-2.0
"""The made-up people of the demo. Nobody, anywhere but in a database that bears the demo's mark."""

from uuid import UUID

from bedring.kit.rows import acting_as, is_demo_database, set_actor
from bedring.kit.text import in_order
from bedring.people.models import Account
from bedring.people.queries import actor_for
from bedring.people.rules import Actor, Role

DOMAIN = "@demo.bedring.example"


def demo_account(account_id: UUID) -> Account | None:
    """One of the made-up people."""
    return Account.objects.filter(id=account_id, email__endswith=DOMAIN).first() if is_demo_database() else None


def demo_people() -> dict[str, list[Actor]]:
    """The made-up people by what they are: a role, `participant` or `supporter`, in this order."""
    groups: dict[str, list[Actor]] = {kind: [] for kind in (*Role, "participant", "supporter")}
    accounts = Account.objects.filter(email__endswith=DOMAIN) if is_demo_database() else []
    for account in in_order(accounts, lambda account: account.name):
        with acting_as(account.id):  # what somebody is, only they may see
            actor = actor_for(account)
        kind = _kind(actor)
        if kind:
            groups[kind].append(actor)
    set_actor(None)
    return {kind: people for kind, people in groups.items() if people}


def _kind(actor: Actor) -> str | None:
    held = {post.role for post in actor.posts}
    role = next((role for role in reversed(Role) if role in held), None)
    return role or ("participant" if actor.participant_id else "supporter" if actor.supports else None)
