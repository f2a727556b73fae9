# SPDX-License-Identifier: Apache-2.0
"""The gallery shows every part, in both languages, and is not there in production."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.signed_in import browser
from tests.world import World

FOLDER = Path(__file__).resolve().parents[3] / "bedring" / "web" / "parts" / "templates" / "parts"
SHELLS = {
    "parts/mine.html": "a shell; the gallery is shown in the shell of staff",
    "parts/public.html": "a shell; the gallery is shown in the shell of staff",
    "parts/left.html": "the ordinary page after leaving, which must look like nothing of ours",
    "parts/shell.html": "what the worker shows without network, of nobody",
}


def shown(client: Client) -> set[str]:
    """Names of all templates that take part in the gallery."""
    return {t.name for t in client.get(reverse("gallery")).templates if t.name}


def test_every_part_is_in_the_gallery(world: World) -> None:
    parts = {f"parts/{p.name}" for p in FOLDER.glob("*.html")}
    assert parts - shown(browser(world.birger)) == set(SHELLS)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_its_states_are_told_in_words(world: World, language: str) -> None:
    page = browser(None, language=language).get(reverse("gallery")).content.decode()
    states = {
        "en": ["The step now", "Done", "Resting", "Let go", "Another step took its place", "Not sent yet"],
        "nb": ["Steget nå", "Gjort", "Hviler", "Gitt slipp på", "Et annet steg kom i stedet"],
    }
    for words in states[language]:
        assert words in page, words


def test_it_is_not_there_in_production(world: World, settings) -> None:  # type: ignore[no-untyped-def]
    assert browser(None).get(reverse("gallery")).status_code == 200
    settings.PRODUCTION = True
    assert browser(None).get(reverse("gallery")).status_code == 404
