# SPDX-License-Identifier: Apache-2.0
"""Who asks, as the ids that a question made once (kit/asked.py) is asked with."""

from collections.abc import Iterable
from uuid import UUID

from bedring.people.rules import Actor, Post, Role

NOBODYS = UUID(int=0)


def asking(actor: Actor) -> dict[str, UUID | Iterable[UUID]]:
    """The account, and what each role of it reaches. Of the actor no more may be asked in such a question."""
    return {"account": actor.account_id} | {role.value: actor.reach(role) for role in Role}


def asked_by(account: UUID, **reach: list[UUID]) -> Actor:
    """The other way: an actor of whom these ids are known, and nothing else."""
    posts = tuple(Post(Role(role), NOBODYS, frozenset(places)) for role, places in reach.items() if places)
    return Actor(account_id=account, posts=posts)
