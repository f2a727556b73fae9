# SPDX-License-Identifier: Apache-2.0
"""Begin a sheet; show it to the team or keep it to oneself."""

import hashlib
import json
from uuid import UUID

import msgspec
from django.db import transaction

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.kit.trail import added
from bedring.people.access import can_look_at_participant
from bedring.people.rules import Actor, TakesPart
from bedring.workbook.models import Sheet, SheetEvent, Wording
from bedring.workbook.rules import Filled


@transaction.atomic
def begin_sheet(*, by: Actor, participant: TakesPart, module: str, worksheet: str, filled: Filled) -> Sheet:
    """Begin a sheet. The person fills in alone; the team with the person, or from the person's paper."""
    own = by.participant_id == participant.id
    if not own and not can_look_at_participant(by, participant):
        raise NotThere
    words = msgspec.to_builtins(curriculum.worksheet_as_written(module, worksheet))
    digest = hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    wording, _made = Wording.objects.get_or_create(digest=digest, defaults={"words": words})
    if not own and filled is Filled.ALONE:
        filled = Filled.TOGETHER
    return Sheet.objects.create(
        participant_id=participant.id,
        organisation_id=participant.organisation_id,
        team_sees=filled is not Filled.ALONE,
        module=module,
        worksheet=worksheet,
        wording=wording,
        filled=filled,
        begun_at=clock.now(),
        begun_by_id=by.account_id,
    )


@transaction.atomic
def show_sheet(*, by: Actor, sheet_id: UUID, team_sees: bool) -> Sheet:
    """The person shows a sheet they filled in alone to those who work with them, or takes it back. Twice is once."""
    mine = Sheet.objects.filter(id=sheet_id, participant=by.participant_id) if by.participant_id else None
    sheet = mine.select_for_update().first() if mine is not None else None
    if sheet is None or sheet.filled != Filled.ALONE:
        raise NotThere
    if sheet.team_sees is not team_sees:
        sheet.team_sees = team_sees
        sheet.save(update_fields=["team_sees"])
        whose = {"participant_id": sheet.participant_id, "organisation_id": sheet.organisation_id}
        now = {"made_at": clock.now(), "received_at": clock.now()}
        added([SheetEvent(sheet=sheet, shown=team_sees, by_id=by.account_id, **whose, **now)])
    return sheet
