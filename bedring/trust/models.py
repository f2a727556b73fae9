# SPDX-License-Identifier: Apache-2.0
"""The read log, its seals, and what a participant has shared with whom."""

from django.db import models
from django.db.models import F, Q

from bedring.kit.rows import Row
from bedring.kit.words import KindField
from bedring.people.models import Account, Organisation, Participant, Supporter
from bedring.trust.rules import Purpose, Thing, Towards


class AccessLog(models.Model):
    """One look. Added only; a trigger numbers the looks of each participant and chains them by hash.

    `thing_id`: which of its kind was looked at (`rules.Thing` says what it names); null where it was all of them.
    """

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="looks", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    role = KindField(Towards, max_length=20, choices=None)
    kind = KindField(Thing, max_length=20, choices=None)
    thing_id = models.UUIDField(null=True)
    purpose = KindField(Purpose, max_length=20, choices=None)
    at = models.DateTimeField()
    number = models.BigIntegerField(default=0)
    previous = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint("participant", "number", name="one_look_per_number")]
        indexes = [models.Index(fields=["account", "at"], name="looks_by_account")]


class LogSeal(models.Model):
    """What the log was at a moment: the looks since the seal before, by number and digest. Added only."""

    last_look = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    number = models.BigIntegerField(unique=True)
    looks = models.BigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64)


class Share(Row):
    """A participant lets a supporter see one thing, until a day. Taken back at once and silently."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    supporter = models.ForeignKey(Supporter, models.PROTECT, related_name="shares")
    kind = KindField(Thing, max_length=20, choices=None)
    item = models.UUIDField()
    given_at = models.DateTimeField()
    ends = models.DateField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "supporter", "kind", "item", condition=Q(taken_back_at=None), name="one_share_of_an_item"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(taken_back_at__gte=F("given_at")), name="taken_back_after_given"
            ),
        ]


class LookToExplain(Row):
    """A look by somebody who did not work with the person that day, found at night. Added, never changed."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    look = models.OneToOneField(AccessLog, models.PROTECT, related_name="+")
    found_at = models.DateTimeField()


class LookExplained(Row):
    """Somebody who leads the programme has asked about such a look, and it was in order. Added, never changed."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    found = models.OneToOneField(LookToExplain, models.PROTECT, related_name="explained")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
