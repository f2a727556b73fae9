# SPDX-License-Identifier: Apache-2.0
"""Accounts by their address: one for each however it is typed, found or made without saying which, and for whom."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils.translation import override

from bedring.kit.refusals import Refused
from bedring.people.commands import (
    account_at,
    account_for_leader,
    account_for_participant,
    choose_language,
    open_account,
    register_participant,
)
from bedring.people.models import Account, Participant
from bedring.people.rules import Role
from tests.acting import as_
from tests.roles import give_role
from tests.signed_in import browser
from tests.world import World

NEW = "new@example.org"
WAYS: dict[str, Callable[[str], Account]] = {
    "a supporter": lambda email: account_at(email=email),
    "a participant": lambda email: account_for_participant(email=email),
    "a leader": lambda email: account_for_leader(email=email, name="Nora Ny"),
}
"""By for whom, how an account is found or made."""


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize("typed", [NEW, " New@Example.ORG ", "NEW@EXAMPLE.ORG"])
def test_an_address_is_one_account_however_it_is_typed(world: World, way: str, typed: str) -> None:
    made = WAYS[way](typed)
    assert made.email == NEW
    assert not made.has_usable_password()
    assert WAYS["a supporter"](NEW.upper()) == made
    assert Account.objects.filter(email=NEW).count() == 1


def test_one_that_is_open_is_not_opened_again(world: World) -> None:
    open_account(email=NEW)
    with pytest.raises(Refused, match="email_taken"):
        open_account(email=f" {NEW.upper()}")


def test_without_an_address_each_is_one_of_its_own(world: World) -> None:
    first, second = open_account(email=None), open_account(email=None)
    assert first != second
    assert first.email is second.email is None


def test_a_supporter_may_be_anybody(world: World) -> None:
    for account in world.everybody().values():
        assert account_at(email=str(account.email)) == account


@pytest.mark.parametrize("who", ["ane", "carl", "birger", "eva", "cathrine"])
def test_who_takes_part_or_works_somewhere_is_refused_in_the_same_words(world: World, who: str) -> None:
    """At another place too, where whoever registers them does not see that they take part."""
    by = as_(world.eva)

    def register() -> None:
        account = account_for_participant(email=str(world.everybody()[who].email))
        register_participant(by=by, organisation_id=world.fjellvik.id, name="Nora Ny", account=account)

    with override("en"), pytest.raises(Refused, match="email_taken") as refused:
        register()
    assert str(refused.value.reason).startswith("This address cannot be used here.")
    assert not Participant.objects.filter(name="Nora Ny").exists()


def test_who_supports_somebody_may_take_part_with_the_same_account(world: World) -> None:
    by = as_(world.eva)
    assert account_for_participant(email=str(world.dag.email)) == world.dag
    made = register_participant(by=by, organisation_id=world.fjellvik.id, name="Dag Ny", account=world.dag)
    client = browser(world.dag)
    assert client.get("/")["Location"] == "/mine/"
    assert world.step.what in client.get("/invited/").content.decode(), "and sees what was shared, as before"
    as_(world.dag)
    assert made.account == world.dag


def test_the_name_of_somebody_who_is_known_is_not_the_givers_to_write(world: World) -> None:
    account_for_leader(email=str(world.bodil.email), name="Somebody Else")
    assert Account.objects.get(id=world.bodil.id).name == world.bodil.name
    nameless = open_account(email=NEW)
    account_for_leader(email=NEW, name="Nora Ny")
    nameless.refresh_from_db()
    assert nameless.name == "Nora Ny"


def test_a_role_from_tomorrow_shuts_one_out_from_taking_part_today(world: World) -> None:
    """Strong sign-in counts from the day the role is given: a link would not open the account."""
    account = open_account(email=NEW)
    starts = world.fjellvik.today() + timedelta(days=30)
    give_role(
        by=as_(world.eva), account=account, organisation_id=world.fjellvik.id, role=Role.PRACTITIONER, starts=starts
    )
    with pytest.raises(Refused, match="email_taken"):
        account_for_participant(email=NEW)


def test_the_language_chosen_is_the_accounts_on_every_device(world: World) -> None:
    assert world.ane.account
    choose_language(account=world.ane.account, language="nb")
    assert Account.objects.get(id=world.ane.account.id).language == "nb"
    assert Account.objects.get(id=world.dag.id).language == "en", "and nobody else's"
