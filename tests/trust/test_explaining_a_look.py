# SPDX-License-Identifier: Apache-2.0
"""Explaining a look: whoever leads the programme there marks it, once, never their own; the rest never learn of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.people.models import Account, CareRelation, Organisation, Participant
from bedring.people.rules import Role
from bedring.trust.commands import explain_look, note_look
from bedring.trust.models import AccessLog, LookExplained, LookToExplain
from bedring.trust.queries import participant, strange_looks
from bedring.trust.rules import Purpose, Thing
from tests.acting import as_
from tests.looks import a_look_to_explain, search
from tests.people_of_mine import reads
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import World

PAGE = reverse("groups_looks")


def rita_looks(world: World, at: Participant, kind: Thing = Thing.GOAL) -> None:
    participant(as_(world.rita), at.id, kind=kind, purpose=Purpose.CARE)


def found(world: World, by: Account) -> list[tuple[str, bool]]:
    """At whom, and whether it is marked, in the order of the page."""
    return [(one.person.split()[0], bool(one.explained_by)) for one in strange_looks(as_(by)).rows]


def test_open_ones_stand_first_and_of_each_the_newest(world: World) -> None:
    now = clock.now()
    for days, person in ((1, world.aud), (2, world.arne), (3, world.ane)):
        with clock.stopped_at(now + timedelta(days=days)):
            rita_looks(world, person)
    with clock.stopped_at(now + timedelta(days=3)):
        search()
    assert found(world, world.eva) == [("Ane", False), ("Arne", False), ("Aud", False)]
    first = strange_looks(as_(world.eva)).rows[0]
    explain_look(by=as_(world.eva), found_id=first.id)
    assert found(world, world.eva) == [("Arne", False), ("Aud", False), ("Ane", True)]


def test_each_leads_what_happened_at_their_own_places(world: World) -> None:
    rita_looks(world, world.ane)
    rita_looks(world, world.carl)
    search()
    assert found(world, world.eva) == [("Ane", False)]
    assert found(world, world.cathrine) == [("Carl", False)]
    assert sorted(found(world, world.rita)) == [("Ane", False), ("Carl", False)]
    (carls,) = strange_looks(as_(world.cathrine)).rows
    with pytest.raises(NotThere):
        explain_look(by=as_(world.eva), found_id=carls.id)


def test_one_who_leads_with_her_sees_that_it_is_marked_and_by_whom(world: World) -> None:
    by = as_(world.eva)
    give_role(by=by, account=world.bodil, organisation_id=world.fjellvik.id, role=Role.PROGRAMME_LEADER)
    looked = a_look_to_explain(world)
    browser(world.bodil).post(reverse("groups_look_explained", args=[looked]))
    (told,) = strange_looks(as_(world.eva)).rows
    assert told.explained_by == world.bodil.name
    browser(world.eva).post(reverse("groups_look_explained", args=[looked]))
    (told,) = strange_looks(as_(world.eva)).rows
    assert told.explained_by == world.bodil.name, "who was first has marked it"


def test_her_own_has_no_button_for_her_and_one_for_others(world: World) -> None:
    looked = a_look_to_explain(world)
    button = reverse("groups_look_explained", args=[looked])
    assert button in browser(world.eva).get(PAGE).content.decode()
    rita = browser(world.rita)
    assert button not in rita.get(PAGE).content.decode()
    assert rita.post(button).status_code == 403
    as_(world.eva)
    assert not LookExplained.objects.exists()


def test_the_person_sees_the_look_itself_and_that_the_log_was_read(world: World) -> None:
    a_look_to_explain(world)
    strange_looks(as_(world.eva))
    page = reads(world.ane.account, "/mine/privacy/")
    assert "Rita Region (programme leader)" in page
    assert "looked at who has looked at you to lead the programme" in page


@pytest.mark.parametrize("kind", [Thing.PLACE, Thing.READ_LOG])
def test_names_and_the_log_by_who_leads_need_no_word(world: World, kind: Thing) -> None:
    participant(as_(world.rita), world.ane.id, kind=kind, purpose=Purpose.LEADING)
    assert search() == 0


def test_a_supporter_who_reads_what_was_shared_is_never_found(world: World) -> None:
    reads(world.dag)
    as_(world.ane.account)
    assert AccessLog.objects.filter(account=world.dag).exists()
    assert search() == 0


@pytest.mark.parametrize(("hour", "strange"), [(10, False), (11, True)])
def test_the_day_is_that_of_the_persons_place(world: World, hour: int, strange: bool) -> None:
    """Birger works with Ane to the end of the day: at UTC 10 it is midnight on Kiritimati, fourteen hours before."""
    Organisation.objects.filter(id=world.fjellvik.id).update(time_zone="Pacific/Kiritimati")
    last = clock.today("Pacific/Kiritimati") + timedelta(days=2)
    midnight = datetime(last.year, last.month, last.day, 10, tzinfo=UTC)
    as_(world.eva)
    CareRelation.objects.filter(account=world.birger, participant=world.ane).update(ends=last)
    with clock.stopped_at(midnight + timedelta(hours=hour - 10, minutes=-30)):
        note_look(as_(world.birger), [world.ane], kind=Thing.RECORD, purpose=Purpose.CARE)
        assert bool(search()) is strange


def test_a_look_of_more_than_eight_days_ago_is_left(world: World) -> None:
    rita_looks(world, world.ane)
    with clock.stopped_at(clock.now() + timedelta(days=9)):
        assert search() == 0
    assert search() == 1, "a night that was missed is caught up with"


def test_there_is_no_page_for_who_does_not_lead(world: World) -> None:
    looked = a_look_to_explain(world)
    for who in ("birger", "gro", "bodil", "ane", "dag"):
        client = browser(world.everybody()[who])
        assert client.get(PAGE).status_code == 404
        assert client.post(reverse("groups_look_explained", args=[looked])).status_code == 404
    as_(world.eva)
    assert LookToExplain.objects.filter(id=looked).exists()
    assert not LookExplained.objects.exists()
