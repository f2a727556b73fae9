# SPDX-License-Identifier: Apache-2.0
"""A participant or supporter signs in by a link in the mail, or by a code on paper."""

import json
import logging
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from bedring.config.logs import JsonFormatter
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.people.signin.printed import issue_printed_code, use_printed_code
from bedring.web.account.signing_in import OPENED_HERE
from tests.signed_in import browser
from tests.web.account.conftest import address_in, is_signed_in
from tests.world import World

Deliver = Callable[[], list[EmailMessage]]
ASK, CODE = reverse("account_ask_for_link"), reverse("account_code")


@pytest.fixture
def link(client: Client, ane: Account, deliver: Deliver) -> str:
    """The path of the link in the mail Ane asked for."""
    client.post(ASK, {"email": ane.email})
    (mail,) = deliver()
    return address_in(mail)


@pytest.fixture
def paper(world: World, ane: Account) -> dict[str, str]:
    set_actor(world.birger.id)
    code, pin = issue_printed_code(by=world.actor(world.birger), participant=world.ane)
    return {"code": code, "pin": pin}


def wrong(paper: dict[str, str]) -> dict[str, str]:
    return paper | {"pin": f"{(int(paper['pin']) + 1) % 10**6:06d}"}


# The link


def test_by_link(client: Client, ane: Account, link: str) -> None:
    before = client.session.session_key
    assert client.get(link).status_code == 200
    response = client.post(link, follow=True)
    assert response.request["PATH_INFO"] == reverse("mine")
    assert client.session.session_key != before
    assert [r["method"] for r in client.session["account_authentication_methods"]] == ["link"]


def test_mail_scanners_do_not_use_it_up(client: Client, link: str) -> None:
    for _scanner in range(5):
        Client().get(link)
        Client().head(link)
    client.post(link)
    assert is_signed_in(client)


def test_it_works_once(client: Client, link: str) -> None:
    client.post(link)
    late = Client()
    assert late.get(link).status_code == 410
    assert late.post(link).status_code == 410
    assert not is_signed_in(late)


