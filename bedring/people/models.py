# SPDX-License-Identifier: Apache-2.0
"""Accounts, organisations, roles with dates, participants and the people around them."""

import re
from datetime import date, timedelta
from typing import Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast

from bedring.kit import clock
from bedring.kit.rows import Row
from bedring.kit.text import address
from bedring.kit.words import KindField
from bedring.people.rules import Buried, OrganisationKind, Role

T = TypeVar("T", bound=models.Model)


class Organisation(Row):
    """A node of the tree region, trust, centre, unit. `lineage` holds its own id and those above it."""

    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = KindField(OrganisationKind, max_length=10)
    name = models.CharField(max_length=200)
    lineage = ArrayField(models.UUIDField())
    time_zone = models.CharField(max_length=50, default="Europe/Oslo")
    crisis_lines = models.CharField(max_length=50, default="norway")
    peers_print = models.BooleanField(default=False, help_text="peer specialists too print a way in on paper")

    class Meta:
        constraints = [models.UniqueConstraint("parent", "name", name="one_name_under_a_parent")]
        indexes = [GinIndex(fields=["lineage"], name="organisations_by_lineage")]

    def __str__(self) -> str:
        return self.name

    def today(self) -> date:
        """The day on the wall here."""
        return clock.today(self.time_zone)


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=address(username or ""))


def random_bytes() -> Func:
    """32 bytes nobody can guess, of the database's own making: a new one for each row."""
    made = Func(Func(function="gen_random_uuid", output_field=models.UUIDField()), function="uuid_send")
    return Func(made, function="sha256", output_field=models.BinaryField())


class Account(Row, AbstractBaseUser):
    """A way to sign in. Participants who use a printed code have no e-mail address.

    `device_salt`: what keys for the devices of this account are made of (signin/devices.py). It never leaves here.
    """

    email = models.EmailField(unique=True, null=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, default="nb")
    is_active = models.BooleanField(default=True)
    device_salt = models.BinaryField(db_default=random_bytes())

    USERNAME_FIELD = "email"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.name or str(self.pk)


def site_day(organisation: str = "organisation") -> Cast:
    """The day on the wall of the row's own site, in a query; `organisation` is the way to it."""
    now = Value(clock.now(), models.DateTimeField())
    wall = Func(F(f"{organisation}__time_zone"), now, function="timezone", output_field=models.DateTimeField())
    return Cast(wall, models.DateField())


class DatedRows(models.QuerySet[T]):
    """Rows that hold from a day to a day, by the calendar of their own site."""

    def in_force(self) -> Self:
        """Those that hold today; both days count. The single answer is `rules.in_force`."""
        return self.filter(starts__lte=site_day()).filter(Q(ends=None) | Q(ends__gte=site_day()))

    def not_over(self) -> Self:
        """Those that hold today or will."""
        return self.filter(Q(ends=None) | Q(ends__gte=site_day()))


class Dated(models.Model):
    """Something that holds from a day to a day, by the calendar of its organisation."""

    starts = models.DateField()
    ends = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    objects = DatedRows.as_manager()

    class Meta:
        abstract = True

    def end_now(self) -> None:
        """It holds no more, from this moment: `ends` is the last day on which it held to the end."""
        self.ended_at = clock.now()
        self.ends = self.organisation.today() - timedelta(days=1)  # type: ignore[attr-defined]
        self.save(update_fields=["ends", "ended_at"])


def _ends_after_start(name: str) -> models.CheckConstraint:
    """What ended on its first day ends the day before it: there is no day on which it held to the end."""
    return models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts") - timedelta(days=1)), name=name)


class MembershipRows(DatedRows["Membership"]):
    """Roles. Those that are only offered are neither in force nor waiting for their day."""

    def in_force(self) -> Self:
        return super().in_force().exclude(accepted_at=None)

    def not_over(self) -> Self:
        return super().not_over().exclude(accepted_at=None)

    def offered(self) -> Self:
        """Those that wait for the yes of whom they were given to."""
        return self.filter(accepted_at=None, ends=None)


