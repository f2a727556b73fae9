# SPDX-License-Identifier: Apache-2.0
"""White space and signs that do not show are no words, wherever words are asked for: it is told, nothing is made."""

from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from bedring.goals.models import Goal, GoalEvent, Step
from bedring.kit.text import kept
from bedring.people.models import Membership, Participant, Supporter
from bedring.sessions.models import Course
from bedring.workbook.models import Answer, Sheet
from tests.acting import as_
from tests.signed_in import browser
from tests.world import MODULE, World

NOTHING = [
    "",
    "  ",
    "\u200b",
    "\u200b\u200d\u2060",
    "\u00a0\u3000",
    "\ufeff\u202e",
    "\r\n\t",
    "\x07\x00",
    "\u00ad \u061c",
]


@pytest.mark.parametrize("typed", NOTHING)
def test_they_are_kept_as_nothing(typed: str) -> None:
    assert kept(typed) == ""


@pytest.mark.parametrize("typed", ["x", "?", "·", "👍", "👩\u200d👧", "\ue000", "\u0301", "—", "ﷺ"])
def test_whatever_shows_is_kept_with_the_signs_within_it(typed: str) -> None:
    assert kept(f" {typed} ") == kept(typed) != ""


def send(world: World, who: str, name: str, typed: dict[str, str], **args: Any):  # type: ignore[no-untyped-def]
    return browser(world.everybody()[who]).post(reverse(name, kwargs=args), typed)


FORMS: dict[str, tuple[str, type[models.Model], dict[str, str], str]] = {
    "mine_goal": ("arne", Goal, {"why": "It is me."}, "words"),
    "mine_step": ("arne", Step, {"when": "on Friday"}, "what"),
    "mine_people": ("arne", Supporter, {"email": "liv@example.org"}, "called"),
    "groups_new_group": ("eva", Course, {"place": "Room 1"}, "name"),
    "groups_register": ("eva", Participant, {"person-email": ""}, "person-name"),
    "groups_colleagues": ("eva", Membership, {"email": "nora@example.org", "role": "practitioner"}, "name"),
}
"""By address: who sends it, what it makes, what else is typed, and the field that must have words."""


@pytest.mark.parametrize("typed", ["\u200b", "\u00a0 \u2060"])
@pytest.mark.parametrize("name", list(FORMS))
def test_a_form_says_so_by_the_field_and_makes_nothing(world: World, name: str, typed: str) -> None:
    who, model, more, field = FORMS[name]
    args = {"groups_register": {"course": world.group.id}, "groups_colleagues": {"organisation": world.fjellvik.id}}
    as_(world.everybody()[who])
    before = model._default_manager.count()
    answer = send(world, who, name, more | {field: typed}, **args.get(name, {}))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    as_(world.everybody()[who])
    assert model._default_manager.count() == before


def test_a_goal_is_not_worded_anew_with_nothing(world: World) -> None:
    answer = send(world, "ane", "mine_goal_move", {"words": "\u200b"}, goal=world.goal.id, move="change")
    assert answer.status_code == 422
    as_(world.ane.account)
    assert Goal.objects.get(id=world.goal.id).words == world.goal.words
    assert not GoalEvent.objects.filter(goal=world.goal.id, move="change").exists()


def test_in_a_sheet_nothing_that_shows_is_an_empty_field(world: World) -> None:
    client = browser(world.ane.account)
    client.post(reverse("worksheet_begin", args=[MODULE, "life-areas"]))
    as_(world.ane.account)
    sheet = Sheet.objects.get()
    url = reverse("sheet", args=[sheet.id])
    client.post(url, {"base": "0", "keep": "\u200b\u2060"})
    as_(world.ane.account)
    assert not Answer.objects.exists()
    client.post(url, {"base": "0", "keep": "The cat"})
    as_(world.ane.account)
    base = Answer.objects.get().number
    client.post(url, {"base": str(base), "keep": "\u200b"})
    as_(world.ane.account)
    assert [a.value for a in Answer.objects.order_by("number")] == ["The cat", None], "taken out, as if it were empty"
