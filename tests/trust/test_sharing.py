# SPDX-License-Identifier: Apache-2.0
"""A supporter sees the one step that was shared, until it is taken back, and no trace afterwards."""

import re
from datetime import timedelta

import pytest

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.kit.rows import set_actor
from bedring.trust.commands import share, take_back
from bedring.trust.models import Share
from bedring.trust.rules import Thing
from tests.signed_in import browser
from tests.world import World


def page(world: World) -> bytes:
    """The supporter's page, without what is made anew whenever a page is shown."""
    content = browser(world.dag).get("/invited/").content
    return re.sub(rb'name="(csrfmiddlewaretoken|press)" value="[^"]+"', b"", content)


def test_the_supporter_sees_the_step_and_nothing_else(world: World) -> None:
    seen = page(world).decode()
    assert world.step.what in seen
    for hidden in (world.goal.words, world.arne.called, world.group.name, "Tuesday"):
        assert hidden not in seen


def test_taken_back_leaves_no_trace(world: World) -> None:
    set_actor(world.ane.account_id)
    given = Share.objects.get()
    with clock.stopped_at(clock.now() + timedelta(days=400)):
        run_out = page(world)
    set_actor(world.ane.account_id)
    take_back(by=world.actor(world.ane.account), share_id=given.id)
    assert page(world) == run_out
    assert world.step.what.encode() not in run_out


def test_only_the_participant_shares_and_takes_back(world: World) -> None:
    set_actor(world.ane.account_id)
    given = Share.objects.get()
    for account in (world.birger, world.arne.account, world.dag, world.cathrine):
        assert account is not None
        set_actor(account.id)
        with pytest.raises(NotThere):
            take_back(by=world.actor(account), share_id=given.id)
        with pytest.raises(NotThere):
            share(by=world.actor(account), supporter_id=given.supporter_id, kind=Thing.STEP, thing=world.arnes_step)


def test_shared_twice_is_one_share(world: World) -> None:
    set_actor(world.ane.account_id)
    given = Share.objects.get()
    again = share(by=world.actor(world.ane.account), supporter_id=given.supporter_id, kind=Thing.STEP, thing=world.step)
    assert again == given
