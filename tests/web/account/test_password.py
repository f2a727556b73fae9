# SPDX-License-Identifier: Apache-2.0
"""Passwords of staff: a first, a forgotten, a changed one; and what a stranger can find out, which is nothing."""

from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from bedring.people.models import Account
from bedring.web.jobs import mail_change_of_sign_in
from tests.jobs import as_worker
from tests.signed_in import browser
from tests.web.account.conftest import PASSWORD, address_in, give_password, is_signed_in
from tests.world import World

Deliver = Callable[[], list[EmailMessage]]
RESET, LOGIN = reverse("account_reset_password"), reverse("account_login")
NEW = "ni brune bjørner bader"


def choose(client: Client, mail: EmailMessage, password: str = NEW):  # type: ignore[no-untyped-def]
    page = client.get(address_in(mail), follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else address_in(mail)
    return client.post(where, {"password1": password, "password2": password})


def test_a_first_password_comes_by_a_link_to_the_work_address(client: Client, world: World, deliver: Deliver) -> None:
    account = Account.objects.get(id=world.bodil.id)
    assert not account.has_usable_password()
    client.post(RESET, {"email": str(account.email).upper()})
    (mail,) = deliver()
    assert mail.to == [account.email]
    assert choose(client, mail)["Location"] == reverse("account_reset_password_from_key_done")
    assert not is_signed_in(client), "a new password is no second factor"
    give_password(client, account, NEW)
    assert client.get("/")["Location"] == reverse("mfa_activate_totp")


def test_the_link_works_once(client: Client, birger: Account, deliver: Deliver) -> None:
    client.post(RESET, {"email": birger.email})
    (mail,) = deliver()
    choose(client, mail)
    page = Client().get(address_in(mail), follow=True).content.decode()
    assert "password1" not in page


@pytest.mark.parametrize("password", ["short", "password1234", "birger@fjellvik"])
def test_passwords_that_are_easy_to_guess_are_refused(
    client: Client, birger: Account, deliver: Deliver, password: str
) -> None:
    client.post(RESET, {"email": birger.email})
    assert choose(client, deliver()[0], password).status_code == 200
    birger.refresh_from_db()
    assert birger.check_password(PASSWORD)


@pytest.mark.parametrize("who", ["nobody@example.org", "ane@fjellvikmerke.example", "dag@fjellvikmerke.example"])
def test_nobody_else_gets_one_and_the_answer_does_not_tell(
    client: Client, world: World, deliver: Deliver, who: str
) -> None:
    known, unknown = (Client().post(RESET, {"email": email}) for email in ("birger@fjellvikmerke.example", who))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known["Location"] == reverse("account_reset_password_done")
    assert [mail.to for mail in deliver()] == [["birger@fjellvikmerke.example"]]


def test_the_sign_in_page_says_the_same_of_a_wrong_password_and_an_unknown_address(
    client: Client, birger: Account
) -> None:
    said = set()
    for email in (birger.email, "nobody@example.org", "ane@fjellvikmerke.example"):
        response = client.post(LOGIN, {"login": email, "password": "wrong wrong wrong"})
        said.add(response.context["form"].errors.as_json() + str(len(response.content) - len(str(email))))
    assert len(said) == 1
    assert not is_signed_in(client)


def test_five_wrong_passwords_and_one_waits_but_not_on_another_network(client: Client, birger: Account) -> None:
    for _try in range(5):
        give_password(client, birger, "wrong")
    give_password(client, birger)
    assert not is_signed_in(client)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    give_password(elsewhere, birger)
    assert is_signed_in(elsewhere), "a stranger elsewhere cannot shut somebody out"


def test_a_busy_morning_behind_one_address(birger: Account) -> None:
    """Thirty wrong passwords in a minute from a whole hospital make it wait; right ones never do."""
    for _colleague in range(40):
        client = Client()
        give_password(client, birger)
        assert is_signed_in(client)


def test_a_network_with_many_wrong_tries_waits(client: Client, birger: Account) -> None:
    for number in range(30):
        client.post(LOGIN, {"login": f"guess{number}@example.org", "password": "wrong"})
    give_password(client, birger)
    assert not is_signed_in(client)


def test_changing_it_ends_the_sign_ins_elsewhere(birger: Account) -> None:
    here, elsewhere = browser(birger), browser(birger)
    url = reverse("account_change_password")
    wrong = here.post(url, {"oldpassword": "no", "password1": NEW, "password2": NEW}).content.decode()
    assert "not your password" in wrong
    response = here.post(url, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert response["Location"] == reverse("account_ways_in")
    assert here.get(reverse("tonight")).status_code == 200
    assert elsewhere.get(reverse("tonight")).status_code == 302


def test_one_is_told_that_something_was_changed(birger: Account, deliver: Deliver) -> None:
    browser(birger).post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    (mail,) = deliver()
    assert mail.to == [birger.email]
    assert "http" not in str(mail.body)


def test_without_an_address_there_is_no_mail(world: World, mailoutbox: list[EmailMessage]) -> None:
    account = Account.objects.create(email=None)
    with as_worker():
        mail_change_of_sign_in(account_id=str(account.id))
    assert mailoutbox == []


def test_nobody_signs_up(client: Client, world: World) -> None:
    for path in ("/account/signup/", "/account/email/", "/account/confirm-email/", "/accounts/login/", "/admin/"):
        assert client.get(path).status_code == 404


def test_signing_out_needs_a_post_and_clears_the_browser(birger: Account) -> None:
    client = browser(birger)
    assert client.get(reverse("account_logout")).status_code == 405
    response = client.post(reverse("account_logout"))
    assert "storage" in response["Clear-Site-Data"]
    assert not is_signed_in(client)


def test_the_page_one_wanted_comes_after_signing_in_if_it_is_ours(client: Client, birger: Account) -> None:
    assert give_password(client, birger, next="/tonight/")["Location"] == "/tonight/"
    other = Client()
    assert give_password(other, birger, next="https://example.org/")["Location"] == "/"


def test_a_closed_account_learns_so_only_with_the_right_password(client: Client, birger: Account) -> None:
    Account.objects.filter(id=birger.id).update(is_active=False)
    assert give_password(client, birger, "wrong").status_code == 200
    response = give_password(client, birger)
    assert response["Location"] == reverse("account_inactive")
    assert client.get(response["Location"]).status_code == 200
    assert not is_signed_in(client)
