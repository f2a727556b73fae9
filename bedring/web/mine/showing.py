# SPDX-License-Identifier: Apache-2.0
"""Who sees a thing of one's own, in words; the question and the receipt when that changes."""

from django.contrib import messages
from django.utils.translation import gettext as _

from bedring.kit.refusals import NotThere
from bedring.web.signed_in import Request


def who_sees(team_sees: bool) -> str:
    """Who sees it now."""
    return _("my group leaders see it") if team_sees else _("only I see it")


def asked_to_show(request: Request) -> bool:
    """What was pressed: show it, or keep it. NotThere for anything else, so that nothing is shown by accident."""
    said = request.POST.get("team_sees")
    if said not in ("yes", "no"):
        raise NotThere
    return said == "yes"


def told(request: Request, shown: bool) -> None:
    """The receipt, on the page that comes next."""
    if shown:
        words = _("Your group leaders can see it from now on. You can take it back whenever you like.")
    else:
        words = _("Only you see it from now on. Your group leaders are not told.")
    messages.success(request, words)
