# SPDX-License-Identifier: Apache-2.0
"""What a participant can write: a goal, a short-term goal, a step. In own words, as long as a few sentences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bedring.curriculum import queries as curriculum
from bedring.curriculum.shapes import EnglishForms, NorwegianForms
from bedring.goals.queries import GoalSeen
from bedring.goals.rules import LONGEST_WORDS
from bedring.web.parts.fields import MailAddress, OwnWords, ShortText
from bedring.web.parts.reading import language

SEEN_BY_TEAM = _("Show it to my group leaders")
WHO = _("Only you, until you show it to your group leaders. Then you look at it together when you meet.")
WHO_OF_WORDS = _("Those who see the goal now, as it says under My goal.")
WHO_UNDER_OWN = _("Only you, as with the goal.")
EMPTY = {"required": _("Write a few words first.")}


class GoalForm(forms.Form):
    words = OwnWords(
        label=_("My goal, in my own words"), who=WHO, rows=2, max_length=LONGEST_WORDS, error_messages=EMPTY
    )
    why = OwnWords(
        label=_("Why it matters to me (if you like)"), who=WHO, rows=2, max_length=LONGEST_WORDS, required=False
    )
    team_sees = forms.BooleanField(label=SEEN_BY_TEAM, required=False)


class UnderAGoal(forms.Form):
    """Something that may lie under a goal. Where only the person sees that, only they see this: nothing is asked."""

    team_sees = forms.BooleanField(label=SEEN_BY_TEAM, required=False)

    def __init__(self, goal: GoalSeen | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = WHO if goal is None or goal.team_sees else WHO_UNDER_OWN
        if goal is not None and not goal.team_sees:
            del self.fields["team_sees"]


class ShortTermGoalForm(UnderAGoal):
    field_order = ("words", "team_sees")
    words = ShortText(
        label=_("Something on the way there, in the next weeks"), max_length=LONGEST_WORDS, error_messages=EMPTY
    )


class WordsForm(forms.Form):
    words = OwnWords(
        label=_("My goal, in my own words"), who=WHO_OF_WORDS, rows=3, max_length=LONGEST_WORDS, error_messages=EMPTY
    )


class StepForm(UnderAGoal):
    field_order = ("what", "when", "where", "with_whom", "team_sees")
    what = ShortText(label=_("What"), max_length=LONGEST_WORDS, error_messages=EMPTY)
    when = ShortText(label=_("When"), max_length=200, required=False)
    where = ShortText(label=_("Where"), max_length=200, required=False)
    with_whom = ShortText(label=_("With whom"), max_length=200, required=False)


class ChosenWordsForm(forms.Form):
    """For each term of the vocabulary the words there are; the first choice is what the place uses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reads = language()
        for name, term in curriculum.vocabulary().terms.items():
            choices = [(choice.slug, example(choice[reads])) for choice in term.choices]
            self.fields[name] = forms.ChoiceField(
                label=term.about[reads], choices=choices, initial=term.default, widget=forms.RadioSelect
            )


def example(forms_of: EnglishForms | NorwegianForms) -> str:
    """A word as it stands alone."""
    return forms_of.singular if isinstance(forms_of, EnglishForms) else forms_of.indefinite


class SupporterForm(forms.Form):
    email = MailAddress(
        label=_("Their e-mail address"),
        error_messages={
            "required": _("Write their e-mail address."),
            "invalid": _("Write an address such as name@example.org."),
        },
    )
    called = ShortText(
        label=_("What you call them, such as “my sister”"),
        max_length=100,
        error_messages={"required": _("Write what you call them.")},
    )
