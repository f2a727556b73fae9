# SPDX-License-Identifier: Apache-2.0
"""Writes: who takes part, how they are told apart from others, and the words they have chosen."""

import re
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bedring.kit import text
from bedring.kit.refusals import NotThere, Refused
from bedring.people import access
from bedring.people.commands.accounts import address_taken
from bedring.people.models import Account, Participant
from bedring.people.rules import LONGEST_CALLED, LONGEST_NAME, Actor


@transaction.atomic
def register_participant(
    *, by: Actor, organisation_id: UUID, name: str, called: str = "", account: Account | None = None
) -> Participant:
    """Take somebody into the programme at an organisation. An account is optional: paper is enough.

    `called` left empty is the first name. Refused for what is no name, or too long, and for the account of somebody who
    takes part, wherever that is. Who has the full name of somebody here is told apart from them.
    """
    access.check_can_run_programme(by, organisation_id)
    name = text.fits(text.one_line(name), LONGEST_NAME)
    if not text.is_name(name):
        raise Refused(_("Write the full name, with letters."), "no_name")
    called = text.one_line(called) or text.first_name(name)
    if len(called) > LONGEST_CALLED:
        raise Refused(
            _("Write what they like to be called, with %(n)d characters or fewer.") % {"n": LONGEST_CALLED},
            "long_called",
        )
    participant = Participant(organisation_id=organisation_id, name=name, called_alone=called, account=account)
    try:
        with transaction.atomic():
            participant.save(force_insert=True)
    except IntegrityError:  # who takes part elsewhere is not seen from here: PostgreSQL alone knows
        raise address_taken() from None
    here = Participant.objects.filter(organisation=organisation_id)
    tell_apart(by=by, people=[person for person in here if text.same(person.name, name)])
    return participant


@transaction.atomic
def tell_apart(*, by: Actor, people: Collection[Participant]) -> None:
    """Give those of `people` who are called the same something that tells them apart. A number once given stays.

    Others are left as they are: whom they were told apart from may stand beside them again.
    """
    alike = [p for p in people if any(q is not p and text.same(p.called_alone, q.called_alone) for q in people)]
    for participant, shown in zip(alike, text.told_apart([_told_by(p) for p in alike]), strict=True):
        access.check_can_run_programme(by, participant.organisation_id)
        participant.apart = shown.removeprefix(participant.called_alone).strip()
        participant.save(update_fields=["apart"])


def _told_by(person: Participant) -> tuple[str, str, str]:
    """Called, full name, and what orders those of one full name: the number they have, or after all who have one."""
    number = re.search(r"\((\d+)\)$", person.apart)
    return person.called_alone, person.name, f"{int(number[1]) if number else 10**6:07d} {person.id}"


def choose_words(*, by: Actor, words: Mapping[str, str]) -> None:
    """The participant's own words for illness, symptoms and the rest: term to the slug of a choice."""
    if by.participant_id is None:
        raise NotThere
    Participant.objects.filter(id=by.participant_id).update(words=dict(words))
