# SPDX-License-Identifier: Apache-2.0
"""Showing a sheet of my own: they read what stands, cannot write in it, I read that they did; taken back it is gone."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse

from bedring.kit import clock
from bedring.kit.trail import added
from bedring.people.models import Account
from bedring.sessions.commands.courses import change_enrolment
from bedring.sessions.rules.places import Change
from bedring.trust.models import AccessLog
from bedring.workbook.models import Answer, Sheet, SheetEvent
from bedring.workbook.queries import showings
from tests.acting import as_
from tests.addresses import parcel_of
from tests.people_of_mine import reads
from tests.signed_in import browser, note_method
from tests.text_of import pages_of
from tests.world import MODULE, World

CAT = "The cat, who knows me"


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


@pytest.fixture
def sheet(world: World, ane: Client) -> UUID:
    """What Ane has filled in alone."""
    ane.post(reverse("worksheet_begin", args=[MODULE, "life-areas"]))
    as_(world.ane.account)
    made = Sheet.objects.get().id
    ane.post(reverse("sheet", args=[made]), {"base": "0", "keep": CAT})
    return made


def show(client: Client, sheet: UUID, said: str = "yes"):  # type: ignore[no-untyped-def]
    return client.post(reverse("sheet_show", args=[sheet]), {"team_sees": said})


def opens(account: Account | None, sheet: UUID) -> bool:
    """Whether this one reads it: on the screen, on paper and in the list, all or none."""
    client = browser(account)
    page = client.get(reverse("sheet", args=[sheet]))
    paper = client.get(reverse("sheet_paper", args=[sheet]))
    assert page.status_code == paper.status_code
    if page.status_code == 200:
        assert CAT in page.content.decode()
        assert CAT in " ".join(" ".join(pages_of(paper.content)).split())
    return page.status_code == 200


def test_those_who_work_with_me_read_it_and_others_do_not(world: World, ane: Client, sheet: UUID) -> None:
    assert show(ane, sheet)["Location"] == reverse("sheet", args=[sheet])
    assert [opens(one, sheet) for one in (world.birger, world.gro)] == [True, True]
    for stranger in (world.bodil, world.cathrine, world.dag, world.arne.account, world.carl.account):
        assert not opens(stranger, sheet)
    assert "shown to my group leaders" in reads(world.ane.account, "/worksheets/")


def test_it_is_in_their_list_while_it_is_shown(world: World, ane: Client, sheet: UUID) -> None:
    at = f"/worksheets/of/{world.ane.id}/"
    assert "Nothing yet." in reads(world.birger, at)
    show(ane, sheet)
    assert "filled in by the person" in reads(world.birger, at)
    show(ane, sheet, "no")
    assert "Nothing yet." in reads(world.birger, at)


def test_i_read_who_has_read_it(world: World, ane: Client, sheet: UUID) -> None:
    show(ane, sheet)
    opens(world.gro, sheet)
    as_(world.ane.account)
    looks = AccessLog.objects.filter(participant=world.ane, kind="worksheet", thing_id=sheet)
    assert [look.account for look in looks] == [world.gro]
    assert f"{world.gro.name} (peer specialist)" in reads(world.ane.account, "/mine/privacy/")


def test_they_read_it_without_a_field_to_write_in(world: World, ane: Client, sheet: UUID) -> None:
    show(ane, sheet)
    page = browser(world.birger).get(reverse("sheet", args=[sheet])).content.decode()
    assert 'name="keep"' not in page
    assert "worksheet.js" not in page
    assert reverse("sheet_history", args=[sheet]) not in page
    assert reverse("sheet_show", args=[sheet]) not in page


@pytest.mark.parametrize("who", ["birger", "gro", "eva"])
def test_whatever_they_send_no_word_changes(world: World, ane: Client, sheet: UUID, who: str) -> None:
    show(ane, sheet)
    reader, parcel = browser(world.everybody()[who]), parcel_of([{"field": "keep", "said": "keep=Dog", "base": 0}])
    assert reader.post(reverse("sheet", args=[sheet]), {"base": "0", "keep": "Dog"}).status_code == 403
    answer = reader.post(reverse("sheet_answers", args=[sheet]), parcel, content_type="application/json")
    assert answer.status_code == 403
    assert show(reader, sheet, "no").status_code == 404
    as_(world.ane.account)
    assert [a.value for a in Answer.objects.filter(sheet=sheet)] == [CAT]
    assert Sheet.objects.get(id=sheet).team_sees


def test_what_i_write_afterwards_they_read_too(world: World, ane: Client, sheet: UUID) -> None:
    """It says so before it is shown: as it stands, also when it is changed later."""
    show(ane, sheet)
    as_(world.ane.account)
    base = str(Answer.objects.get(sheet=sheet).number)
    ane.post(reverse("sheet", args=[sheet]), {"base": base, "keep": f"{CAT} and the sea"})
    assert "and the sea" in reads(world.birger, reverse("sheet", args=[sheet]))


def test_taken_back_it_is_gone_for_all_of_them_at_once(world: World, ane: Client, sheet: UUID) -> None:
    show(ane, sheet)
    open_page = browser(world.birger)
    assert open_page.get(reverse("sheet", args=[sheet])).status_code == 200
    show(ane, sheet, "no")
    assert open_page.get(reverse("sheet", args=[sheet])).status_code == 404
    assert not opens(world.gro, sheet)
    assert "mine alone" in reads(world.ane.account, "/worksheets/")
    assert opens(world.ane.account, sheet)


@pytest.mark.parametrize("change", [Change.LEAVE, Change.COMPLETE])
def test_what_was_shown_is_read_by_nobody_once_the_place_is_over(
    world: World, ane: Client, sheet: UUID, change: Change
) -> None:
    show(ane, sheet)
    change_enrolment(by=as_(world.birger), enrolment_id=world.anes_place.id, change=change)
    assert [opens(one, sheet) for one in (world.birger, world.gro)] == [False, False]
    assert opens(world.ane.account, sheet)


def test_shown_on_one_device_and_taken_back_on_another_the_last_counts(world: World, ane: Client, sheet: UUID) -> None:
    other = browser(world.ane.account)
    for client, said, seen in ((ane, "yes", True), (other, "no", False), (ane, "no", False), (other, "yes", True)):
        assert show(client, sheet, said).status_code == 302
        as_(world.ane.account)
        assert Sheet.objects.get(id=sheet).team_sees is seen


def test_not_with_the_printed_pin(world: World, ane: Client, sheet: UUID) -> None:
    assert world.ane.account
    note_method(ane, world.ane.account.id, "first_paper")
    assert show(ane, sheet)["Location"] == "/account/pin/"
    assert not opens(world.birger, sheet)


def test_what_is_filled_in_together_is_neither_shown_nor_hidden(world: World, ane: Client) -> None:
    browser(world.birger).post(
        reverse("worksheets_begin_with", args=[world.ane.id]), {"worksheet": f"{MODULE}/life-areas"}
    )
    as_(world.ane.account)
    made = Sheet.objects.get()
    for said in ("yes", "no"):
        assert show(ane, made.id, said).status_code == 404
    assert ane.get(reverse("sheet_show", args=[made.id])).status_code == 404
    as_(world.ane.account)
    assert Sheet.objects.get(id=made.id).team_sees


def test_a_sheet_that_is_none(ane: Client) -> None:
    assert show(ane, uuid4()).status_code == 404
    assert ane.get(reverse("sheet_show", args=[uuid4()])).status_code == 404


def story(client: Client, sheet: UUID) -> list[str]:
    """What the sheet's history says of who sees it, newest first."""
    html = client.get(reverse("sheet_history", args=[sheet])).content.decode()
    return [what for what in re.findall(r"<li>([^<]+)<br>", html) if what in (SHOWN, KEPT)]


