# SPDX-License-Identifier: Apache-2.0
"""What stood in a page of the site's own before: whole, newest first, with when it ended, and for nobody else."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django.fixtures import Settings

from bedring.curriculum import commands, reader
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.pages import put_page, take_page_away
from tests.curriculum import pack
from tests.evenings import words
from tests.signed_in import browser
from tests.world import World

NAME = "modules/small-things/topics/one-thing.en.md"
AT = datetime(2031, 3, 4, 17, 5, tzinfo=ZoneInfo("Europe/Oslo"))


@pytest.fixture
def site(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A small programme of one topic, and a site's own folder before it."""
    reader.forget()
    settings.SITE_CONTENT = tmp_path / "site"
    settings.CONTENT_DIRS = [settings.SITE_CONTENT, pack.write(tmp_path / "pack")]
    yield tmp_path / "site"
    reader.forget()


def put(world: World, site: Path, last_line: str) -> None:
    """Rita, who leads the programme everywhere, lets the page stand with one more line."""
    set_actor(world.rita.id)
    shipped = (site.parent / "pack" / NAME).read_text(encoding="utf-8")
    seen = commands.digest(commands.text_of((site, site.parent / "pack"), NAME))
    text = f"{shipped}\n{last_line}\n"
    assert put_page(by=world.actor(world.rita), name=NAME, text=text, seen=seen) == []


def page(world: World, name: str = NAME) -> str:
    answer = browser(world.rita).get("/site/versions/", {"name": name})
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_each_stands_there_whole_with_when_it_ended(world: World, site: Path) -> None:
    for n in range(3):
        with clock.stopped_at(AT + timedelta(days=n)):
            put(world, site, f"As it was for day {n}.")
    said = page(world)
    assert "Until 5 March 2031, 17:05" in said
    assert "Until 6 March 2031, 17:05" in said
    assert "Until 4 March" not in said, "what was shipped is none of the site's own versions"
    assert said.index("As it was for day 1.") < said.index("As it was for day 0.")
    assert "As it was for day 2." not in said, "that one stands there now"


def test_what_was_taken_away_is_kept_too(world: World, site: Path) -> None:
    put(world, site, "Ours for a week.")
    set_actor(world.rita.id)
    take_page_away(by=world.actor(world.rita), name=NAME)
    assert not (site / NAME).exists()
    assert "Ours for a week." in page(world)


def test_who_changed_it_is_kept_with_it(world: World, site: Path) -> None:
    put(world, site, "First.")
    put(world, site, "Second.")
    (kept,) = commands.versions(site, NAME)
    assert kept.by == str(world.rita.id)
    assert kept.text.endswith("First.\n")


def test_where_nothing_stood_before_it_says_so(world: World, site: Path) -> None:
    assert "Nothing stood here before." in page(world)
    assert "Nothing stood here before." in page(world, "editions/norway.yaml")


def test_a_page_written_there_is_shown_as_text_and_is_no_markup(world: World, site: Path) -> None:
    put(world, site, "Hello & goodbye «both» of us.")
    put(world, site, "Other.")
    raw = browser(world.rita).get("/site/versions/", {"name": NAME}).content.decode()
    assert "Hello &amp; goodbye «both» of us." in raw


@pytest.mark.parametrize(("who", "status"), [("eva", 403), ("birger", 404), ("gro", 404), ("ane", 404), ("dag", 404)])
def test_who_does_not_lead_all_of_it_reads_none(world: World, site: Path, who: str, status: int) -> None:
    put(world, site, "Ours.")
    put(world, site, "Ours now.")
    answer = browser(world.everybody()[who]).get("/site/versions/", {"name": NAME})
    assert answer.status_code == status
    assert "Ours." not in answer.content.decode()


@pytest.mark.parametrize("name", ["", "x", "../x", "/etc/passwd", ".versions/x", "a" * 400, "\x00"])
def test_of_what_is_no_page_there_are_none(world: World, site: Path, name: str) -> None:
    assert browser(world.rita).get("/site/versions/", {"name": name}).status_code == 404
    assert browser(world.rita).post("/site/versions/", {"name": NAME}).status_code == 405


def test_a_file_of_somebody_else_in_that_folder_is_no_version(world: World, site: Path) -> None:
    put(world, site, "First.")
    put(world, site, "Second.")
    (site / ".versions" / NAME / "notes.txt").write_text("not ours")
    assert "not ours" not in page(world)
