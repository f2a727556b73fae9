# SPDX-License-Identifier: Apache-2.0
"""Signing in without a password: a link by e-mail, or a printed code with a PIN.

Neither opens an account that holds a staff role: staff sign in with a password and a second factor. The database holds
no secret: of a link only its id (the secret is made anew from it and the service's key), of a printed code keyed
hashes. A wrong PIN makes the next try wait: nothing for the first three, then 2, 4, 8 … seconds, five minutes at most,
so that guessing 10,000 PINs takes a month and the right person is never shut out for longer than five minutes.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.people.access import can_look_at_participant
from bedring.people.models import Account, Membership, Participant, SignInCode
from bedring.people.rules import Actor

LINK_LASTS = timedelta(minutes=15)
PRINTED_LASTS = timedelta(days=400)
LETTERS = "ABCDEFHKLMNPRTUVXY34679"
"""No letter that looks or sounds like another: no I, J, O, Q, S, Z, G, W; no 0, 1, 2, 5, 8."""
LONGEST_WAIT = timedelta(minutes=5)


def _is_staff(account: Account) -> bool:
    return Membership.objects.filter(account=account).exclude(ends__lt=clock.today()).exists()


def make_link(email: str) -> SignInCode | None:
    """A link for the account with this address; None when there is none that may use one. Say nothing of which."""
    account = Account.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if account is None or _is_staff(account):
        return None
    now = clock.now()
    code = SignInCode(account=account, kind="link", made_at=now, expires_at=now + LINK_LASTS)
    code.lookup = str(code.id)
    code.save(force_insert=True)
    return code


def secret_of(code_id: UUID) -> str:
    """The secret part of a link. Made from the service's key; stored nowhere."""
    return salted_hmac("bedring.link", str(code_id), algorithm="sha256").hexdigest()[:48]


def link_for_mail(code_id: UUID) -> tuple[str, str, str] | None:
    """(e-mail address, language, secret) of a link that is still good, for the job that sends it."""
    code = SignInCode.objects.select_related("account").filter(id=code_id, used_at=None).first()
    if code is None or not code.account.email or code.expires_at < clock.now():
        return None
    return code.account.email, code.account.language, secret_of(code.id)


@transaction.atomic
def use_link(code_id: UUID, secret: str) -> Account | None:
    """The account a link opens, used up by this; None for a link that is wrong, old or used."""
    if not constant_time_compare(secret, secret_of(code_id)):
        return None
    code = SignInCode.objects.select_for_update().filter(id=code_id, kind="link", used_at=None).first()
    if code is None or code.expires_at < clock.now() or _is_staff(code.account) or not code.account.is_active:
        return None
    code.used_at = clock.now()
    code.save(update_fields=["used_at"])
    return code.account


@transaction.atomic
def issue_printed_code(*, by: Actor, participant: Participant) -> tuple[str, str]:
    """A new code and PIN to print for somebody one works with, or for oneself. Earlier ones stop working."""
    if not can_look_at_participant(by, participant) or participant.account is None:
        raise NotThere
    now = clock.now()
    SignInCode.objects.filter(account=participant.account, kind="printed", used_at=None).update(used_at=now)
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    pin = f"{secrets.randbelow(10**6):06d}"
    SignInCode.objects.create(
        account=participant.account,
        kind="printed",
        lookup=_lookup(code),
        pin=make_password(pin),
        made_at=now,
        expires_at=now + PRINTED_LASTS,
    )
    return code, pin


def _lookup(code: str) -> str:
    plain = "".join(c for c in code.upper() if c.isalnum())
    return salted_hmac("bedring.printed", plain, algorithm="sha256").hexdigest()


def wait_after(tries: int, last: datetime | None, now: datetime) -> timedelta:
    """How long until the next try counts, after so many wrong PINs in a row."""
    if last is None or tries < 3:
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(tries - 2, 12)), LONGEST_WAIT)
    return max(timedelta(0), last + pause - now)


@transaction.atomic
def use_printed_code(code: str, pin: str) -> Account | None:
    """The account a printed code and its PIN open; None for anything else, and for a try that came too soon."""
    now = clock.now()
    found = SignInCode.objects.select_for_update().filter(lookup=_lookup(code), kind="printed", used_at=None).first()
    if found is None or found.expires_at < now:
        make_password(pin)  # as slow as a code that exists
        return None
    if wait_after(found.tries, found.tried_at, now):
        make_password(pin)
        return None
    right = check_password(pin.strip(), found.pin)
    found.tries, found.tried_at = (0, None) if right else (found.tries + 1, now)
    found.save(update_fields=["tries", "tried_at"])
    good = right and found.account.is_active and not _is_staff(found.account)
    return found.account if good else None
