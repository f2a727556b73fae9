# SPDX-License-Identifier: Apache-2.0
"""Sheets a person has filled in, every answer in them, and the wording they were begun with."""

from django.db import models

from bedring.kit.trail import NotTakenIn, Trail, numbered
from bedring.kit.words import KindField
from bedring.people.models import Account, Mine, Organisation, Participant
from bedring.workbook.rules import Filled, Given


class Wording(models.Model):
    """A worksheet as it was worded when somebody began a sheet. `digest` is the SHA-256 of its words. Added only."""

    digest = models.CharField(max_length=64, primary_key=True)
    words = models.JSONField()


class Sheet(Mine):
    """One worksheet filled in by, or with, one person. What stands in it is its answers."""

    module = models.SlugField(max_length=60)
    worksheet = models.SlugField(max_length=60)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    filled = KindField(Filled, max_length=10)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["participant", "begun_at"], name="sheets_of_a_person")]


class SheetEvent(Trail):
    """A sheet was shown to the team, or kept back. The person's alone to know of. Added, never changed."""

    number = numbered("workbook_sheetevent_numbers")
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="trail")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    shown = models.BooleanField()


class Answer(Trail):
    """What was written in one field (its `key`) at one time. Added, never changed. The id is made by the device."""

    number = numbered("workbook_answer_numbers")
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="answers")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    value = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("sheet", "number", name="answers_in_order_of_arrival")]

    @property
    def given(self) -> Given:
        """The answer as it is told."""
        return Given(self.number, self.key, self.value, self.by_id, self.made_at)


class RefusedAnswer(NotTakenIn):
    """An answer that was not taken in, for which field and why. Never what it said. Added only."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="refused")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=150)
