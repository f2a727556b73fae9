# SPDX-License-Identifier: Apache-2.0
"""Passwords are for staff alone. A first one is set the way a forgotten one is: by a link to the work address."""

import uuid
from typing import Any

from django.db.models import QuerySet

from bedring.kit.text import address
from bedring.people.models import Account, Membership


def staff_accounts() -> QuerySet[Membership, Any]:
    """Ids of the accounts that hold a role, or will: strong sign-in counts from the day the role is given."""
    return Membership.objects.not_over().values("account")


def ask_for_password(email: str) -> uuid.UUID:
    """The id of the account to send a password link to. There is an id whether the address is known or not."""
    known = Account.objects.filter(email=address(email), is_active=True, id__in=staff_accounts()).first()
    return known.id if known else uuid.uuid4()


def password_may_be_sent_to(account_id: uuid.UUID) -> Account | None:
    """The account, for the job that sends the link; None when it may have no password."""
    known = Account.objects.filter(id=account_id, is_active=True, id__in=staff_accounts()).exclude(email=None)
    return known.only("email", "language", "password", "last_login").first()  # the link is made of the last two


def address_of(account_id: uuid.UUID) -> tuple[str, str] | None:
    """(e-mail address, language) for the job that tells somebody of a change to how they sign in."""
    found = Account.objects.filter(id=account_id).exclude(email=None).values_list("email", "language").first()
    return (found[0] or "", found[1]) if found else None
