# SPDX-License-Identifier: Apache-2.0
"""Reads about accounts and organisations. Participants are reached through `trust`, where looking is logged."""

from uuid import UUID

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.kit.text import in_order
from bedring.people import access
from bedring.people.models import Account, Membership, Organisation, Participant, Supporter
from bedring.people.rules import Actor, Post, Role


def actor_for(account: Account) -> Actor:
    """What this account may be to whom, today."""
    today = clock.today()
    held = Membership.objects.filter(account=account, starts__lte=today).exclude(ends__lt=today)
    posts = [(Role(m.role), m.organisation_id) for m in held]
    below: dict[UUID, set[UUID]] = {organisation: set() for _, organisation in posts}
    if below:
        for found in Organisation.objects.filter(lineage__overlap=list(below)).only("id", "lineage"):
            for organisation in set(found.lineage) & below.keys():
                below[organisation].add(found.id)
    own = Participant.objects.filter(account=account).values_list("id", flat=True).first()
    # those removed too: their page stays, and says that nothing is shared now, as if nobody had removed them
    supports = Supporter.objects.filter(account=account).values_list("participant", flat=True)
    return Actor(
        account_id=account.id,
        name=account.name,
        posts=tuple(Post(role, organisation, frozenset(below[organisation])) for role, organisation in posts),
        participant_id=own,
        supports=frozenset(supports),
    )


def organisations(actor: Actor) -> list[Organisation]:
    """Organisations within the actor's reach, by name."""
    return in_order(access.visible_organisations(actor), lambda organisation: organisation.name)


def organisation(actor: Actor, organisation_id: UUID) -> Organisation:
    """One organisation within reach; NotThere otherwise."""
    found = access.visible_organisations(actor).filter(id=organisation_id).first()
    if found is None:
        raise NotThere
    return found


def colleagues(actor: Actor, organisation_id: UUID) -> list[Account]:
    """Staff who hold a role that reaches this organisation today."""
    today = clock.today()
    here = Organisation.objects.get(id=organisation_id).lineage if organisation_id in actor.reach() else []
    held = Membership.objects.filter(organisation__in=here, starts__lte=today).exclude(ends__lt=today)
    return in_order(Account.objects.filter(id__in=held.values("account")), lambda account: account.name)


def posts_here(actor: Actor, organisation_id: UUID) -> list[Membership]:
    """Who works at this organisation, in which role, today; by name. For those within whose reach it is."""
    organisation(actor, organisation_id)
    today = clock.today()
    held = Membership.objects.filter(organisation=organisation_id, starts__lte=today).exclude(ends__lt=today)
    return in_order(held.select_related("account").order_by("role"), lambda held: held.account.name)


def account_by_email(email: str) -> Account | None:
    """The account with this address, for those who run the machine. Never for a page."""
    return Account.objects.filter(email__iexact=email).first()