class Membership(Row, Dated):
    """A role in an organisation and everything below it. Until `accepted_at` it is an offer, and counts for nothing.

    `offered_to`: the name that whoever gave it wrote. Until the yes it is all they are shown of whom it was given to.
    """

    accepted_at = models.DateTimeField(null=True)
    offered_to = models.CharField(max_length=200, blank=True, default="")
    objects = MembershipRows.as_manager()  # type: ignore[misc]
    account = models.ForeignKey(Account, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = KindField(Role, max_length=20)

    class Meta:
        constraints = [
            _ends_after_start("membership_ends_after_start"),
            models.UniqueConstraint(
                "account", "organisation", "role", condition=Q(ends=None), name="one_open_membership_of_a_kind"
            ),
        ]


class Participant(Row):
    """Somebody who takes part. `called_alone` is the name they want to hear.

    `apart` is what others put after it when somebody in a group of theirs, or of the same full name at their site, is
    called the same: "K.", "(2)".
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="participants")
    account = models.OneToOneField(Account, models.PROTECT, null=True, related_name="participant")
    name = models.CharField(max_length=200)
    called_alone = models.CharField(max_length=100, db_column="called")
    apart = models.CharField(max_length=220, default="")
    words = models.JSONField(default=dict, help_text="chosen words: term to choice")

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """What they are called where others stand beside them: no namesake of theirs is called the same."""
        return f"{self.called_alone} {self.apart}".strip()

    @property
    def full_name(self) -> str:
        """The full name, with the number of those who share it with somebody here."""
        return " ".join([self.name, *re.findall(r"\(\d+\)$", self.apart)])


class Mine(Row):
    """A row of the participant's own space. `team_sees`: made together in a session, or shown to the group leaders."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    team_sees = models.BooleanField(default=False)

    class Meta:
        abstract = True


class CareRelation(Row, Dated):
    """This practitioner or peer specialist works with this participant.

    `notes_only`: they do not any more, and have until it ends to write the last notes, or to take back a slip.
    """

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="care_relations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="care_relations")
    notes_only = models.BooleanField(default=False)

    class Meta:
        constraints = [
            _ends_after_start("care_relation_ends_after_start"),
            models.UniqueConstraint("participant", "account", condition=Q(ends=None), name="one_open_care_relation"),
        ]


class Supporter(Row):
    """Somebody the participant has invited. What they see is granted item by item, in `trust`."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="supporters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="supports")
    called = models.CharField(max_length=100)
    invited_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("participant", "account", name="one_supporter_per_account")]


class SignInCode(Row):
    """A printed code with a PIN, or a link by e-mail. Only their hashes are kept.

    `used_at`: when a link was used, or a printed code stopped working. `tries`: wrong PINs since the last right one,
    on devices where it has opened before; other tries are SignInTry.
    `chosen_at`: when the person put a PIN of their own in the place of the printed one, which others have seen.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="sign_in_codes")
    kind = models.CharField(max_length=10, choices=[("link", "link"), ("printed", "printed")])
    lookup = models.CharField(max_length=64, unique=True)
    pin = models.CharField(max_length=128, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    chosen_at = models.DateTimeField(null=True)


class SignIn(AbstractBaseSession):
    """One browser somebody is signed in with (or a browser nobody is signed in with, before they are).

    `way`: how (password, mfa, link, printed, first_paper, demo). `device`: the browser and the system, in a few words.
    `seen_at`: when somebody last did something there, to five minutes.
    """

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sign_ins")
    way = models.CharField(max_length=20, blank=True)
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)


class Press(models.Model):
    """One pressing of a form's button, known by the id the form got when it was shown; `went_on`: where it led."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    went_on = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(db_index=True)


class SignInTry(Row):
    """One wrong try to sign in, by a keyed hash of where it came from: a network, or a paper and a network."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="sign_in_try_key_at")]


class Tombstone(Row):
    """What was hidden, taken back, erased or moved: its id and never its words. Added, never changed, by a trigger.

    `thing`: the table it stands or stood in. `organisation`: the site that had it.
    """

    participant = models.ForeignKey(Participant, models.DO_NOTHING, related_name="+", db_constraint=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    thing = models.CharField(max_length=63)
    item = models.CharField(max_length=36)
    reason = KindField(Buried, max_length=10, choices=None)
    at = models.DateTimeField()
