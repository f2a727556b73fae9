# SPDX-License-Identifier: Apache-2.0
"""Samples for the gallery: long names, æøå and Sámi letters, nothing at all, something wrong."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from bedring.curriculum import queries as curriculum
from bedring.goals.queries import StepSeen
from bedring.goals.rules import StepState, StepWords
from bedring.kit import clock
from bedring.kit.stretch import Stretch
from bedring.web.parts import reading
from bedring.web.parts.fields import OwnWords
from bedring.web.parts.sections import Line, Section

NAMES = ["Ane", "Ragnhild-Synnøve Ytterøyvåg Øksendalssæter", "Áile Čáhppesjávri Ŋgåsdatter", "æ"]
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


def _step(said: StepWords, state: StepState) -> StepSeen:
    """A step of nobody's."""
    of = {"id": uuid4(), "participant_id": uuid4(), "goal_id": None, "team_sees": False, "agreed_at": clock.now()}
    return StepSeen(said.what, said.when, said.where, said.with_whom, state=state, **of)  # type: ignore[arg-type]


def samples() -> dict[str, object]:
    """Context of the gallery. What is read is the programme's first topic, as it is."""
    language = reading.language()
    place = curriculum.plan("norway")[0]
    said = StepWords("Ringe korlederen og spørre om jeg kan komme og høre på", "torsdag", "hjemme", "broren min")
    step = [Line(said.what), Line(said.when, str(_("When")))]
    return {
        "names": NAMES,
        "steps": [_step(said, state) for state in StepState],
        "bare_step": _step(StepWords("Å"), StepState.CURRENT),
        "section": Section("sample", str(_("My next step")), step, own=True, points=[NAMES[1]]),
        "form": SampleForm(prefix="right"),
        "wrong": SampleForm({"wrong-what": "", "wrong-shown": "on"}, prefix="wrong"),
        "topic": (topic := curriculum.topic(*place, language)),
        "worksheets": reading.worksheets(place[0], topic),
        "stretch": Stretch((), 2, 1, 3),
        "variants": [("short", "Å", "æ"), ("long", NAMES[1], NAMES[1])],
        "variant": "short",
        "stories": [{"title": "Å", "told_by": NAMES[2], "content_note": "æ", "html": "<p>Å</p>"}],
        "practice": curriculum.practice_card(*place, language),
        "guide": curriculum.guide(*place, language),
    }
