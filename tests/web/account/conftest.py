# SPDX-License-Identifier: Apache-2.0
"""What the tests of signing in share: a password for Birger, an app for his phone, and the mail that goes out."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from bedring.people.models import Account
from bedring.web import jobs
from tests.jobs import as_worker
from tests.world import World

PASSWORD = "fire tog i fjell og fjord"


@pytest.fixture
def birger(world: World) -> Account:
    """A practitioner who has chosen a password, and has no second factor yet."""
    account = Account.objects.get(id=world.birger.id)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def ane(world: World) -> Account:
    """A participant: no password, no role."""
    assert world.ane.account
    return Account.objects.get(id=world.ane.account.id)


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def digits(secret: str = SECRET, later: int = 0) -> str:
    """What the app on a phone shows, so many half minutes from now."""
    counter = next(totp.yield_hotp_counters_from_time()) + settings.MFA_TOTP_TOLERANCE + later
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def app(birger: Account) -> Account:
    """Birger, who has an app that shows six digits, and recovery codes."""
    totp.TOTP.activate(birger, SECRET)
    RecoveryCodes.activate(birger)
    return birger


def give_password(client: Client, account: Account, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("account_login"), {"login": account.email or "", "password": password} | more)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def deliver(mailoutbox: list[EmailMessage]) -> Callable[[], list[EmailMessage]]:
    """Do the mail jobs that wait; what was sent."""

    def run() -> list[EmailMessage]:
        for job in ProcrastinateJob.objects.filter(task_name__startswith="mail_").order_by("id"):
            with as_worker():
                getattr(jobs, job.task_name)(**job.args)
        return mailoutbox

    return run


def address_in(mail: EmailMessage) -> str:
    """The path of the one address in a mail."""
    (found,) = re.findall(r"https?://\S+", str(mail.body))
    return urlsplit(found).path
