# SPDX-License-Identifier: Apache-2.0
"""Samples for the gallery: long names, æøå, nothing at all, something wrong."""

from types import SimpleNamespace

from django import forms
from django.utils.translation import gettext as _

LONG = "Ragnhild-Synnøve Ytterøyvåg Øksendalssæter"


class SampleForm(forms.Form):
    """A form with one field right, one wrong."""

    what = forms.CharField(label=_("What"), help_text=_("One small thing."))
    shown = forms.BooleanField(label=_("Show it to my group leaders"), required=False)


def samples() -> dict[str, object]:
    """Context of the gallery."""
    states = ("current", "done", "resting", "let_go", "replaced")
    return {
        "long": LONG,
        "steps": [
            SimpleNamespace(what="Ringe korlederen", when="torsdag", where="", with_whom="broren min", state=state)
            for state in states
        ],
        "form": SampleForm(),
        "wrong": SampleForm({"what": ""}),
    }
