# SPDX-License-Identifier: Apache-2.0
"""Help now: whom to call at the reader's place, also signed out; every number one tap away; from one source."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from pytest_django.fixtures import Settings

from bedring.curriculum import queries as curriculum
from bedring.kit.rows import set_actor
from bedring.people.commands.places import _add_organisation
from bedring.people.models import Organisation
from bedring.people.rules import OrganisationKind
from tests.signed_in import browser
from tests.world import World

NORWEGIAN = ["113", "112", "116 117", "116 123", "22 40 00 40", "116 006", "22 59 13 00"]
HOUSE = Path(__file__).resolve().parents[2] / "bedring"
TYPED = re.compile(r"(?<![\d\w.#/-])(?:113|116 ?\d{3}|22 40 00 40|22 59 13 00)(?![\d\w])")


def numbers(client: Client, **how: str) -> list[str]:
    page = client.get("/help/", **how).content.decode()
    shown = re.findall(r'class="help-number" href="tel:([\d+]+)">([^<]+)<', page)
    assert all(link == text.replace(" ", "") for link, text in shown)
    return [text for _link, text in shown]


def at_place(world: World, country: str) -> None:
    """The place of Ane and Birger has the lines of this country."""
    Organisation.objects.filter(id=world.fjellvik.id).update(crisis_lines=country)


@pytest.mark.django_db
def test_signed_out_it_has_the_lines_of_the_installation(settings: Settings) -> None:
    assert numbers(Client()) == NORWEGIAN
    settings.HELP_LINES = "international"
    assert numbers(Client()) == []
    page = Client().get("/help/", headers={"Accept-Language": "en"}).content.decode()
    assert "The emergency number where you are" in page


@pytest.mark.parametrize("who", ["ane", "birger", "dag"])
def test_everybody_signed_in_has_numbers(world: World, who: str) -> None:
    assert numbers(browser(world.everybody()[who])) == NORWEGIAN


@pytest.mark.parametrize("who", ["ane", "birger"])
def test_the_place_picks_the_lines(world: World, who: str) -> None:
    set_actor(world.eva.id)
    at_place(world, "international")
    assert numbers(browser(world.everybody()[who])) == []
    assert numbers(browser(world.carl.account)) == NORWEGIAN


def test_lines_that_are_gone_are_never_an_empty_page(world: World) -> None:
    set_actor(world.eva.id)
    at_place(world, "atlantis")
    assert numbers(browser(world.ane.account)) == NORWEGIAN


def test_a_new_place_has_the_lines_of_what_it_stands_under(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Organisation, "save", lambda self, **how: None)
    settings.HELP_LINES = "international"
    region = _add_organisation(name="Elsewhere", kind=OrganisationKind.REGION, parent=None)
    settings.HELP_LINES = "norway"
    trust = _add_organisation(name="Elsewhere trust", kind=OrganisationKind.TRUST, parent=region)
    assert region.crisis_lines == trust.crisis_lines == "international"


@pytest.mark.parametrize("page", ["500.html", "503.html"])
def test_the_pages_that_come_whatever_is_wrong_have_numbers_too(page: str, settings: Settings) -> None:
    assert "113 · 116 117 · 116 123" in render_to_string(page)
    settings.HELP_LINES = "atlantis"
    assert "<h1>" in render_to_string(page)


@pytest.mark.parametrize("ending", ["py", "html", "typ", "js"])
def test_no_number_is_typed_in_the_code(ending: str) -> None:
    typed = [
        f"{path.relative_to(HOUSE)}: {found[0]}"
        for path in HOUSE.rglob(f"*.{ending}")
        if "static/" not in str(path)
        for found in TYPED.finditer(path.read_text())
    ]
    assert typed == []
    assert TYPED.search("<p>113 · 116 117</p>")


def test_every_line_says_who_answers_and_who_said_so() -> None:
    for country in ("norway", "international"):
        lines = curriculum.crisis_numbers(country)
        assert len({line.slug for line in lines}) == len(lines)
        assert all(line.number or line.said for line in lines)
