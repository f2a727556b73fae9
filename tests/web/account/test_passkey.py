# SPDX-License-Identifier: Apache-2.0
"""Passkeys: added on the page of ways to sign in, then enough by themselves, for staff and for everybody else."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from bedring.people.models import Account
from tests.signed_in import age_sign_in, browser
from tests.web.account.conftest import give_password, is_signed_in
from tests.web.account.passkeys import ADD, add, options_in
from tests.web.account.soft_key import SoftKey


def use(client: Client, key: SoftKey):  # type: ignore[no-untyped-def]
    options = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    return client.post(reverse("mfa_login_webauthn"), {"credential": key.use(options["request_options"])})


@pytest.fixture
def key(ane: Account) -> SoftKey:
    """Ane's own, on her phone."""
    key = SoftKey()
    response = add(browser(ane), key)
    assert response["Location"] == reverse("account_ways_in")
    return key


def test_a_participant_adds_one_and_signs_in_with_it(client: Client, ane: Account, key: SoftKey) -> None:
    response = use(client, key)
    assert response["Location"] == "/"
    assert client.get("/", follow=True).request["PATH_INFO"] == reverse("mine")


def test_it_shows_on_the_page_and_brings_no_recovery_codes(ane: Account, key: SoftKey) -> None:
    assert "My phone" in browser(ane).get(reverse("account_ways_in")).content.decode()
    assert [factor.type for factor in Authenticator.objects.all()] == ["webauthn"]


def test_the_passkey_asked_for_signs_in_by_itself_and_names_only_the_product(ane: Account) -> None:
    options = options_in(browser(ane).get(ADD), "creation_options")["publicKey"]
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert options["rp"] == {"id": "testserver", "name": "Bedring"}
    assert options["user"]["name"] == options["user"]["displayName"] == ane.email


def test_one_that_does_not_ask_for_finger_face_or_pin_is_refused(client: Client, ane: Account, key: SoftKey) -> None:
    add(browser(ane), SoftKey(verifies=False))
    assert Authenticator.objects.count() == 1
    key.verifies = False
    use(client, key)
    assert not is_signed_in(client)


def test_one_of_another_site_or_another_key_is_refused(client: Client, key: SoftKey) -> None:
    stranger = SoftKey(id=key.id, user=key.user)
    elsewhere = SoftKey(id=key.id, user=key.user, origin="https://bedring.example.com")
    elsewhere.key = key.key
    for wrong in (stranger, elsewhere, SoftKey(user=b"not a person"), SoftKey(user=b"0" * 32)):
        assert use(client, wrong)["Location"] == reverse("account_login")
        assert not is_signed_in(client)
    use(client, key)
    assert is_signed_in(client)


def test_an_answer_does_not_work_twice(client: Client, key: SoftKey) -> None:
    options = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    answer = {"credential": key.use(options["request_options"])}
    other = Client()
    client.post(reverse("mfa_login_webauthn"), answer)
    other.post(reverse("mfa_login_webauthn"), answer)
    assert is_signed_in(client)
    assert not is_signed_in(other)


@pytest.mark.parametrize("credential", ["", "x", "{}", "[]", '{"response": {}}', '{"response": {"userHandle": 1}}'])
def test_nonsense_is_refused(client: Client, key: SoftKey, credential: str) -> None:
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert response.status_code == 302
    assert not is_signed_in(client)


def test_nobody_adds_one_at_a_screen_left_open(ane: Account) -> None:
    client = browser(ane)
    age_sign_in(client, 16 * 60)
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"name": "x", "credential": "{}"}).status_code == 403
    assert "sign in anew" in client.get(reverse("account_ways_in")).content.decode()


def test_removing_one_asks_for_it_when_the_sign_in_is_old(ane: Account, key: SoftKey) -> None:
    client, factor = browser(ane), Authenticator.objects.get()
    age_sign_in(client, 16 * 60)
    remove = reverse("mfa_remove_webauthn", args=[factor.pk])
    response = client.get(remove)
    assert response["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))
    options = options_in(client.get(response["Location"]), "request_options")
    client.post(response["Location"], {"credential": key.use(options), "next": remove})
    assert client.post(remove)["Location"] == reverse("mfa_list_webauthn")
    assert not Authenticator.objects.exists()


def test_giving_it_another_name(ane: Account, key: SoftKey) -> None:
    client, factor = browser(ane), Authenticator.objects.get()
    client.post(reverse("mfa_edit_webauthn", args=[factor.pk]), {"name": "Old phone"})
    assert "Old phone" in client.get(reverse("account_ways_in")).content.decode()


def test_nobody_reaches_anothers(birger: Account, key: SoftKey) -> None:
    client, factor = browser(birger), Authenticator.objects.get()
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[factor.pk]), {"name": "x"}).status_code == 404
    assert Authenticator.objects.exists()


# Staff


def test_staff_may_set_up_a_passkey_as_their_factor_and_need_no_password_then(client: Client, birger: Account) -> None:
    give_password(client, birger)
    key = SoftKey()
    assert add(client, key)["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("tonight")).status_code == 200

    other = Client()
    assert use(other, key)["Location"] == "/"
    assert other.get(reverse("tonight")).status_code == 200


def test_staff_use_it_after_the_password_too(client: Client, birger: Account) -> None:
    give_password(client, birger)
    key = SoftKey()
    add(client, key)
    client.post(reverse("account_logout"))
    assert give_password(client, birger)["Location"] == reverse("mfa_authenticate")
    options = options_in(client.get(reverse("mfa_authenticate")), "request_options")
    client.post(reverse("mfa_authenticate"), {"credential": key.use(options)})
    assert client.get(reverse("tonight")).status_code == 200


def test_removing_the_only_one_leads_staff_back_to_setting_one_up(client: Client, birger: Account) -> None:
    give_password(client, birger)
    add(client, SoftKey())
    factor = Authenticator.objects.get(type="webauthn")
    client.post(reverse("mfa_remove_webauthn", args=[factor.pk]))
    assert client.get(reverse("tonight"))["Location"] == reverse("mfa_activate_totp")


def test_many_sign_in_with_passkeys_from_one_hospital_in_a_minute(ane: Account, key: SoftKey) -> None:
    for _colleague in range(25):
        client = Client()
        use(client, key)
        assert is_signed_in(client)
