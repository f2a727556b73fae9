# SPDX-License-Identifier: Apache-2.0
"""How an account is fetched for a request: in the one statement that also tells PostgreSQL who asks."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from bedring.people.queries import who_asks


class Backend(AuthenticationBackend):
    """allauth's way to sign in; `request.user` comes with its roles, and the transaction in progress with its actor."""

    def get_user(self, user_id: UUID) -> AbstractBaseUser | None:
        """The account of a sign-in; None when it is closed."""
        found = who_asks(user_id)
        return found if found and self.user_can_authenticate(found) else None
