# SPDX-License-Identifier: Apache-2.0
"""A look without a care relation: Rita, who leads the programme of the region, opens Ane's goals."""

from uuid import UUID

from bedring.kit.rows import set_actor, set_service
from bedring.trust.commands import find_looks_without_relation
from bedring.trust.models import LookToExplain
from bedring.trust.queries import participant
from bedring.trust.rules import Purpose, Thing
from tests.jobs import as_worker
from tests.world import World


def search() -> int:
    """What the job does at night, as the service that it is. Nobody is acting afterwards."""
    with as_worker():
        set_actor(None)
        set_service("looks_without_relation")
        found = find_looks_without_relation()
        set_service("")
    return found


def a_look_to_explain(world: World) -> UUID:
    """Rita looks, the night comes, and there is one look to explain at Fjellvik."""
    set_actor(world.rita.id)
    participant(world.actor(world.rita), world.ane.id, kind=Thing.GOAL, purpose=Purpose.CARE)
    search()
    set_actor(world.eva.id)
    return LookToExplain.objects.get(look__account=world.rita).id
