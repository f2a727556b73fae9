# SPDX-License-Identifier: Apache-2.0
"""Where sign-ins are kept: Django's sessions, in a table that knows whose they are, so that they can be ended."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from bedring.people.models import SignIn

METHODS, DEVICE, BEGAN, SEEN = "account_authentication_methods", "device", "began", "seen"
"""What is read here of a session: how one came in, with which browser, when, and when one last did something."""


class SessionStore(db.SessionStore):
    """Django's, with the account and what the person is shown about it in columns of their own."""

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

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