def test_the_button_is_guarded_against_other_sites(link: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(link).status_code == 403
    assert not is_signed_in(client)


def test_the_mail_says_nothing_about_anybody(client: Client, ane: Account, deliver: Deliver) -> None:
    for language, subject in (("en", "Your sign-in link"), ("nb", "Innloggingslenken din")):
        Account.objects.filter(id=ane.id).update(language=language)
        client.post(ASK, {"email": ane.email})
        mail = deliver()[-1]
        assert mail.subject == subject
        assert mail.to == [ane.email]
        assert mail.body.count("http") == 1
        assert not [w for w in ("IMR", "recovery", "illness", "health", "helse", "Ane", "group") if w in str(mail.body)]


def test_the_job_holds_no_secret_and_no_address(client: Client, ane: Account, link: str) -> None:
    row = json.dumps(list(ProcrastinateJob.objects.values("args", "task_name", "lock")))
    assert "mail_sign_in_link" in row
    assert link.rstrip("/").split("/")[-1] not in row
    assert str(ane.email) not in row


@pytest.mark.parametrize("email", ["nobody@example.org", "birger@fjellvikmerke.example", "ane@fjellvikmerke.example"])
def test_the_answer_is_the_same_for_every_address(world: World, email: str, deliver: Deliver) -> None:
    client = Client()
    response = client.post(ASK, {"email": email})
    assert (response.status_code, response["Location"]) == (302, reverse("account_link_sent"))
    assert not client.cookies.get("sessionid")
    assert ProcrastinateJob.objects.filter(task_name="mail_sign_in_link").count() == 1
    assert len(deliver()) == (1 if email.startswith("ane") else 0)


def test_the_work_is_the_same_for_every_address(client: Client, ane: Account) -> None:
    client.post(ASK, {"email": "somebody@example.org"})
    counts = []
    for email in (ane.email, "nobody@example.org", "birger@fjellvikmerke.example"):
        with CaptureQueriesContext(connection) as queries:
            client.post(ASK, {"email": email})
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts


def test_a_bad_address_is_said_beside_the_field(client: Client, world: World) -> None:
    client.cookies["django_language"] = "en"
    for email, says in (("", "Write your e-mail address."), ("ane@", "does not look like an e-mail address")):
        response = client.post(ASK, {"email": email})
        assert response.status_code == 422
        assert says in response.content.decode()


def test_asking_often_gets_five_links_and_then_a_wait_for_known_and_unknown_alike(
    client: Client, ane: Account, deliver: Deliver
) -> None:
    for email in (str(ane.email), "nobody@example.org"):
        answers = [client.post(ASK, {"email": email}).status_code for _time in range(6)]
        assert answers == [302] * 5 + [429]
    mails = deliver()
    assert len(mails) == 5
    client.post(address_in(mails[0]))
    assert is_signed_in(client), "the links already sent stay good"


def test_signing_in_takes_over_the_language_of_the_person(client: Client, ane: Account, link: str) -> None:
    client.cookies["django_language"] = "nb"
    response = client.post(link)
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_somebody_else_at_the_same_browser_leaves_nothing_behind(client: Client, world: World, link: str) -> None:
    dags = browser(world.dag)
    session = dags.session
    session["of Dag"] = "x"
    session.save()
    dags.post(link)
    assert dags.session["_auth_user_id"] == str(world.ane.account_id)
    assert "of Dag" not in dags.session


# The paper


def test_by_paper(client: Client, paper: dict[str, str]) -> None:
    response = client.post(CODE, paper, follow=True)
    assert response.request["PATH_INFO"] == reverse("account_pin"), "first, a PIN that nobody else knows"
    assert client.post(reverse("account_pin"), {"pin": "2719"})["Location"] == reverse("mine")
    again = Client()
    response = again.post(CODE, paper | {"pin": "2719"}, follow=True)
    assert response.request["PATH_INFO"] == reverse("mine")
    assert [r["method"] for r in again.session["account_authentication_methods"]] == ["printed"]


def test_every_no_is_the_same(client: Client, world: World, paper: dict[str, str]) -> None:
    client.cookies["django_language"] = "en"
    unknown = {"code": "FFF-FFF-FFF-FFF", "pin": "123456"}
    pages = [client.post(CODE, given).content.decode() for given in (unknown, wrong(paper), *[wrong(paper)] * 4, paper)]
    assert all("open nothing here" in page for page in pages)
    said = {re.sub(r'value="[^"]*"', "", page) for page in pages}
    assert len(said) == 1, "the last was right, but too soon after the wrong ones, and nothing tells so"
    assert not is_signed_in(client)


def test_a_network_that_tries_too_often_waits_and_others_do_not(client: Client, paper: dict[str, str]) -> None:
    unknown = {"code": "FFF-FFF-FFF-FFF", "pin": "123456"}
    answers = [client.post(CODE, unknown).status_code for _try in range(31)]
    assert answers == [422] * 30 + [429]
    assert client.post(CODE, paper).status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    elsewhere.post(CODE, paper)
    assert is_signed_in(elsewhere)


def test_her_own_phone_opens_while_somebody_else_tries(paper: dict[str, str]) -> None:
    """On the same network, with the card in somebody else's hand; the phone bears a mark that no script can read."""
    hers, finders = Client(), Client()
    cookie = hers.post(CODE, paper).cookies[OPENED_HERE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    hers.post(reverse("account_logout"))
    answers = [finders.post(CODE, wrong(paper)).status_code for _try in range(31)]
    assert answers == [422] * 30 + [429]
    assert OPENED_HERE not in finders.cookies
    assert finders.post(CODE, paper).status_code == 429
    assert hers.post(CODE, wrong(paper)).status_code == 422
    hers.post(CODE, paper)
    assert is_signed_in(hers)


def test_a_made_up_mark_opens_nothing(paper: dict[str, str]) -> None:
    client = Client()
    for mark in ("x", "0" * 64, "æ", "9" * 4000):
        client.cookies[OPENED_HERE] = mark
        assert client.post(CODE, wrong(paper)).status_code == 422
    assert not is_signed_in(client)


def test_right_tries_are_not_counted(paper: dict[str, str]) -> None:
    for _morning in range(35):
        client = Client()
        client.post(CODE, paper)
        assert is_signed_in(client)


def test_what_was_written_stays_except_the_pin(client: Client, world: World) -> None:
    page = client.post(CODE, {"code": "FFF-FFF", "pin": "123456"}).content.decode()
    assert "FFF-FFF" in page
    assert "123456" not in page


def test_choosing_a_pin_on_the_page(ane: Account, paper: dict[str, str]) -> None:
    client = browser(ane)
    assert "Birger" in client.get(reverse("account_ways_in")).content.decode()
    assert client.post(reverse("account_pin"), {"pin": "1111"}).status_code == 422
    assert client.post(reverse("account_pin"), {"pin": "2719"})["Location"] == reverse("account_ways_in")
    assert use_printed_code(paper["code"], "2719") == ane


# Both


@pytest.mark.parametrize("way", ["link", "paper"])
def test_no_secret_reaches_a_log_line(
    way: str, link: str, paper: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    with caplog.at_level(logging.DEBUG):
        if way == "link":
            for method in ("get", "post", "post"):
                getattr(client, method)(link)
        else:
            for given in (wrong(paper), paper):
                client.post(CODE, given)
    lines = "\n".join(JsonFormatter().format(record) for record in caplog.records)
    assert "account_link" in lines or "account_code" in lines
    secrets = {link.rstrip("/").split("/")[-1], *paper.values(), paper["code"].replace("-", "")}
    assert [secret for secret in secrets if secret in lines] == []


@pytest.mark.parametrize("way", ["link", "paper"])
def test_a_closed_account_stays_closed(ane: Account, link: str, paper: dict[str, str], way: str) -> None:
    Account.objects.filter(id=ane.id).update(is_active=False)
    client = Client()
    client.post(link) if way == "link" else client.post(CODE, paper)
    assert not is_signed_in(client)
