# SPDX-License-Identifier: Apache-2.0
"""What the parts say, and how fields are tied to their words for somebody who does not see them."""

import re

import pytest
from django import forms
from django.template import engines

from bedring.web.parts.fields import OwnWords


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load parts %}" + source).render(context)


class WishForm(forms.Form):
    what = forms.CharField(label="What", help_text="One small thing.")
    words = OwnWords(label="My words", who="Only you.", rows=7)
    when = forms.ChoiceField(label="When", choices=[("a", "This week"), ("b", "Later")], widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    shown = forms.BooleanField(label="Show it", help_text="To your leaders.")


def ids_of(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ane", "A"), ("Ragnhild-Synnøve Ytterøyvåg Øksendal", "RØ"), ("Áile Ŋgåsdatter", "ÁŊ"), ("å", "Å"), ("7 +", "?")],
)
def test_a_person_is_a_name_and_initials(name: str, initials: str) -> None:
    html = drawn("{% person name %}", name=name)
    assert f'aria-hidden="true">{initials}</span>' in html
    assert f'<span translate="no">{name}</span>' in html


def test_what_people_write_is_never_markup() -> None:
    evil = "</textarea><script>x</script>"
    html = drawn('{% person name %}{% free_text name="t" label=name who=name value=name error=name %}', name=evil)
    assert "<script>" not in html


def test_free_text_says_who_reads_it_and_is_tied_to_that() -> None:
    html = drawn(
        '{% free_text name="t" label="Note" who="Only you." error="Write a few words." value=value %}', value="A\nB"
    )
    assert 'aria-describedby="t-who t-error"' in html
    assert {"t", "t-who", "t-error"} == set(ids_of(html))
    assert "Only you." in html
    assert "A\nB</textarea>" in html


def test_a_first_empty_line_is_kept() -> None:
    """HTML drops the first line break in a textarea, so that one of ours must come before it."""
    assert ">\n\nA</textarea>" in drawn('{% free_text name="t" label="N" who="W" value=value %}', value="\nA")
    assert ">\n\nA</textarea>" in str(WishForm({"words": "\nA"})["words"])


def test_free_text_without_a_reader_cannot_be_drawn() -> None:
    with pytest.raises(Exception, match="who"):
        drawn('{% free_text name="t" label="Note" %}')


def test_a_rating_has_words_at_its_ends() -> None:
    html = drawn('{% rating name="sure" label="How sure?" low="Not at all" high="Very" steps=7 chosen=2 %}')
    assert html.count('type="radio"') == 7
    assert re.search(r'value="2"[^>]* checked', html)
    assert html.count(" checked") == 1
    assert "1: Not at all" in html
    assert "7: Very" in html
    assert 'value="1" aria-describedby="sure-low"' in html


def test_fields_have_label_help_and_reader() -> None:
    html = str(WishForm())
    assert '<label for="id_words">My words</label>' in html
    assert 'aria-describedby="id_words_helptext"' in html
    assert 'aria-describedby="id_what_helptext"' in html
    assert "Only you." in html
    assert "error" not in html
    assert "<legend>When</legend>" in html
    assert len(ids_of(html)) == len(set(ids_of(html))), "every id is there once"


def test_errors_stand_by_the_field_and_at_the_top() -> None:
    html = str(WishForm({"what": "", "words": "kept", "when": "zzz", "seen": "s"}))
    top = html[: html.index("</ul>")]
    assert html.index("ds-error-summary") < html.index("<label")
    for target in re.findall(r'href="#([^"]+)"', top):
        assert target in ids_of(html), target
    assert 'aria-describedby="id_what_helptext id_what_error"' in html
    assert {"id_what_error", "id_when_error", "id_shown_error"} <= set(ids_of(html))
    assert "kept</textarea>" in html
    assert html.count('name="seen"') == 1
    assert len(ids_of(html)) == len(set(ids_of(html))), "every id is there once"


def test_notice_empty_and_saved() -> None:
    assert 'data-color="warning"' in drawn('{% include "parts/notice.html" with kind="warning" text="x" %}')
    assert 'data-color="info"' in drawn('{% include "parts/notice.html" with text="x" %}')
    assert 'role="status"' in drawn('{% kept "unsent" %}')
    assert "Not yet" in drawn('{% include "parts/empty.html" with text="Not yet" %}')
