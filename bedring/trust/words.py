# SPDX-License-Identifier: Apache-2.0
"""How a look is told: to the person it was at (log), and to those who answer for it (screen)."""

from django.utils.translation import gettext_lazy as _

from bedring.kit.words import Words
from bedring.trust.rules import Purpose, Thing, Towards

THING = Words(
    Thing,
    {
        Thing.SESSION: _("name, goal and step"),
        Thing.GOAL: _("goals"),
        Thing.STEP: _("a step"),
        Thing.NOTE: _("a note"),
        Thing.RECORD: _("the record"),
        Thing.SIGN_IN: _("the page that prints a code"),
        Thing.PAPER_CODE: _("a code printed on paper"),
        Thing.PLACE: _("name and place in a group"),
        Thing.WORKSHEET: _("worksheets"),
        Thing.READ_LOG: _("who has looked"),
    },
)

_TOLD = {
    Thing.SESSION: _("looked at your name, goal and step"),
    Thing.GOAL: _("looked at your goals"),
    Thing.STEP: _("looked at a step of yours"),
    Thing.NOTE: _("looked at your note"),
    Thing.RECORD: _("looked at your record"),
    Thing.SIGN_IN: _("opened the page that prints a code for you"),
    Thing.PAPER_CODE: _("printed a code and a PIN on paper that open your page"),
    Thing.PLACE: _("looked at your name and your place in a group"),
    Thing.WORKSHEET: _("looked at worksheets of yours"),
    Thing.READ_LOG: _("looked at who has looked at you"),
}

THING_TOLD = Words(Thing, _TOLD, "log")

THING_NAMED = Words(
    Thing,
    _TOLD
    | {
        Thing.SESSION: _("looked at your name, goal and step in the session of %(name)s"),
        Thing.GOAL: _("looked at your goal “%(name)s”"),
        Thing.STEP: _("looked at your step “%(name)s”"),
        Thing.NOTE: _("looked at your note from the session of %(name)s"),
        Thing.PLACE: _("looked at your name and your place in the group “%(name)s”"),
        Thing.WORKSHEET: _("looked at your sheet “%(name)s”"),
    },
    "log named",
)

PURPOSE = Words(
    Purpose,
    {
        Purpose.SESSION: _("a session"),
        Purpose.CARE: _("work with the person"),
        Purpose.LEADING: _("leading the programme"),
        Purpose.SUPPORT: _("something shared"),
    },
)

PURPOSE_TOLD = Words(
    Purpose,
    {
        Purpose.SESSION: _("for a session"),
        Purpose.CARE: _("to work with you"),
        Purpose.LEADING: _("to lead the programme"),
        Purpose.SUPPORT: _("because you shared it"),
    },
    "log",
)

TOWARDS = Words(
    Towards,
    {
        Towards.PRACTITIONER: _("practitioner"),
        Towards.PEER_SPECIALIST: _("peer specialist"),
        Towards.PROGRAMME_LEADER: _("programme leader"),
        Towards.SUPPORTER: _("supporter"),
    },
)