SHOWN, KEPT = "Shown to your group leaders", "Kept to yourself"


def test_that_it_was_shown_and_kept_back_is_written_down(world: World, ane: Client, sheet: UUID) -> None:
    ane.cookies["django_language"] = "en"
    assert story(ane, sheet) == []
    for said in ("yes", "yes", "no", "yes"):
        show(ane, sheet, said)
    assert story(ane, sheet) == [SHOWN, KEPT, SHOWN], "twice is once"


def test_that_it_was_kept_back_is_mine_alone_to_know(world: World, ane: Client, sheet: UUID) -> None:
    for said in ("yes", "no", "yes"):
        show(ane, sheet, said)
    assert opens(world.birger, sheet)
    for other in (world.birger, world.gro, world.eva, world.arne.account, world.cathrine):
        as_(other)
        assert not SheetEvent.objects.exists(), other.name
        assert showings(world.actor(other), sheet) == ()
        assert browser(other).get(reverse("sheet_history", args=[sheet])).status_code == 404
    as_(world.ane.account)
    assert [one.shown for one in showings(world.actor(world.ane.account), sheet)] == [True, False, True]


def test_nobody_writes_it_of_somebody_elses_sheet(world: World, ane: Client, sheet: UUID) -> None:
    show(ane, sheet)
    for by, person in ((world.birger, world.ane), (world.arne.account, world.arne), (world.arne.account, world.ane)):
        as_(by)
        event = SheetEvent(
            sheet_id=sheet,
            shown=False,
            by_id=by.id,
            participant_id=person.id,
            organisation_id=person.organisation_id,
            made_at=clock.now(),
            received_at=clock.now(),
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            added([event])
