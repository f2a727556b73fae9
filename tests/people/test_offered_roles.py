# SPDX-License-Identifier: Apache-2.0
"""A role waits for the yes of whom it is given to: works; for the team-mate; hidden from strangers; nonsense."""

from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.commands import answer_offer, end_role, offer_role
from bedring.people.models import Account, Membership, SignIn
from bedring.people.queries import actor_for, colleagues, my_offers
from bedring.people.rules import Role
from bedring.people.signin.links import ask_for_link, secret_of
from bedring.people.signin.passwords import ask_for_password, staff_accounts
from bedring.people.signin.printed import issue_printed_code, use_printed_code
from bedring.trust.models import AccessLog
from bedring.web import jobs
from tests.jobs import as_worker
from tests.signed_in import browser
from tests.world import World

OFFERS = reverse("account_offers")


def offered(world: World, account: Account, *, by: Account | None = None, role: Role = Role.PRACTITIONER) -> Membership:
    giver = by or world.eva
    set_actor(giver.id)
    place = world.havneset if giver == world.cathrine else world.fjellvik
    return offer_role(
        by=world.actor(giver), account=account, organisation_id=place.id, role=role, name="As The Giver Wrote"
    )


def answer_of(client: Client, offer: Membership, answer: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("account_answer_offer", args=[offer.id]), {"answer": answer})


def by_link(account: Account) -> Client:
    client, link = Client(), ask_for_link(str(account.email))
    client.cookies["django_language"] = "en"
    client.post(reverse("account_link", args=[link, secret_of(link)]))
    return client


@pytest.fixture
def ane(world: World) -> Account:
    assert world.ane.account
    return world.ane.account


# An offer counts for nothing


