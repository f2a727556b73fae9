# SPDX-License-Identifier: Apache-2.0
"""What a leader looks at is told by its own name: each session in a list, and of one note the one person."""

import pytest
from django.urls import reverse

from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.trust.models import AccessLog
from bedring.trust.rules import Thing
from tests.evenings import hold
from tests.signed_in import browser
from tests.world import World


def looks_by(world: World, account: Account, kind: Thing) -> set[tuple[object, object]]:
    set_actor(world.eva.id)
    return set(AccessLog.objects.filter(account=account, kind=kind).values_list("participant", "thing_id"))


def test_tonight_tells_which_session_of_each_person_it_showed(world: World) -> None:
    set_actor(world.birger.id)
    page = browser(world.birger).get(reverse("tonight")).content.decode()
    assert world.ane.called in page
    looked = looks_by(world, world.birger, Thing.SESSION)
    assert (world.ane.id, world.session.id) in looked
    assert all(thing for _person, thing in looked), "a look at a session bears which"


@pytest.mark.parametrize("name", ["note_text", "note_paper"])
def test_one_note_is_a_look_at_one_person(world: World, name: str) -> None:
    hold(world)
    before = {kind: looks_by(world, world.eva, kind) for kind in Thing}
    eva = browser(world.eva)
    answer = eva.get(reverse(name, args=[world.session.id, str(world.ane.id)]))
    assert answer.status_code == 200
    new = {who for kind in Thing for who, _thing in looks_by(world, world.eva, kind) - before[kind]}
    assert new == {world.ane.id}
