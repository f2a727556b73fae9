# SPDX-License-Identifier: Apache-2.0
"""Whether peer specialists print ways in: the place says, from that moment, for itself alone; others always do."""

from uuid import uuid4

import pytest
from django.urls import reverse

from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import prints_at
from bedring.people.commands import let_peers_print
from bedring.people.models import Account, Organisation
from bedring.people.queries import places_led
from bedring.people.rules import Role
from bedring.trust.commands import print_way_in
from tests.acting import as_
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import World


def allow(world: World, allowed: bool, by: Account | None = None) -> None:
    let_peers_print(by=as_(by or world.eva), organisation_id=world.fjellvik.id, allowed=allowed)


def prints(world: World, who: Account) -> bool:
    """Whether this one gets a paper for Ane: by the command, and on the page."""
    by = as_(who)
    allowed = prints_at(by, Organisation.objects.get(id=world.fjellvik.id))
    if allowed:
        assert len(print_way_in(by=by, participant=world.ane)) == 2
    else:
        with pytest.raises(Refused, match="peers_do_not_print"):
            print_way_in(by=by, participant=world.ane)
    page = browser(who).get(reverse("record_paper_code", args=[world.ane.id]))
    assert page.status_code == (200 if allowed else 403)
    return allowed


def test_first_only_the_others_do_then_all_then_only_the_others(world: World) -> None:
    for allowed in (False, True, False):
        allow(world, allowed)
        assert prints(world, world.gro) is allowed
        assert prints(world, world.birger)
        assert prints(world, world.eva)


def test_until_somebody_has_said_so_they_do_not(world: World) -> None:
    assert not prints(world, world.gro)


def test_what_one_place_says_another_has_not_said(world: World) -> None:
    allow(world, True)
    said = {one.id: one.peers_print for one in places_led(as_(world.rita))}
    assert (said[world.fjellvik.id], said[world.havneset.id]) == (True, False)


def test_a_peer_who_is_a_practitioner_too_prints_as_one(world: World) -> None:
    by = as_(world.eva)
    give_role(by=by, account=world.gro, organisation_id=world.fjellvik.id, role=Role.PRACTITIONER)
    assert prints(world, world.gro)


def test_whoever_leads_the_region_may_say_it_too(world: World) -> None:
    allow(world, True, by=world.rita)
    assert prints(world, world.gro)


@pytest.mark.parametrize("who", ["birger", "gro", "bodil"])
def test_who_works_here_is_refused(world: World, who: str) -> None:
    with pytest.raises(Refused, match="not_programme_leader"):
        allow(world, True, by=world.everybody()[who])
    assert not prints(world, world.gro)


@pytest.mark.parametrize("who", ["cathrine", "ane", "dag"])
def test_for_a_stranger_there_is_no_such_place(world: World, who: str) -> None:
    with pytest.raises(NotThere):
        allow(world, True, by=world.everybody()[who])
    answer = browser(world.everybody()[who]).post(
        reverse("groups_peers_print", args=[world.fjellvik.id]), {"allowed": "yes"}
    )
    assert answer.status_code == 404
    assert not prints(world, world.gro)


def test_a_place_there_is_not(world: World) -> None:
    with pytest.raises(NotThere):
        let_peers_print(by=as_(world.eva), organisation_id=uuid4(), allowed=True)


def test_a_peer_prints_for_nobody_they_do_not_work_with(world: World) -> None:
    allow(world, True)
    with pytest.raises(NotThere):
        print_way_in(by=as_(world.gro), participant=world.nils)
    with pytest.raises(NotThere):
        print_way_in(by=as_(world.gro), participant=world.carl)
