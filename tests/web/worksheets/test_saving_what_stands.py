# SPDX-License-Identifier: Apache-2.0
"""A sheet sent as it stands changes nothing, and what was written stands as it was: every kind of field, no script."""

import string
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bedring.curriculum import queries as curriculum
from bedring.curriculum.shapes import Field
from bedring.web.parts.sheet_fields import boxes
from bedring.workbook import queries
from bedring.workbook.commands import Written, begin_sheet, save_answers
from bedring.workbook.models import Answer, Sheet
from bedring.workbook.rules import DIAGRAMS, Filled, clean, first_value
from tests.acting import as_
from tests.form_on_a_page import form_on
from tests.signed_in import browser
from tests.world import World

EVERY = [
    (module.slug, one.slug)
    for module in curriculum.modules("norway")
    for of, one in curriculum.worksheets(module.slug, edition="norway")
    if of == module.slug
]


def kinds_of(field: Field) -> set[str]:
    return {field.kind, *(f"{field.kind}: {column.kind}" for column in field.columns)}


def covering() -> list[tuple[str, str]]:
    """A few worksheets in which every kind of field stands, and every kind in a table, by what they add."""
    left: dict[tuple[str, str], set[str]] = {}
    for at in EVERY:
        left[at] = set().union(*(kinds_of(one) for one in curriculum.worksheet(*at).fields))
    chosen, missing = [], set().union(*left.values())
    while missing:
        chosen.append(max(left, key=lambda at: len(left[at] & missing)))
        missing -= left[chosen[-1]]
    return chosen


FEW = covering()
ODD = "\"Åse\" & <b>'Far'</b> {{ x }} 👩\u200d👧"


def some(field: Field, text: str) -> Any:
    """Something that can stand in a field, made of `text` where it is words."""
    made: dict[str, Any] = {
        "date": "2026-02-28",
        "time": "07:05",
        "scale": first_value(field),
        "choice": field.options[-1].slug if field.options else None,
        "several": [option.slug for option in field.options[:2]],
        "checklist": [option.slug for option in field.options],
        "long_text": f"\n  {text}\n\n{text} ",
        "table": [{column.name: some(column, text) for column in field.columns} for _two in range(2)],
        "diagram": {part: [text, "B"] for part in DIAGRAMS[field.shape or "support-map"]},
    }
    return made.get(field.kind, text)


def begun(world: World, module: str, worksheet: str) -> Sheet:
    by = as_(world.ane.account)
    return begin_sheet(by=by, participant=world.ane, module=module, worksheet=worksheet, filled=Filled.ALONE)


def fill(world: World, sheet: Sheet, text: str) -> dict[str, Any]:
    """Every field of the sheet has something in it. What stands then, by field."""
    by = as_(world.ane.account)
    fields = queries.sheet(by, sheet.id).worksheet.fields
    told = save_answers(
        by=by, sheet_id=sheet.id, written=[Written(uuid4(), one.name, some(one, text), 0) for one in fields]
    )
    assert not [one for one in told if one.wrong]
    stands = queries.sheet(by, sheet.id).answers
    assert len(stands) == len(fields)
    return stands


@pytest.fixture
def ane(world: World) -> Client:
    return browser(world.ane.account)


def test_sent_as_it_stands_no_sheet_changes(world: World, ane: Client) -> None:
    for module, worksheet in FEW:
        sheet = begun(world, module, worksheet)
        before = fill(world, sheet, ODD)
        url, answers = reverse("sheet", args=[sheet.id]), Answer.objects.filter(sheet=sheet.id).count()
        sent = form_on(ane.get(url).content, "sheet")
        assert ane.post(url, sent).status_code == 302, worksheet
        by = as_(world.ane.account)
        assert Answer.objects.filter(sheet=sheet.id).count() == answers, worksheet
        assert queries.sheet(by, sheet.id).answers == before, worksheet


def test_an_empty_sheet_sent_as_it_stands_stays_empty(world: World, ane: Client) -> None:
    for module, worksheet in FEW:
        sheet = begun(world, module, worksheet)
        url = reverse("sheet", args=[sheet.id])
        assert ane.post(url, form_on(ane.get(url).content, "sheet")).status_code == 302
        as_(world.ane.account)
        assert not Answer.objects.filter(sheet=sheet.id).exists(), worksheet


def test_emptied_field_by_field_nothing_stands_and_all_is_in_its_story(world: World, ane: Client) -> None:
    sheet = begun(world, "recovery-strategies", "life-areas")
    before = fill(world, sheet, "The cat")
    url = reverse("sheet", args=[sheet.id])
    sent = form_on(ane.get(url).content, "sheet")
    boxed = {
        one.name for one in queries.sheet(as_(world.ane.account), sheet.id).worksheet.fields if one.kind == "several"
    }
    kept = {n: v if n in ("base", "csrfmiddlewaretoken") else "" for n, v in sent.items() if n not in boxed}
    assert ane.post(url, kept).status_code == 302
    page = queries.history(as_(world.ane.account), sheet.id)
    assert set(page.answers.values()) == {None}
    assert {given.field: given.value for given in page.pile if given.value is not None} == before


def test_one_field_changed_is_one_answer(world: World, ane: Client) -> None:
    sheet = begun(world, "social-support", "support-map")
    fill(world, sheet, "K.")
    url = reverse("sheet", args=[sheet.id])
    sent = form_on(ane.get(url).content, "sheet")
    before = Answer.objects.filter(sheet=sheet.id).count()
    ane.post(url, sent | {"map.close": ["K.\r\nGran"]})
    as_(world.ane.account)
    assert Answer.objects.filter(sheet=sheet.id).count() == before + 1
    assert Answer.objects.filter(sheet=sheet.id).latest("number").value["close"] == ["K.", "Gran"]


@pytest.mark.parametrize("text", [string.punctuation, "a" * 200, "\u202eabc", "e\u0301", "  two  spaces  "])
def test_any_words_stand_as_they_are_kept(world: World, ane: Client, text: str) -> None:
    sheet = begun(world, "recovery-strategies", "life-areas")
    before = fill(world, sheet, text)
    url = reverse("sheet", args=[sheet.id])
    sent = form_on(ane.get(url).content, "sheet")
    ane.post(url, sent)
    assert queries.sheet(as_(world.ane.account), sheet.id).answers == before


def test_a_table_grows_by_its_empty_lines_and_closes_its_gaps(world: World, ane: Client) -> None:
    sheet = begun(world, "social-support", "support-map")
    url = reverse("sheet", args=[sheet.id])
    rows = [name for name in form_on(ane.get(url).content, "sheet") if name.startswith("around_me.")]
    assert {name.split(".")[1] for name in rows} == {"0", "1"}, "two empty lines to begin with"
    ane.post(url, {"base": "0", "around_me.1.who": "P.", "around_me.7.who": "K."})
    sent = form_on(ane.get(url).content, "sheet")
    assert (sent["around_me.0.who"], sent["around_me.1.who"]) == (["P."], ["K."])
    assert "around_me.3.who" in sent, "and two empty lines below them"


def test_what_a_page_shows_is_what_the_rule_keeps(world: World) -> None:
    """The boxes of a sheet, and cleaning, are two ways to say one thing: over every field there is."""
    for module, worksheet in EVERY:
        found = curriculum.worksheet(module, worksheet)
        answers = {one.name: clean(one, some(one, ODD)) for one in found.fields}
        shown = {box.key: box for box in boxes(found, answers, "nb")}
        for one in found.fields:
            assert clean(one, answers[one.name]) == answers[one.name], "cleaned twice it is as cleaned once"
            assert shown[one.name].label == one.label["nb"]
