# SPDX-License-Identifier: Apache-2.0
"""Writes: let a supporter see the step one is working on."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bedring.goals.queries import my_work
from bedring.kit.refusals import Refused
from bedring.people.rules import Actor
from bedring.trust.commands import share, take_back
from bedring.trust.queries import shares_given
from bedring.trust.rules import Thing


@transaction.atomic
def share_my_step(*, by: Actor, supporter_id: UUID) -> None:
    """Let a supporter see the current step. They see one step at a time: an earlier one is taken back with it.

    NotThere for whoever is no supporter of the actor's; Refused where there is no step.
    """
    step = my_work(by).step
    if step is None:
        raise Refused(_("You have no step now. When you have one, you can share it here."), "no_step")
    share(by=by, supporter_id=supporter_id, kind=Thing.STEP, thing=step)
    for earlier in shares_given(by):
        if earlier.supporter_id == supporter_id and earlier.kind is Thing.STEP and earlier.item != step.id:
            take_back(by=by, share_id=earlier.id)
