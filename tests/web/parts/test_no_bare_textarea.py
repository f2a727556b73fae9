# SPDX-License-Identifier: Apache-2.0
"""Long text says beside it who reads it and when: no <textarea> stands anywhere but inside the parts that do."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms

import bedring.web
from bedring.web.parts.fields import OwnWords

WEB = Path(bedring.web.__file__).parent
PARTS = {"parts/templates/parts/free_text.html", "parts/templates/parts/own_words.html"}


def bare_in_template(source: str) -> bool:
    return "<textarea" in source.lower()


def all_forms(kind: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    """Every form of ours, in whichever module of the web door it stands."""
    for module in pkgutil.walk_packages([str(WEB)], "bedring.web."):
        importlib.import_module(module.name)
    yield from _below(kind)


def _below(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("bedring."):
            yield one
        yield from _below(one)


def bare_in_form(kind: type[forms.BaseForm]) -> list[str]:
    fields = getattr(kind, "base_fields", {})
    return [n for n, f in fields.items() if isinstance(f.widget, forms.Textarea) and not isinstance(f, OwnWords)]


def test_templates_have_no_bare_textarea() -> None:
    found = {str(p.relative_to(WEB)) for p in WEB.rglob("*.html") if bare_in_template(p.read_text())}
    assert found == PARTS


def test_forms_have_no_bare_textarea() -> None:
    found = list(all_forms())
    assert len(found) > 5, "the forms were not found"
    assert {kind.__qualname__: bare_in_form(kind) for kind in found if bare_in_form(kind)} == {}


def test_code_makes_no_textarea_of_its_own() -> None:
    found = {str(p.relative_to(WEB)) for p in WEB.rglob("*.py") if "Textarea" in p.read_text()}
    assert found == {"parts/fields.py"}


def test_a_planted_bare_textarea_is_found() -> None:
    class Planted(forms.Form):
        story = forms.CharField(widget=forms.Textarea)
        told = OwnWords(who="Only you.")

    assert bare_in_form(Planted) == ["story"]
    assert bare_in_template('<p><TextArea name="x"></textarea></p>')


def test_own_words_cannot_be_made_without_saying_who_reads_them() -> None:
    with pytest.raises(TypeError, match="who"):
        OwnWords(label="My story")  # type: ignore[call-arg]
