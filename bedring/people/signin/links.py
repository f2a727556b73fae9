# SPDX-License-Identifier: Apache-2.0
"""One-time links by e-mail. A link is its id and a secret made from that id with the service's key: stored nowhere."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from bedring.kit import clock
from bedring.kit.text import address
from bedring.people.models import Account, SignInCode
from bedring.people.signin.passwords import staff_accounts

LINK_LASTS = timedelta(minutes=15)


def ask_for_link(email: str) -> UUID:
    """The id of a link for this address. There is an id, and as much work, whether the address is known or not.

    Earlier links stay good until they run out, so that nobody can spoil somebody's link by asking for another.
    """
    code_id, now = uuid4(), clock.now()
    account = Account.objects.filter(email=address(email), is_active=True).exclude(id__in=staff_accounts()).first()
    if account is None:
        SignInCode.objects.filter(id=code_id).exists()  # as much to do as for a known address
    else:
        SignInCode.objects.create(
            id=code_id, lookup=code_id.hex, account=account, kind="link", made_at=now, expires_at=now + LINK_LASTS
        )
    return code_id


def secret_of(code_id: UUID) -> str:
    """The secret part of a link."""
    return salted_hmac("bedring.link", str(code_id), algorithm="sha256").hexdigest()[:48]


def link_to_send(code_id: UUID) -> tuple[str, str, str] | None:
    """(e-mail address, language, secret) for the job that sends a link; None when there is nobody to send it to."""
    needed = ("kind", "used_at", "expires_at", "account__email", "account__language")  # what the worker is let read
    code = SignInCode.objects.select_related("account").only(*needed).filter(id=code_id).first()
    if code is None or not code.account.email or not _is_good(code):
        return None
    return code.account.email, code.account.language, secret_of(code.id)


def _is_good(code: SignInCode | None) -> bool:
    return code is not None and code.kind == "link" and code.used_at is None and clock.now() < code.expires_at


def link_is_good(code_id: UUID, secret: str) -> bool:
    """Whether this link would sign somebody in. Looking does not use it up."""
    genuine = constant_time_compare(secret, secret_of(code_id))
    return genuine and _is_good(SignInCode.objects.filter(id=code_id).first())


@transaction.atomic
def use_link(code_id: UUID, secret: str) -> Account | None:
    """The account a link opens, used up by this; None for a link that is wrong, old or used."""
    if not constant_time_compare(secret, secret_of(code_id)):
        return None
    code = SignInCode.objects.select_for_update().filter(id=code_id).first()
    if code is None or not _is_good(code):
        return None
    code.used_at = clock.now()
    code.save(update_fields=["used_at"])
    may = Account.objects.filter(id=code.account_id, is_active=True).exclude(id__in=staff_accounts())
    return may.first()
