# SPDX-License-Identifier: Apache-2.0
"""Ended is ended: with the last role somebody holds their sign-ins end, in the same moment."""

import pytest
from django.urls import reverse

from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.commands import end_role
from bedring.people.models import Account, Membership, SignIn
from bedring.people.rules import Role
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import World


def sign_ins_of(account: Account) -> int:
    return SignIn.objects.filter(account=account).count()


def end_all_of(world: World, account: Account, *, by: Account) -> None:
    set_actor(by.id)
    for held in Membership.objects.filter(account=account, ends=None):
        end_role(by=world.actor(by), membership_id=held.id)


def lead_too(world: World, account: Account) -> None:
    set_actor(world.eva.id)
    by = world.actor(world.eva)
    give_role(by=by, account=account, organisation_id=world.fjellvik.id, role=Role.PROGRAMME_LEADER)


def test_with_the_last_role_the_sign_ins_end_wherever_they_are(world: World) -> None:
    here, elsewhere = browser(world.gro), browser(world.gro)
    assert here.get(reverse("tonight")).status_code == 200
    end_all_of(world, world.gro, by=world.eva)
    assert sign_ins_of(world.gro) == 0
    for client in (here, elsewhere):
        assert client.get(reverse("tonight"))["Location"].startswith(reverse("account_login"))


def test_who_keeps_another_role_stays_signed_in(world: World) -> None:
    lead_too(world, world.gro)
    client = browser(world.gro)
    set_actor(world.eva.id)
    end_role(by=world.actor(world.eva), membership_id=world.gros_role.id)
    assert client.get(reverse("groups")).status_code == 200


def test_nobody_elses_sign_ins_end(world: World) -> None:
    birger, ane = browser(world.birger), browser(world.ane.account)
    end_all_of(world, world.gro, by=world.eva)
    assert birger.get(reverse("tonight")).status_code == 200
    assert ane.get(reverse("mine")).status_code == 200


def test_who_ends_their_own_last_role_is_signed_out_with_it(world: World) -> None:
    lead_too(world, world.bodil)
    held = Membership.objects.get(account=world.eva)
    client = browser(world.eva)
    assert client.post(reverse("groups_end_role", args=[held.id]))["Location"] == reverse("account_login")
    assert sign_ins_of(world.eva) == 0
    assert client.get(reverse("groups"))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["cathrine", "ane"])
def test_the_stranger_ends_nothing(world: World, who: str) -> None:
    client, account = browser(world.gro), world.everybody()[who]
    set_actor(account.id)
    with pytest.raises(NotThere):
        end_role(by=world.actor(account), membership_id=world.gros_role.id)
    assert client.get(reverse("tonight")).status_code == 200


def test_the_team_mate_is_refused_and_the_sign_ins_stay(world: World) -> None:
    client = browser(world.gro)
    set_actor(world.birger.id)
    with pytest.raises(Refused):
        end_role(by=world.actor(world.birger), membership_id=world.gros_role.id)
    assert client.get(reverse("tonight")).status_code == 200


def test_a_role_that_has_ended_ends_once(world: World) -> None:
    end_all_of(world, world.gro, by=world.eva)
    ended_at = Membership.objects.get(id=world.gros_role.id).ended_at
    browser(world.gro)
    set_actor(world.eva.id)
    end_role(by=world.actor(world.eva), membership_id=world.gros_role.id)
    assert sign_ins_of(world.gro) == 1, "she signed in afterwards, for something else"
    assert Membership.objects.get(id=world.gros_role.id).ended_at == ended_at
