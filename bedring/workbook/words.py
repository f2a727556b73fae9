# SPDX-License-Identifier: Apache-2.0
"""How a sheet was filled in, and what is wrong with an answer, in words."""

from django.utils.translation import gettext_lazy as _

from bedring.kit.words import Words
from bedring.workbook.rules import Filled, Wrong

FILLED = Words(
    Filled,
    {
        Filled.ALONE: _("filled in by the person"),
        Filled.TOGETHER: _("filled in together"),
        Filled.FROM_PAPER: _("typed in from paper"),
    },
)

FILLED_BY_ME = Words(
    Filled,
    {
        Filled.ALONE: _("filled in by me"),
        Filled.TOGETHER: _("filled in together"),
        Filled.FROM_PAPER: _("typed in from paper"),
    },
    "own",
)

WRONG = Words(
    Wrong,
    {
        Wrong.NO_FIELD: _("This field is not in the worksheet any more. Load the page again."),
        Wrong.NOT_TEXT: _("This could not be understood. Load the page again."),
        Wrong.TOO_LONG: _("This is longer than there is room for. Shorten it a little."),
        Wrong.NOT_AN_OPTION: _("Choose one of those that are there."),
        Wrong.NOT_ON_THE_SCALE: _("Choose a number on the scale."),
        Wrong.NOT_A_DAY: _("Choose a day that exists."),
        Wrong.NOT_A_TIME: _("Choose a time such as 17:00."),
        Wrong.TOO_MANY: _("There are more lines here than there is room for."),
    },
)