def test_until_the_yes_nothing_changes_for_whom_it_is_offered_to(world: World, ane: Account) -> None:
    set_actor(world.birger.id)
    code, pin = issue_printed_code(by=world.actor(world.birger), participant=world.ane)
    client = by_link(ane)
    offer = offered(world, ane, by=world.cathrine, role=Role.PROGRAMME_LEADER)
    assert client.get(reverse("mine")).status_code == 200
    assert use_printed_code(code, pin) == ane
    assert not staff_accounts().filter(account=ane).exists()
    assert ask_for_password(str(ane.email)) != ane.id
    set_actor(ane.id)
    assert not world.actor(ane).is_staff
    for reach in ("bedring_reach('{programme_leader}')", "bedring_any_reach()"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {reach}")
            assert cursor.fetchall() == []
    assert client.get(reverse("groups")).status_code == 404
    assert offer not in Membership.objects.in_force()


def test_somebody_offered_is_no_colleague_and_cannot_lead(world: World) -> None:
    offered(world, world.dag)
    assert world.dag.id not in {one.id for one in colleagues(world.actor(world.eva), world.fjellvik.id)}


def test_a_look_bears_no_role_that_was_only_offered(world: World) -> None:
    offered(world, world.dag)
    browser(world.dag).get(reverse("invited"))
    set_actor(world.ane.account_id)
    assert {look.role for look in AccessLog.objects.filter(account=world.dag)} == {"supporter"}


# Yes


def test_the_whole_way_of_a_new_colleague(world: World, mailoutbox: list[EmailMessage]) -> None:
    eva = browser(world.eva)
    at = reverse("groups_colleagues", args=[world.fjellvik.id])
    for _twice in range(2):
        eva.post(at, {"name": "Liv Ny", "email": "liv@example.org", "role": "peer_specialist"})
    offer = Membership.objects.get(account__email="liv@example.org")
    page = eva.get(at).content.decode()
    assert "Liv Ny" in page
    assert "offered, not answered yet" in page
    with as_worker():
        jobs.mail_offer(membership_id=str(offer.id))
    assert mailoutbox[0].to == ["liv@example.org"]
    client = by_link(offer.account)
    assert client.get("/")["Location"] == OFFERS
    assert world.fjellvik.name in client.get(OFFERS).content.decode()
    assert answer_of(client, offer, "yes")["Location"] == reverse("account_reset_password_done")
    assert "_auth_user_id" not in client.session
    with as_worker():
        jobs.mail_password_link(account_id=str(offer.account_id))
    assert mailoutbox[1].to == ["liv@example.org"]
    page = eva.get(at).content.decode()
    assert "Liv Ny" in page
    assert "offered, not answered yet" not in page
    eva.post(reverse("groups_end_role", args=[offer.id]))
    assert "Liv Ny" not in eva.get(at).content.decode()


def test_a_colleague_takes_one_more_role_and_stays_signed_in(world: World) -> None:
    offer = offered(world, world.gro)
    client = browser(world.gro)
    assert client.get("/")["Location"] == OFFERS
    assert answer_of(client, offer, "yes")["Location"] == reverse("front")
    assert client.get("/")["Location"] == reverse("tonight")
    set_actor(world.gro.id)
    assert {post.role for post in world.actor(world.gro).posts} == {Role.PEER_SPECIALIST, Role.PRACTITIONER}


def test_with_the_yes_all_sign_ins_without_a_password_end(world: World, ane: Account) -> None:
    clients = [by_link(ane), by_link(ane)]
    offer = offered(world, ane)
    answer_of(clients[0], offer, "yes")
    assert not SignIn.objects.filter(account=ane).exists()
    assert clients[1].get(reverse("mine"))["Location"].startswith(reverse("account_login"))


# No, and later


def test_a_no_changes_nothing_and_is_not_asked_again(world: World, ane: Account) -> None:
    client, offer = by_link(ane), offered(world, ane)
    assert answer_of(client, offer, "no")["Location"] == reverse("front")
    assert client.get("/")["Location"] == reverse("mine")
    assert Membership.objects.get(id=offer.id).ended_at is not None
    assert answer_of(client, offer, "yes").status_code == 404


def test_not_now_leads_on(world: World, ane: Account) -> None:
    offered(world, ane)
    client = by_link(ane)
    assert client.get("/")["Location"] == OFFERS
    assert f"{reverse('front')}?later" in client.get(OFFERS).content.decode()
    assert client.get("/?later")["Location"] == reverse("mine")


def test_an_offer_is_taken_back_by_those_who_lead_there(world: World, ane: Account) -> None:
    offer, client = offered(world, ane), by_link(ane)
    set_actor(world.cathrine.id)
    with pytest.raises(NotThere):
        end_role(by=world.actor(world.cathrine), membership_id=offer.id)
    set_actor(world.birger.id)
    with pytest.raises(Refused):
        end_role(by=world.actor(world.birger), membership_id=offer.id)
    browser(world.eva).post(reverse("groups_end_role", args=[offer.id]))
    assert client.get("/")["Location"] == reverse("mine"), "who was offered it stays signed in"
    assert answer_of(client, offer, "yes").status_code == 404


def test_somebody_offered_to_lead_leaves_the_last_leader_the_last(world: World) -> None:
    offered(world, world.bodil, role=Role.PROGRAMME_LEADER)
    set_actor(world.eva.id)
    with pytest.raises(Refused):
        end_role(by=world.actor(world.eva), membership_id=Membership.objects.get(account=world.eva).id)


# The giver learns nothing


def given_to(world: World, email: str) -> tuple[int, str]:
    """What the giver is answered, and the page they then see, without what is new in each page."""
    client = browser(world.cathrine)
    at = reverse("groups_colleagues", args=[world.havneset.id])
    answer = client.post(at, {"name": "Somebody New", "email": email, "role": "practitioner"})
    set_actor(world.cathrine.id)
    offer = Membership.objects.get(account__email=email, organisation=world.havneset, ended_at=None)
    page = client.get(answer["Location"]).content.decode()
    (line,) = [part for part in page.split("<li") if str(offer.id) in part]
    return answer.status_code, line[: line.index("<form")]


@pytest.mark.parametrize("who", ["ane", "carl", "dag", "birger", "gro"])
def test_the_giver_reads_the_same_whoever_has_the_address(world: World, who: str) -> None:
    known = given_to(world, str(world.everybody()[who].email))
    assert known == given_to(world, "unknown@example.org")
    assert "Somebody New" in known[1]


def test_the_name_of_an_account_is_not_the_givers_to_write(world: World) -> None:
    nameless = Account.objects.create(email="nameless@example.org")
    offer = offered(world, nameless)
    nameless.refresh_from_db()
    assert nameless.name == ""
    set_actor(nameless.id)
    answer_offer(by=actor_for(nameless), membership_id=offer.id, yes=True)
    nameless.refresh_from_db()
    assert nameless.name == "As The Giver Wrote"


def test_an_offer_does_not_keep_somebody_from_being_registered(world: World) -> None:
    email = "new@example.org"
    offered(world, Account.objects.create(email=email), by=world.cathrine)
    where = reverse("groups_register", args=[world.group.id])
    answer = browser(world.eva).post(where, {"person-name": "Nora Ny", "person-email": email})
    assert answer.status_code == 302


# The mail


def test_the_mail_says_nothing_of_what_it_is(world: World, ane: Account, mailoutbox: list[EmailMessage]) -> None:
    offer = offered(world, ane)
    with as_worker():
        jobs.mail_offer(membership_id=str(offer.id))
    (mail,) = mailoutbox
    said = f"{mail.subject} {mail.body}".lower()
    for word in ("role", "practitioner", "fjellvik", "giver", "illness", "group", "work"):
        assert word not in said


def test_no_mail_goes_out_when_nobody_waits_any_more(
    world: World, ane: Account, mailoutbox: list[EmailMessage]
) -> None:
    offer = offered(world, ane)
    answer_of(by_link(ane), offer, "no")
    for membership in (offer.id, world.gros_role.id, uuid4()):
        with as_worker():
            jobs.mail_offer(membership_id=str(membership))
    assert mailoutbox == []


# Strangers, and nonsense


def test_nobody_else_sees_it_or_answers_it(world: World, ane: Account) -> None:
    offer = offered(world, ane)
    for account in (world.dag, world.birger, world.eva, world.cathrine):
        assert answer_of(browser(account), offer, "yes").status_code == 404
        set_actor(account.id)
        assert my_offers(actor_for(account)) == []
        with pytest.raises(NotThere):
            answer_offer(by=actor_for(account), membership_id=offer.id, yes=True)
    assert Membership.objects.get(id=offer.id).accepted_at is None


@pytest.mark.parametrize("answer", ["", "maybe", "YES", "yes please"])
def test_an_odd_answer_is_no_answer(world: World, ane: Account, answer: str) -> None:
    offer = offered(world, ane)
    assert 400 <= answer_of(by_link(ane), offer, answer).status_code < 500
    assert Membership.objects.get(id=offer.id).ends is None


def test_a_printed_pin_says_no_yes(world: World, ane: Account) -> None:
    """Whoever printed the paper knows that PIN: they could have taken the role themselves."""
    offer = offered(world, ane)
    set_actor(world.birger.id)
    code, pin = issue_printed_code(by=world.actor(world.birger), participant=world.ane)
    client = Client()
    client.post(reverse("account_code"), {"code": code, "pin": pin})
    assert client.get("/")["Location"] == reverse("mine")
    assert answer_of(client, offer, "yes")["Location"] == reverse("account_pin")
    assert Membership.objects.get(id=offer.id).accepted_at is None


@pytest.mark.parametrize("change", ["accepted_at", "account", "role"])
def test_postgresql_lets_nobody_say_yes_for_another(world: World, ane: Account, change: str) -> None:
    offer = offered(world, ane)
    held = {"accepted_at": clock.now()} if change == "accepted_at" else {"account": ane} if change == "account" else {}
    row = offer.id if change == "accepted_at" else world.gros_role.id
    with pytest.raises(ProgrammingError, match="waits for the yes"), transaction.atomic():
        Membership.objects.filter(id=row).update(**held or {"role": Role.PROGRAMME_LEADER})
    with pytest.raises(ProgrammingError, match="waits for the yes"), transaction.atomic():
        Membership.objects.create(
            account=ane, organisation=world.fjellvik, role=Role.PEER_SPECIALIST, starts=clock.today(),
            accepted_at=clock.now(),
        )  # fmt: skip
