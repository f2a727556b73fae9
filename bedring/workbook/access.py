# SPDX-License-Identifier: Apache-2.0
"""Who may see and write in a sheet: the person; the team, what was made together or shown to them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bedring.kit.refusals import NotThere, Refused
from bedring.people.rules import Actor
from bedring.trust.access import can_look_at_mine, own_or_shown
from bedring.workbook.models import RefusedAnswer, Sheet
from bedring.workbook.rules import Filled


def visible_sheets(actor: Actor) -> QuerySet[Sheet]:
    """The actor's own sheets, and those of people they work with that the team may see."""
    return Sheet.objects.filter(own_or_shown(actor))


def visible_refusals(actor: Actor, sheet: Sheet) -> QuerySet[RefusedAnswer]:
    """What of a sheet was not taken in: the person, of everybody; others, of their own. Narrows `visible_sheets`."""
    refused = RefusedAnswer.objects.filter(sheet=sheet, sheet__in=visible_sheets(actor))
    return refused if actor.participant_id == sheet.participant_id else refused.filter(by=actor.account_id)


def can_look_at_sheet(actor: Actor, sheet: Sheet) -> bool:
    """The single answer to `visible_sheets`."""
    return can_look_at_mine(actor, sheet)


def can_write_in(actor: Actor, sheet: Sheet) -> bool:
    """The person always; the team in what was made together or typed in from paper, not in what they were shown."""
    if not can_look_at_sheet(actor, sheet):
        return False
    return actor.participant_id == sheet.participant_id or sheet.filled != Filled.ALONE


def check_can_write_in(actor: Actor, sheet: Sheet) -> None:
    """Raises NotThere for a stranger, Refused for those who may only look."""
    if not can_look_at_sheet(actor, sheet):
        raise NotThere
    if not can_write_in(actor, sheet):
        raise Refused(_("You can read this sheet. Only the person can change it."), "only_look")
