# SPDX-License-Identifier: Apache-2.0
"""Words made of nothing but marks that do not show are no words, wherever a parcel comes from."""

import pytest

from bedring.goals.models import Goal, Step
from bedring.kit.rows import set_actor
from tests.taps import begin, send, tap
from tests.world import World


@pytest.mark.parametrize("nothing", ["\u202e", "\ufeff \u2066", "\x07"])
def test_one_of_them_holds_up_no_other(world: World, nothing: str) -> None:
    begin(world)
    odd = tap("goal", {"words": nothing}, world.arne.id)
    good = tap("presence", {"here": "here"}, world.ane.id)
    assert [receipt.stored for receipt in send(world, world.birger, odd, good)] == [False, True]
    set_actor(world.birger.id)
    assert not Goal.objects.filter(participant=world.arne).exists()


@pytest.mark.parametrize("nothing", ["\u202e", "\x07"])
def test_a_step_of_them_is_no_step(world: World, nothing: str) -> None:
    begin(world)
    send(world, world.birger, tap("next_step", {"what": nothing}, world.ane.id))
    set_actor(world.birger.id)
    assert Step.objects.get(participant=world.ane, state="current").id == world.step.id
