# SPDX-License-Identifier: Apache-2.0
"""What is written when a group is set up: the group, its next session, the people in it, and those who work here."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.kit.dates import moment_at
from bedring.kit.text import is_name
from bedring.people.words import ROLE
from bedring.sessions.queries.site import Known
from bedring.sessions.queries.titles import topics_of
from bedring.sessions.rules.states import Format
from bedring.sessions.words import NOT_HELD
from bedring.web.parts.fields import MailAddress, ShortText

FORMATS = [(Format.GROUP.value, _("A group")), (Format.INDIVIDUAL.value, _("One to one"))]
PACES = [("7", _("Every week")), ("14", _("Every second week"))]
LONGEST_AHEAD = timedelta(days=731)
NO_NAME = {"required": _("Write a name.")}
NO_EMAIL = {"required": _("Write an e-mail address."), "invalid": _("Write an address such as name@example.org.")}


class GroupForm(forms.Form):
    """A group's name, place, pace and length. Its first session is planned on the group's own page."""

    name = ShortText(label=_("Name"), max_length=100, error_messages=NO_NAME)
    place = ShortText(label=_("Where you meet"), max_length=200, required=False)
    every_days = forms.TypedChoiceField(label=_("How often"), choices=PACES, coerce=int)
    minutes = forms.IntegerField(
        label=_("Minutes a session"), min_value=15, max_value=240, initial=90,
        error_messages={
            "required": _("Write a number of minutes."), "invalid": _("Write a number of minutes."),
            "min_value": _("Write 15 minutes or more."), "max_value": _("Write 240 minutes or less."),
        },
    )  # fmt: skip


class NewGroupForm(GroupForm):
    """A new group too has a site, a format and an edition, which stay as they are."""

    format = forms.ChoiceField(label=_("Format"), choices=FORMATS)
    edition = forms.ChoiceField(label=_("Edition of the programme"))
    organisation = forms.TypedChoiceField(label=_("Place of work"), coerce=UUID)

    def __init__(self, *args: Any, sites: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        for name, choices in (
            ("organisation", sites),
            ("edition", [(e.slug, e.title[language]) for e in curriculum.editions()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            field.initial = "norway" if name == "edition" else choices[0][0]
            if len(choices) == 1:
                field.widget = forms.HiddenInput()


NEW = "new"
"""What a form is of that plans a session where none was planned."""


class SessionForm(forms.Form):
    """When and where, and with which topic. A time that the clock skips in spring is told, not guessed.

    `of`: the session that was the next when the form was shown.
    """

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day that exists.")},
    )  # fmt: skip
    clock = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Choose a time such as 17:00.")},
    )  # fmt: skip
    place = ShortText(label=_("Where"), max_length=200, required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: str, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        language = get_language() or "nb"
        groups: list[Any] = [("", _("Choose it in the session"))]
        groups += [(of, [(f"{m}/{t}", title) for m, t, title in all_]) for of, all_ in topics_of(edition, language)]
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = groups

    def clean(self) -> dict[str, Any]:
        """Adds `starts_at`, aware, and the topic in its two parts."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        today = clock.today(self.zone)
        if "day" in cleaned and not today <= cleaned["day"] <= today + LONGEST_AHEAD:
            self.add_error("day", _("Choose a day from today on, at most two years ahead."))
        if "day" in cleaned and "clock" in cleaned:
            cleaned["starts_at"] = moment_at(cleaned["day"], cleaned["clock"], self.zone)
            if cleaned["starts_at"] is None:
                self.add_error(
                    "clock", _("The clocks go forward that night, and this time is skipped. Choose another.")
                )
        module, _slash, topic = cleaned.get("topic", "").partition("/")
        return cleaned | {"module": module, "topic": topic}

    def check_still(self, following: UUID | None) -> None:
        """Whether the next session is the one it was when the form was shown; else ask to look once more.

        It may have been started or called off in the meantime, and what was meant for it is not done to another.
        """
        of, now = self.cleaned_data["of"], str(following) if following else NEW
        if of and of != now:
            shown_anew = {self.add_prefix("of"): now}  # it is of the one that is shown now
            self.data = dict(self.data.items()) | shown_anew
            self.add_error(
                "day", _("Somebody has changed the next session just before you. Look at it, then save once more.")
            )


class CallOffForm(forms.Form):
    """Why a session is not held."""

    why = forms.ChoiceField(label=_("Why it is not held"), choices=NOT_HELD.choices(),
        error_messages={"required": _("Choose why."), "invalid_choice": _("Choose why.")})  # fmt: skip


class PersonForm(forms.Form):
    """Somebody who is to take part. No diagnosis and no number are asked for.

    `known`: those registered here who may be the same person, asked about before another is registered.
    """

    known: list[Known] = []

    name = ShortText(label=_("Full name"), max_length=200, error_messages=NO_NAME)
    called = ShortText(
        label=_("What they like to be called"),
        max_length=100,
        required=False,
        help_text=_("Empty: the first name."),
    )
    email = MailAddress(
        label=_("E-mail address, if they want one"), required=False, error_messages=NO_EMAIL,
        help_text=_("They sign in by a link that is sent there. Without one, print a way in on paper."),
    )  # fmt: skip
    another = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not is_name(name):
            raise forms.ValidationError(_("Write the full name, with letters."))
        return name

    def ask_whether(self, known: list[Known]) -> None:
        """Ask whether one of these is the person, instead of registering another."""
        self.known = known
        said = ngettext(
            "Somebody called %(name)s is registered here. Is it the same person?",
            "%(count)d people called %(name)s are registered here. Is it one of them?",
            len(known),
        )
        self.add_error("name", said % {"name": self.cleaned_data["name"], "count": len(known)})


class LeaderForm(forms.Form):
    """One of those who work here, to lead a group."""

    account = forms.TypedChoiceField(
        label=_("Colleague"), coerce=UUID, error_messages={"required": _("Choose somebody.")}
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *colleagues]


class ColleagueForm(forms.Form):
    """Somebody who works here, and in which role."""

    name = ShortText(label=_("Full name"), max_length=200, error_messages=NO_NAME)
    email = MailAddress(label=_("Work e-mail address"), error_messages=NO_EMAIL)
    role = forms.ChoiceField(label=_("Role"), choices=ROLE.choices())
