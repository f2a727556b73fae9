# SPDX-License-Identifier: Apache-2.0
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody registers on their own: a service makes accounts, participants invite supporters."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
