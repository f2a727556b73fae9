# SPDX-License-Identifier: Apache-2.0
"""What an account may be to whom, today: from one statement, the same as the tables say one by one, at every place."""

from datetime import timedelta

import pytest

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.people.commands import end_role, invite_supporter, offer_role
from bedring.people.models import CareRelation, Membership, Organisation
from bedring.people.queries import actor_for, colleagues, crisis_lines_of, offers_here, places_led, posts_here, who_asks
from bedring.people.rules import MEET_HERE, Role
from bedring.trust.commands import remove_supporter
from tests.acting import as_
from tests.roles import give_role
from tests.world import World


@pytest.mark.parametrize("who", ["eva", "birger", "gro", "bodil", "cathrine", "dag", "ane", "arne", "carl"])
def test_the_one_statement_says_what_the_tables_say(world: World, who: str) -> None:
    account = world.everybody()[who]
    actor = as_(account)
    held = Membership.objects.in_force().filter(account=account)
    assert {(p.role, p.organisation_id) for p in actor.posts} == {(m.role, m.organisation_id) for m in held}
    cared = CareRelation.objects.in_force().filter(account=account, notes_only=False)
    assert actor.cares_for == set(cared.values_list("participant", flat=True))
    found = who_asks(account.id)
    assert found is not None
    assert actor_for(found) == actor, "with the account, and asked anew"


def test_a_role_reaches_all_that_lies_below_its_place(world: World) -> None:
    unit = Organisation(name="Unit", kind="unit", parent=world.fjellvik)
    unit.lineage = [*world.fjellvik.lineage, unit.id]
    unit.save(force_insert=True)
    assert {world.fjellvik.id, unit.id} == as_(world.eva).reach()
    assert {world.fjellvik.id, world.havneset.id, unit.id} <= as_(world.rita).reach(Role.PROGRAMME_LEADER)
    assert unit.id not in as_(world.cathrine).reach()


@pytest.mark.parametrize(
    ("starts", "ends", "holds"), [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False)]
)
def test_roles_hold_on_their_days(world: World, starts: int, ends: int | None, holds: bool) -> None:
    as_(world.eva)
    today = world.fjellvik.today()
    Membership.objects.filter(account=world.bodil).update(
        starts=today + timedelta(days=starts), ends=None if ends is None else today + timedelta(days=ends)
    )
    assert as_(world.bodil).is_staff is holds
    named = {one.name for one in colleagues(as_(world.eva), world.fjellvik.id)}
    assert (world.bodil.name in named) is holds


def test_what_ends_at_noon_does_not_hold_in_the_afternoon(world: World) -> None:
    end_role(by=as_(world.eva), membership_id=Membership.objects.get(account=world.bodil).id)
    assert not as_(world.bodil).is_staff


def test_whoever_was_removed_still_has_the_page_that_says_nothing(world: World) -> None:
    by = as_(world.ane.account)
    remove_supporter(by=by, supporter_id=world.ane.supporters.get().id)
    assert as_(world.dag).supports == {world.ane.id}


def test_one_may_be_several_things_at_once(world: World) -> None:
    invite_supporter(by=as_(world.arne.account), called="Ane", account=world.ane.account)
    ane = as_(world.ane.account)
    assert (ane.participant_id, ane.supports, ane.is_staff) == (world.ane.id, {world.arne.id}, False)


def test_the_wall_is_that_of_the_nearest_place(world: World) -> None:
    """Whoever works at one centre and leads a region tells time by the centre; who only takes part, by theirs."""
    Organisation.objects.filter(id=world.havneset.id).update(time_zone="Pacific/Kiritimati")
    assert as_(world.carl.account).time_zone == "Pacific/Kiritimati"
    assert as_(world.ane.account).time_zone == "Europe/Oslo"
    by = as_(world.cathrine)
    give_role(by=by, account=world.rita, organisation_id=world.havneset.id, role=Role.PRACTITIONER)
    assert as_(world.rita).time_zone == "Pacific/Kiritimati"
    assert as_(world.dag).time_zone == "Europe/Oslo", "nobody's place"


