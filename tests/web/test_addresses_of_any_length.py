# SPDX-License-Identifier: Apache-2.0
"""An e-mail address as long as there may be, or longer: kept whole, or told by the field."""

import pytest
from django.urls import reverse

from bedring.people.models import Account
from tests.signed_in import browser
from tests.world import World


def address_of(length: int) -> str:
    """A well-formed address of so many characters."""
    end = "@" + ".".join(["b" * 60] * 3) + ".example.org"
    local = length - len(end)
    while local > 64:
        end = end.replace("@", "@" + "c" * 60 + ".", 1)
        local = length - len(end)
    return "a" * local + end


FORMS = {
    "mine_people": ("ane", {"called": "my sister"}, "email"),
    "groups_register": ("eva", {"person-name": "Nora"}, "person-email"),
    "groups_colleagues": ("eva", {"name": "Nora Ny", "role": "practitioner"}, "email"),
    "account_ask_for_link": (None, {}, "email"),
    "account_reset_password": (None, {}, "email"),
    "account_login": (None, {"password": "four words in a row"}, "login"),
}
"""By address: who asks, what else is typed, and the field of the e-mail address."""


def send(world: World, name: str, email: str):  # type: ignore[no-untyped-def]
    who, typed, field = FORMS[name]
    args = {"groups_register": [world.group.id], "groups_colleagues": [world.fjellvik.id]}.get(name, [])
    client = browser(world.everybody()[who] if who else None)
    return client.post(reverse(name, args=args), typed | {field: email})


@pytest.mark.parametrize("name", list(FORMS))
@pytest.mark.parametrize("length", [255, 300, 320, 321, 5000])
def test_what_is_longer_than_there_is_room_for_is_no_fault_and_makes_nothing(
    world: World, name: str, length: int
) -> None:
    email, before = address_of(length), Account.objects.count()
    assert len(email) == length
    answer = send(world, name, email)
    assert answer.status_code in (200, 302, 422)
    assert Account.objects.count() == before
    if FORMS[name][0]:
        assert answer.status_code == 422
        page = answer.content.decode()
        assert email in page, "what was typed stays"
        assert f"Use 254 characters or fewer. There are {length} now." in page


@pytest.mark.parametrize("name", ["mine_people", "groups_register", "groups_colleagues"])
def test_the_longest_there_is_room_for_is_kept_whole(world: World, name: str) -> None:
    email = address_of(254)
    assert send(world, name, email).status_code == 302
    assert Account.objects.filter(email=email).count() == 1
