# SPDX-License-Identifier: Apache-2.0
"""Samples for the gallery: long names, æøå and Sámi letters, nothing at all, something wrong."""

from types import SimpleNamespace

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bedring.curriculum import queries as curriculum
from bedring.goals.rules import StepState
from bedring.web.parts import reading
from bedring.web.parts.fields import OwnWords

NAMES = ["Ane", "Ragnhild-Synnøve Ytterøyvåg Øksendalssæter", "Áile Čáhppesjávri Ŋgåsdatter", "æ"]
STATES = list(StepState)
MISSING = {"required": _("Write a few words first.")}


class SampleForm(forms.Form):
    """One field of each kind."""

    what = forms.CharField(label=_("What"), help_text=_("One small thing."), error_messages=MISSING)
    words = OwnWords(
        label=_("My own words"),
        who=_("You, and your group leaders when you next meet."),
        error_messages=MISSING,
    )
    when = forms.ChoiceField(
        label=_("When"),
        choices=[("week", _("This week")), ("later", _("Later"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    shown = forms.BooleanField(label=_("Show it to my group leaders"), required=False)


def samples() -> dict[str, object]:
    """Context of the gallery. What is read is the programme's first topic, as it is."""
    language = get_language() or "nb"
    place = curriculum.plan("norway")[0]
    step = {"what": "Ringe korlederen og spørre om jeg kan komme og høre på", "when": "torsdag", "where": "hjemme"}
    return {
        "names": NAMES,
        "steps": [SimpleNamespace(**step, with_whom="broren min", state=state) for state in STATES],
        "bare_step": SimpleNamespace(what="Å", when="", where="", with_whom="", state=StepState.CURRENT),
        "form": SampleForm(prefix="right"),
        "wrong": SampleForm({"wrong-what": "", "wrong-shown": "on"}, prefix="wrong"),
        "topic": (topic := curriculum.topic(*place, language)),
        "worksheets": reading.worksheets(place[0], topic),
        "variants": [("short", "Å", "æ"), ("long", NAMES[1], NAMES[1])],
        "variant": "short",
        "stories": [{"title": "Å", "told_by": NAMES[2], "content_note": "æ", "html": "<p>Å</p>"}],
        "practice": curriculum.practice_card(*place, language),
        "guide": curriculum.guide(*place, language),
    }
