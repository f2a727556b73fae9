# SPDX-License-Identifier: Apache-2.0
"""What can be opened, by how strongly somebody has shown who they are. One table; every address stands in it."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum


class Strength(StrEnum):
    """How strongly somebody has shown who they are."""

    NOBODY = "nobody"
    HALF = "half"  # works here, and has given a password but no second factor yet
    FIRST_PAPER = "first_paper"  # a code on paper with the printed PIN, which whoever printed it knows too
    OWN = "own"  # a link to one's own mailbox, or a code on paper with a PIN of one's own
    STRONG = "strong"  # a passkey, or a password and a second factor


S = Strength
EVERYBODY = frozenset(S)
KNOWN = frozenset({S.HALF, S.OWN, S.STRONG})
LIGHT = frozenset({S.FIRST_PAPER, S.OWN, S.STRONG})
ALL_OF_MINE = frozenset({S.OWN, S.STRONG})
WORK = frozenset({S.STRONG})

_GROUPS: tuple[tuple[frozenset[Strength], str], ...] = (
    # Help, leaving, language; and the ways in themselves.
    (EVERYBODY, "help language colour_scheme quick_exit left who shell worker health gallery demo demo_enter"),
    (EVERYBODY, "account_login account_logout account_inactive account_ask_for_link account_link_sent account_link"),
    (EVERYBODY, "account_code account_set_password account_reset_password account_reset_password_done"),
    (EVERYBODY, "account_reset_password_from_key account_reset_password_from_key_done"),
    (EVERYBODY, "mfa_authenticate mfa_login_webauthn"),
    # Showing who one is once more, or more strongly.
    (KNOWN, "account_reauthenticate mfa_activate_totp mfa_add_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn"),
    # The light part of mine: what was made together or shown, when we meet, handouts. Nothing is written.
    (LIGHT, "front device_key mine mine_paper mine_handouts mine_handout account_pin account_ways_in"),
    (LIGHT, "mine_handouts_paper"),
    # All of mine, and one's own record; what others have shared.
    (ALL_OF_MINE, "mine_goal mine_goal_show mine_goal_move mine_step mine_look mine_step_move mine_words mine_privacy"),
    (
        ALL_OF_MINE,
        "mine_goal_paper mine_step_paper mine_privacy_paper mine_step_show mine_words_paper mine_people_paper",
    ),
    (ALL_OF_MINE, "mine_people mine_remove_supporter mine_share mine_take_back invited record"),
    (ALL_OF_MINE, "worksheets worksheet worksheet_begin worksheet_paper sheet sheet_answers sheet_history sheet_paper"),
    (ALL_OF_MINE, "sheet_show topic_show handout_paper booklet_paper workbook_paper"),
    (ALL_OF_MINE, "account_lost_device account_offers account_answer_offer"),
    (ALL_OF_MINE, "account_end_others mfa_index mfa_list_webauthn mfa_edit_webauthn mfa_remove_webauthn"),
    # Work: everything about others, and the second factors of those who work here.
    (WORK, "tonight session start_session close_session entries session_looks"),
    (WORK, "notes note_drafts note_add note_text note_paper record_paper_code"),
    (WORK, "groups groups_new_group groups_group groups_plan groups_add_leader groups_end_leader groups_register"),
    (
        WORK,
        "groups_give_place groups_change_place groups_colleagues_first groups_colleagues groups_end_role",
    ),
    (WORK, "groups_call_off groups_hold_after_all groups_peers_print groups_looks groups_look_explained"),
    (WORK, "programme topic pack_paper site site_edit site_versions"),
    (WORK, "worksheets_of worksheets_begin_with account_change_password mfa_deactivate_totp"),
    (WORK, "mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes"),
)
OPEN_TO: dict[str, frozenset[Strength]] = {name: who for who, names in _GROUPS for name in names.split()}
"""Name of an address to the strengths that open it. What does not stand here opens to nobody."""

IDLE = timedelta(minutes=60)
"""A sign-in that opens work ends when nothing was done with it for so long: longer than any part of an evening."""
BY_ITSELF = frozenset({("GET", "entries"), ("GET", "who"), ("POST", "device_key")})
"""What an open page asks without anybody touching it: no sign that somebody is there."""

ASKS_AGAIN = frozenset({"record_paper_code"})
"""Addresses that ask who one is once more, where that was shown more than a quarter of an hour ago."""


def strength_of(methods: Collection[str], *, staff: bool) -> Strength:
    """How strong a sign-in is, by what was used in it (password, mfa, link, printed, first_paper)."""
    if "mfa" in methods:
        return Strength.STRONG
    if staff:
        return Strength.HALF
    return Strength.OWN if set(methods) - {"first_paper"} else Strength.FIRST_PAPER


def opens(name: str, strength: Strength) -> bool:
    """Whether an address opens to somebody this sure."""
    return strength in OPEN_TO.get(name, frozenset())
