# SPDX-License-Identifier: Apache-2.0
"""Writes: accounts by their address, and the language somebody reads in."""

from django.utils.translation import gettext as _

from bedring.kit import text
from bedring.kit.refusals import Refused
from bedring.people.models import Account, Membership, Participant


def open_account(*, email: str | None, name: str = "", language: str = "nb") -> Account:
    """Make a way to sign in. `email` may be None for somebody who signs in with a printed code."""
    if email and Account.objects.filter(email=text.address(email)).exists():
        raise Refused(_("There is already an account with this e-mail address."), "email_taken")
    account = Account(email=text.address(email) if email else None, name=name, language=language)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


def account_at(*, email: str) -> Account:
    """The account with this address, made when there is none. Says to nobody which it was."""
    known = Account.objects.filter(email=text.address(email)).first()
    return known or open_account(email=email)


def account_for_participant(*, email: str) -> Account:
    """The account by which a participant signs in with this address, made when there is none.

    Refused in the same words whether the address is a colleague's or another participant's: nobody learns which. That
    of somebody who takes part at another place is refused so when they are registered.
    """
    known = Account.objects.filter(email=text.address(email)).first()
    if known is None:
        return open_account(email=email)
    roles = Membership.objects.filter(account=known).exclude(accepted_at=None)  # an offer shuts nobody out
    if Participant.objects.filter(account=known).exists() or roles.exists():
        raise address_taken()
    return known


def address_taken() -> Refused:
    """The no to an address that somebody works or takes part with, wherever that is: it says which to nobody."""
    return Refused(
        _("This address cannot be used here. Leave it empty, and print a way in on paper instead."), "email_taken"
    )


def account_for_leader(*, email: str, name: str) -> Account:
    """The account of whom an administrator lets lead a place, made when there is none. A name that is there is kept."""
    known = Account.objects.filter(email=text.address(email)).first()
    if known is None:
        return open_account(email=email, name=name)
    if not known.name:
        Account.objects.filter(id=known.id).update(name=name)
    return known


def choose_language(*, account: Account, language: str) -> None:
    """Remember the language somebody reads in."""
    Account.objects.filter(id=account.id).update(language=language)