def test_an_account_there_is_not(world: World) -> None:
    assert who_asks(world.ane.id) is None, "the number of a participant is no account's"


# Places, and who works there


def test_the_places_one_leads_in_norwegian_order(world: World) -> None:
    Organisation.objects.filter(id=world.havneset.id).update(name="Åmot")
    Organisation.objects.filter(id=world.fjellvik.id).update(name="Ørsta")
    assert [one.name for one in places_led(as_(world.rita), MEET_HERE)] == ["Ørsta", "Åmot"]
    assert [one.id for one in places_led(as_(world.eva))] == [world.fjellvik.id]
    assert places_led(as_(world.birger)) == places_led(as_(world.ane.account)) == []


def test_who_works_here_is_told_to_those_who_work_here(world: World) -> None:
    for who in (world.eva, world.birger, world.gro, world.rita):
        told = {(one.name, one.role) for one in posts_here(as_(who), world.fjellvik.id)}
        assert (world.birger.name, Role.PRACTITIONER) in told
        assert (world.gro.name, Role.PEER_SPECIALIST) in told
        assert world.cathrine.name not in {name for name, _role in told}


def test_an_offer_is_told_by_the_name_it_was_given_under(world: World) -> None:
    by = as_(world.eva)
    offer_role(by=by, account=world.dag, organisation_id=world.fjellvik.id, role=Role.PRACTITIONER, name="D. (new)")
    assert [(one.name, one.role) for one in offers_here(by, world.fjellvik.id)] == [("D. (new)", Role.PRACTITIONER)]
    assert world.dag.name not in {one.name for one in posts_here(by, world.fjellvik.id)}


@pytest.mark.parametrize("who", ["cathrine", "ane", "dag", "carl"])
def test_strangers_are_told_nothing_of_who_works_here(world: World, who: str) -> None:
    by = as_(world.everybody()[who])
    assert colleagues(by, world.fjellvik.id) == []
    for asked in (posts_here, offers_here):
        with pytest.raises(NotThere):
            asked(by, world.fjellvik.id)


@pytest.mark.parametrize("who", ["birger", "gro", "cathrine", "ane", "dag"])
def test_only_who_leads_the_programme_offers_a_role(world: World, who: str) -> None:
    by, before = as_(world.everybody()[who]), Membership.objects.count()
    with pytest.raises(Refused, match="not_programme_leader"):
        offer_role(by=by, account=world.dag, organisation_id=world.fjellvik.id, role=Role.PROGRAMME_LEADER)
    assert Membership.objects.count() == before


def test_offered_twice_it_is_one_and_another_role_is_another(world: World) -> None:
    by = as_(world.eva)
    given = {"by": by, "account": world.dag, "organisation_id": world.fjellvik.id}
    first = offer_role(role=Role.PRACTITIONER, name="Dag", **given)
    assert offer_role(role=Role.PRACTITIONER, name="Dag B.", **given) == first
    assert offer_role(role=Role.PEER_SPECIALIST, name="Dag", **given) != first
    with clock.stopped_at(clock.now() + timedelta(days=2)):
        end_role(by=as_(world.eva), membership_id=first.id)
        assert offer_role(role=Role.PRACTITIONER, name="Dag", **given) != first, "taken back, it is offered anew"


@pytest.mark.parametrize(("who", "place"), [("ane", "fjellvik"), ("birger", "fjellvik"), ("carl", "havneset")])
def test_whom_to_call_is_said_by_the_place_where_one_takes_part_or_works(world: World, who: str, place: str) -> None:
    Organisation.objects.filter(id=getattr(world, place).id).update(crisis_lines="the-line-here")
    assert crisis_lines_of(as_(world.everybody()[who])) == "the-line-here"
    assert crisis_lines_of(as_(world.dag)) == "", "nobody's place"
