# SPDX-License-Identifier: Apache-2.0
"""Writes: organisations, accounts, roles, participants, who works with whom, supporters."""

from bedring.people.commands.accounts import (
    account_at,
    account_for_leader,
    account_for_participant,
    choose_language,
    open_account,
)
from bedring.people.commands.participants import choose_words, register_participant, tell_apart
from bedring.people.commands.places import found_site, let_peers_print
from bedring.people.commands.roles import answer_offer, end_role, offer_role
from bedring.people.commands.supporters import invite_supporter
from bedring.people.commands.working import start_working_with, stop_working_with

__all__ = [
    "account_at",
    "account_for_leader",
    "account_for_participant",
    "answer_offer",
    "choose_language",
    "choose_words",
    "end_role",
    "found_site",
    "invite_supporter",
    "let_peers_print",
    "offer_role",
    "open_account",
    "register_participant",
    "start_working_with",
    "stop_working_with",
    "tell_apart",
]
