# SPDX-License-Identifier: Apache-2.0
"""Where sign-ins are kept: Django's sessions, in a table that knows whose they are, so that they can be ended.

A sign-in is fetched together with its account and with what that may be to whom, and PostgreSQL is told in the same
statement who asks: every page begins with it.
"""

from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import DEFAULT_DB_ALIAS, connection

from bedring.kit import clock
from bedring.people.models import Account, SignIn

METHODS, DEVICE, BEGAN, SEEN = "account_authentication_methods", "device", "began", "seen"
"""What is read here of a session: how one came in, with which browser, when, and when one last did something."""


SIGN_IN, ACCOUNT = (tuple(f.attname for f in of._meta.concrete_fields) for of in (SignIn, Account))
WHO_COMES = f"""
SELECT {", ".join(f"s.{name}" for name in SIGN_IN)}, {", ".join(f"a.{name}" for name in ACCOUNT)}, to_jsonb(f),
       set_config('bedring.actor', s.account_id::text, true) || set_config('bedring.light', '', true)
FROM people_signin s LEFT JOIN people_account a ON a.id = s.account_id LEFT JOIN bedring_facts(s.account_id, %(now)s) f
     ON a.id IS NOT NULL
WHERE s.session_key = %(key)s AND s.expire_date > now()"""  # noqa: S608  (names of columns)

NOBODY_YET = object()
"""A request has begun, and its sign-in is not fetched yet."""
_found: ContextVar[object] = ContextVar("found", default=None)


def expect_somebody() -> None:
    """A request begins, in a transaction of its own: the first sign-in that is fetched now is that of who asks."""
    _found.set(NOBODY_YET)


def take_found(account_id: UUID) -> Account | None:
    """The account that came with the sign-in of this request, once."""
    account = _found.get()
    if not isinstance(account, Account) or account.id != account_id:
        return None
    _found.set(None)
    return account


class SessionStore(db.SessionStore):
    """Django's, with the account and what the person is shown about it in columns of their own."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def _get_session_from_db(self) -> SignIn | None:
        if _found.get() is not NOBODY_YET:  # another than that of who asks
            other: SignIn | None = super()._get_session_from_db()  # type: ignore[misc]  # not in Django's stubs
            return other
        _found.set(None)
        with connection.cursor() as cursor:
            cursor.execute(WHO_COMES, {"key": self.session_key, "now": clock.now()})
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        sign_in = SignIn.from_db(DEFAULT_DB_ALIAS, SIGN_IN, row[: len(SIGN_IN)])
        if sign_in.account_id:
            account = Account.from_db(DEFAULT_DB_ALIAS, ACCOUNT, row[len(SIGN_IN) : -2])
            account.facts = row[-2]  # type: ignore[attr-defined]
            _found.set(account)
        return sign_in

    def create_model_instance(self, data: dict[str, Any]) -> SignIn:
        row: SignIn = super().create_model_instance(data)  # type: ignore[assignment]
        row.account_id = data.get(SESSION_KEY)
        row.way, row.device = _way(data), data.get(DEVICE, "")
        row.began_at, row.seen_at = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        return row


def _way(data: dict[str, Any]) -> str:
    used = [str(record.get("method")) for record in data.get(METHODS, [])]
    return "mfa" if "mfa" in used else next(iter(used), "")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
