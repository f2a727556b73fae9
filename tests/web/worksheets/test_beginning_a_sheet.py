# SPDX-License-Identifier: Apache-2.0
"""Beginning a sheet: alone at home, together in the room, or from the person's paper; it says how, always."""

from typing import Any

import pytest
from django.urls import reverse

from bedring.people.models import Account
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.rules.places import Change
from bedring.trust.models import AccessLog
from bedring.workbook.models import Sheet, Wording
from tests.acting import as_
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.world import MODULE, World

NAME = "life-areas"
TITLE = "The areas of my life"


def alone(account: Account | None, worksheet: str = NAME):  # type: ignore[no-untyped-def]
    return browser(account).post(reverse("worksheet_begin", args=[MODULE, worksheet]))


def begin_with(world: World, account: Account, **typed: Any):  # type: ignore[no-untyped-def]
    sent = {"worksheet": f"{MODULE}/{NAME}", "filled": "together"} | typed
    return browser(account).post(reverse("worksheets_begin_with", args=[world.ane.id]), sent)


def sheets(world: World, account: Account | None = None) -> list[Sheet]:
    as_(account or world.ane.account)
    return list(Sheet.objects.filter(participant=world.ane))


def test_alone_it_opens_empty_and_is_mine_alone(world: World) -> None:
    answer = alone(world.ane.account)
    (sheet,) = sheets(world)
    assert answer["Location"] == reverse("sheet", args=[sheet.id])
    assert (sheet.filled, sheet.team_sees, sheet.begun_by_id) == ("alone", False, world.ane.account_id)
    page = reads(world.ane.account, answer["Location"])
    assert "filled in by me" in page
    assert "You alone. You can show it to your group leaders." in page
    for leader in (world.birger, world.gro, world.eva):
        assert sheets(world, leader) == []


@pytest.mark.parametrize(
    ("filled", "says"), [("together", "filled in together"), ("from_paper", "typed in from paper")]
)
def test_with_a_leader_it_is_both_of_ours_and_says_how(world: World, filled: str, says: str) -> None:
    answer = begin_with(world, world.birger, filled=filled)
    (sheet,) = sheets(world)
    assert (sheet.filled, sheet.team_sees, sheet.begun_by_id) == (filled, True, world.birger.id)
    for reader in (world.birger, world.gro, world.ane.account):
        assert says in reads(reader, answer["Location"])
    for url in ("/worksheets/", f"/worksheets/of/{world.ane.id}/"):
        assert says in reads(world.ane.account if url == "/worksheets/" else world.gro, url)


def test_that_my_leader_was_there_stands_in_the_log(world: World) -> None:
    begin_with(world, world.gro)
    as_(world.ane.account)
    assert AccessLog.objects.filter(account=world.gro, participant=world.ane, kind="worksheet").exists()


@pytest.mark.parametrize("filled", ["alone", "", "nonsense"])
def test_a_leader_begins_none_in_which_i_would_seem_to_be_alone(world: World, filled: str) -> None:
    begin_with(world, world.birger, filled=filled)
    (sheet,) = sheets(world)
    assert (sheet.filled, sheet.team_sees) == ("together", True)


def test_begun_on_two_devices_there_are_two_and_both_are_on_my_list(world: World) -> None:
    """Each is a sheet: nobody's words are laid over another's by guessing that one was meant."""
    for _device in range(2):
        alone(world.ane.account)
    assert len(sheets(world)) == 2
    assert reads(world.ane.account, "/worksheets/").count("mine alone") == 2
    assert reads(world.ane.account, "/worksheets/").count("nothing written yet") == 2


def test_the_button_of_one_form_pressed_twice_makes_one(world: World) -> None:
    client = browser(world.ane.account)
    about = client.get(reverse("worksheet", args=[MODULE, NAME])).content.decode()
    press = about.split('name="press" value="')[-1].split('"')[0]
    answers = [client.post(reverse("worksheet_begin", args=[MODULE, NAME]), {"press": press}) for _twice in range(2)]
    assert len(sheets(world)) == 1
    assert answers[0]["Location"] == answers[1]["Location"]


def test_the_wording_is_kept_once_however_many_begin(world: World) -> None:
    for account in (world.ane.account, world.arne.account, world.carl.account):
        alone(account)
    assert Wording.objects.count() == 1


@pytest.mark.parametrize("change", [Change.LEAVE, Change.COMPLETE])
def test_who_has_left_begins_their_own_and_the_leaders_begin_none(world: World, change: Change) -> None:
    change_enrolment(by=as_(world.birger), enrolment_id=world.anes_place.id, change=change)
    assert begin_with(world, world.birger).status_code == 404
    assert alone(world.ane.account).status_code == 302
    assert [one.filled for one in sheets(world)] == ["alone"]


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag", "arne"])
def test_a_stranger_begins_none_of_mine_and_leaves_no_look(world: World, who: str) -> None:
    account = world.everybody()[who]
    assert begin_with(world, account).status_code == 404
    assert browser(account).get(f"/worksheets/of/{world.ane.id}/").status_code == 404
    assert sheets(world) == []
    assert not AccessLog.objects.filter(account=account, participant=world.ane, kind="worksheet").exists()


@pytest.mark.parametrize("who", ["birger", "eva", "dag"])
def test_who_does_not_take_part_begins_none_alone(world: World, who: str) -> None:
    assert alone(world.everybody()[who]).status_code == 404


def test_not_with_the_printed_pin(world: World) -> None:
    assert world.ane.account
    client = browser(world.ane.account)
    note_method(client, world.ane.account.id, "first_paper")
    assert client.post(reverse("worksheet_begin", args=[MODULE, NAME]))["Location"] == "/account/pin/"
    assert sheets(world) == []


@pytest.mark.parametrize("typed", ["", "/", NAME, f"{MODULE}/", f"{MODULE}/nothing", f"../{MODULE}/{NAME}", "²"])
def test_nonsense_begins_nothing(world: World, typed: str) -> None:
    assert begin_with(world, world.birger, worksheet=typed).status_code == 404
    assert sheets(world) == []


def test_it_may_be_opened_and_not_begun_by_opening(world: World) -> None:
    assert browser(world.ane.account).get(reverse("worksheet_begin", args=[MODULE, NAME])).status_code == 405
    assert browser(world.birger).get(f"/worksheets/of/{world.ane.id}/begin").status_code == 405
    assert sheets(world) == []
