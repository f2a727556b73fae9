# SPDX-License-Identifier: Apache-2.0
"""Inviting somebody to what I work on: they can come in and see nothing yet, and nobody learns who they are."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from bedring.goals.queries import my_people
from bedring.people.models import Account, Supporter
from bedring.people.signin.links import ask_for_link, secret_of
from tests.acting import as_
from tests.people_of_mine import invited_by, reads
from tests.signed_in import browser, note_method
from tests.world import World

PEOPLE = reverse("mine_people")
SISTER = {"email": "liv@example.org", "called": "my sister"}


def invite(world: World, **typed: str):  # type: ignore[no-untyped-def]
    return browser(world.ane.account).post(PEOPLE, SISTER | typed)


def test_they_come_in_by_a_link_and_see_nothing_yet(world: World) -> None:
    assert invite(world)["Location"] == PEOPLE
    client, link = browser(None), ask_for_link("liv@example.org")
    client.post(reverse("account_link", args=[link, secret_of(link)]))
    assert client.get("/")["Location"] == reverse("invited")
    client.cookies["django_language"] = "en"
    page = client.get(reverse("invited")).content.decode()
    assert "Nothing is shared with you now." in page
    assert world.ane.called not in page


def test_my_other_device_and_my_paper_code_show_them_too(world: World) -> None:
    invite(world)
    assert [one.called for one in my_people(as_(world.ane.account)).people] == ["my brother", "my sister"]
    other = browser(world.ane.account)
    assert world.ane.account
    note_method(other, world.ane.account.id, "printed")
    assert "my sister" in other.get(PEOPLE).content.decode()


def test_nothing_is_sent_to_them(world: World, mailoutbox: list[EmailMessage]) -> None:
    before = ProcrastinateJob.objects.count()
    invite(world)
    assert ProcrastinateJob.objects.count() == before
    assert mailoutbox == []


@pytest.mark.parametrize("who", ["birger", "gro", "eva", "arne", "dag", "cathrine"])
def test_nobody_else_learns_who_is_invited(world: World, who: str) -> None:
    invite(world)
    account = world.everybody()[who]
    as_(account)
    assert not Supporter.objects.filter(called="my sister").exists()
    client = browser(account)
    for url in ("/", f"/record/{world.ane.id}/", f"/groups/{world.group.id}/", f"/tonight/{world.session.id}/"):
        page = client.get(url, follow=True).content.decode()
        assert "my sister" not in page
        assert "liv@example.org" not in page


@pytest.mark.parametrize("who", ["birger", "dag", "eva"])
def test_only_who_takes_part_invites(world: World, who: str) -> None:
    answer = browser(world.everybody()[who]).post(PEOPLE, SISTER)
    assert answer.status_code == 404
    assert not Account.objects.filter(email="liv@example.org").exists()


def test_with_the_printed_pin_nobody_is_invited(world: World) -> None:
    """Whoever printed the paper knows it: they could let in whom they like."""
    assert world.ane.account
    client = browser(world.ane.account)
    note_method(client, world.ane.account.id, "first_paper")
    assert client.post(PEOPLE, SISTER)["Location"] == reverse("account_pin")
    assert len(my_people(as_(world.ane.account)).people) == 1


@pytest.mark.parametrize("email", ["dag@fjellvikmerke.example", " DAG@Fjellvikmerke.Example "])
def test_an_address_is_one_however_it_is_typed(world: World, email: str) -> None:
    assert invite(world, email=email).status_code == 302
    as_(world.ane.account)
    assert Supporter.objects.filter(participant=world.ane).count() == 1


def test_invited_anew_under_another_name_they_are_called_that(world: World) -> None:
    """What they are called stands on my page, and where it says who has looked."""
    invite(world, email=str(world.dag.email), called="my big brother")
    assert [one.called for one in my_people(as_(world.ane.account)).people] == ["my big brother"]
    reads(world.dag)
    assert "my big brother (supporter)" in reads(world.ane.account, reverse("mine_privacy"))
    assert invited_by(world.ane.account, "my big brother").step is not None, "they see what they saw"


@pytest.mark.parametrize("who", ["birger", "arne", "cathrine"])
def test_the_answer_does_not_tell_whether_there_is_such_an_account(world: World, who: str) -> None:
    known = invite(world, email=str(world.everybody()[who].email), called="a friend")
    unknown = invite(world, email="nobody@example.org", called="another friend")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    page = browser(world.ane.account).get(PEOPLE).content.decode()
    assert world.everybody()[who].name not in page


def test_a_leader_who_is_invited_sees_as_one_what_is_shared_and_no_more(world: World) -> None:
    """Bodil works at the place, with nobody: being invited does not make her one who works with Ane."""
    invite(world, email=str(world.bodil.email), called="a friend")
    assert "Nothing is shared with you now." in reads(world.bodil)
    assert browser(world.bodil).get(f"/record/{world.ane.id}/").status_code == 404


def test_ones_own_address_is_told_so_by_the_field_and_what_was_typed_stays(world: World) -> None:
    assert world.ane.account
    answer = invite(world, email=str(world.ane.account.email), called="myself, really")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is your own address." in page
    assert "myself, really" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"email": ""}, "Write their e-mail address."),
        ({"email": "liv"}, "Write an address such as name@example.org."),
        ({"email": "liv@example.org\x00@"}, "Write an address such as name@example.org."),
        ({"called": "\u200b \x07"}, "Write what you call them."),
        ({"called": "x" * 101}, "Use 100 characters or fewer. There are 101 now."),
    ],
)
def test_nonsense_is_told_by_the_field_and_makes_no_account(world: World, typed: dict[str, str], says: str) -> None:
    before = Account.objects.count()
    answer = invite(world, **typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Account.objects.count() == before


def test_two_presses_are_one(world: World) -> None:
    client: Client = browser(world.ane.account)
    for _twice in range(2):
        client.post(PEOPLE, SISTER)
    as_(world.ane.account)
    assert Supporter.objects.filter(called="my sister").count() == 1


def test_what_they_are_called_is_kept_as_it_was_typed(world: World) -> None:
    called = "<b>Bestemor</b> & Åse 🐶"
    invite(world, called=f"  {called} ")
    assert invited_by(world.ane.account, called)
    page = browser(world.ane.account).get(PEOPLE).content.decode()
    assert "&lt;b&gt;Bestemor&lt;/b&gt; &amp; Åse 🐶" in page
