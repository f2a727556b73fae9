# SPDX-License-Identifier: Apache-2.0
"""A code printed on paper, with a PIN. Only keyed hashes are kept.

The printed PIN opens little: whoever printed it knows it too. The first thing is to choose one's own.

Wrong PINs make the next try wait, by paper and by where they come from (places.py): whoever has found the paper does
not make its owner wait.
"""

import secrets
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from bedring.kit import clock, later
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.text import compared, digits
from bedring.people import access
from bedring.people.commands import open_account
from bedring.people.models import Account, Participant, SignInCode
from bedring.people.rules import Actor
from bedring.people.signin.open import end_sign_ins
from bedring.people.signin.passwords import staff_accounts
from bedring.people.signin.places import NOWHERE, TriedFrom, has_opened_here, has_to_wait, mark_of, note_try

LETTERS = "FJKMRTX23456789"
"""Fifteen that neither look nor sound alike in Norwegian or English, and make no words. Twelve of them are 46 bits."""
TAKEN_FOR = str.maketrans("SZB", "528")
GROUPS, IN_A_GROUP = 4, 3
PRINTED_LASTS = timedelta(days=400)
BY_PAPER = ("printed", "first_paper")
"""How a sign-in by paper is noted: with a PIN of the person's own, or still with the printed one."""


@transaction.atomic
def issue_printed_code(*, by: Actor, participant: Participant) -> tuple[str, str]:
    """(code, PIN) to print for somebody one works with. Earlier papers stop working. Shown now, and never again."""
    access.check_can_print_way_in(by, participant)
    account = participant.account or _account_for(participant)
    if staff_accounts().filter(account=account).exists():
        raise Refused(_("This person also works here, and signs in with a password and a second factor."), "is_staff")
    now = clock.now()
    in_force(account).update(used_at=now)
    end_sign_ins(account.id, ways=BY_PAPER)
    code = "-".join("".join(secrets.choice(LETTERS) for _n in range(IN_A_GROUP)) for _g in range(GROUPS))
    pin = f"{secrets.randbelow(10**6):06d}"
    SignInCode.objects.create(
        account=account,
        kind="printed",
        lookup=_lookup(code),
        pin=make_password(pin),
        made_at=now,
        made_by_id=by.account_id,
        expires_at=now + PRINTED_LASTS,
    )
    _tell(account.id)
    return code, pin


def _tell(account_id: UUID) -> None:
    """By mail, where there is an address, that the way somebody signs in was changed: a job in the same transaction."""
    later.ask("mail_change_of_sign_in", account_id=str(account_id))


def _account_for(participant: Participant) -> Account:
    """A participant who had paper only gets an account without an e-mail address; whoever works with them makes it."""
    fresh = open_account(email=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT bedring_give_account(%s, %s)", [participant.id, fresh.id])
        (account_id,) = cursor.fetchone()
    if account_id is None:
        raise NotThere
    if account_id != fresh.id:  # somebody else printed in the same moment
        fresh.delete()
    return Account.objects.get(id=account_id)


def in_force(account: Account) -> QuerySet[SignInCode]:
    """The printed code that works for this account today: one or none."""
    return SignInCode.objects.filter(account=account, kind="printed", used_at=None, expires_at__gt=clock.now())


def _lookup(code: str) -> str:
    """How a code is found: in any case, with any spaces or dashes, with a letter for the digit it looks like.

    Digits of any script are digits, as in a PIN.
    """
    plain = "".join(c for c in compared(code).upper() if c.isalnum()).translate(TAKEN_FOR)
    return salted_hmac("bedring.printed", plain, algorithm="sha256").hexdigest()


@transaction.atomic
def use_printed_code(code: str, pin: str, place: TriedFrom = NOWHERE) -> Account | None:
    """The account that a code and its PIN open; None for anything else, and for a try that came too soon."""
    now, found = clock.now(), _papers(code).select_for_update().first()
    if found is None or found.expires_at <= now or has_to_wait(found, place, now):
        make_password(pin)  # as slow as a code that exists
        return None
    right = check_password(digits(pin), found.pin)
    note_try(found, place, now, right=right)
    may = Account.objects.filter(id=found.account_id, is_active=True).exclude(id__in=staff_accounts())
    return may.first() if right else None


def _papers(code: str) -> QuerySet[SignInCode]:
    return SignInCode.objects.filter(lookup=_lookup(code), kind="printed", used_at=None)


def is_used_here(code: str, place: TriedFrom) -> bool:
    """Whether the paper with this code has opened on this device before."""
    paper = _papers(code).first()
    return paper is not None and has_opened_here(paper, place)


def mark_for(account: Account) -> str:
    """The mark of a device on which this account's paper has just opened; empty if it has none."""
    paper = in_force(account).first()
    return mark_of(paper) if paper else ""


def has_own_pin(account: Account) -> bool:
    """Whether the paper in force has a PIN that the person chose, which nobody else has seen."""
    return in_force(account).exclude(chosen_at=None).exists()


@transaction.atomic
def choose_pin(*, by: Actor, pin: str, here: str | None = None) -> None:
    """A PIN of one's own for the paper in force: whoever printed the paper then no longer knows it.

    Every other sign-in ends with it; `here` is the key of the one that stays.
    """
    mine = SignInCode.objects.select_for_update().filter(account=by.account_id, kind="printed", used_at=None).first()
    if mine is None or mine.expires_at <= clock.now():
        raise NotThere
    if not is_hard_to_guess(digits(pin)):
        raise Refused(_("Choose 4 to 6 digits that are not all alike and not in a row."), "easy_pin")
    mine.pin, mine.tries, mine.tried_at, mine.chosen_at = make_password(digits(pin)), 0, None, clock.now()
    mine.save(update_fields=["pin", "tries", "tried_at", "chosen_at"])
    end_sign_ins(by.account_id, but=here)
    _tell(by.account_id)


def is_hard_to_guess(pin: str) -> bool:
    """4 to 6 digits, not all alike (1111) and not in a row (1234, 4321)."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 6):
        return False
    return {int(b) - int(a) for a, b in pairwise(pin)} not in ({0}, {1}, {-1})
