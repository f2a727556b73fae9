# SPDX-License-Identifier: Apache-2.0
"""What is made of hundreds of files is kept, and never old: a page changed, gone or come shows at the next look."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as conf
from pytest_django.fixtures import Settings

from bedring.curriculum import queries as curriculum
from bedring.curriculum import reader
from bedring.sessions.queries.titles import topics_of

TOPIC = "modules/recovery-strategies/topics/first-steps.en.md"


@pytest.fixture
def shipped(tmp_path: Path, settings: Settings) -> Path:
    """A copy of the content, which may be changed, behind a site's own folder that is empty."""
    copy = tmp_path / "shipped"
    shutil.copytree(Path(conf.CONTENT_DIRS[-1]), copy)
    (tmp_path / "site").mkdir()
    settings.CONTENT_DIRS = [tmp_path / "site", copy]
    return copy


def titles() -> list[str]:
    return [title for _module, topics in topics_of("norway", "en") for _m, _t, title in topics]


def retitle(path: Path, text: str) -> None:
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(title, "title: Quite another name", 1))
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1_000_000_000))


def test_a_page_that_is_changed_in_its_place(shipped: Path) -> None:
    assert "Quite another name" not in titles()
    retitle(shipped / TOPIC, (shipped / TOPIC).read_text())
    assert "Quite another name" in titles()


def test_a_page_of_the_sites_own_that_comes_and_goes(shipped: Path) -> None:
    before, own = titles(), shipped.parent / "site" / TOPIC
    retitle(own, (shipped / TOPIC).read_text())
    assert "Quite another name" in titles()
    own.unlink()
    assert titles() == before


def test_a_page_that_goes_and_comes_back(shipped: Path) -> None:
    before = titles()
    (shipped / TOPIC).rename(shipped / "away.md")
    assert len(titles()) == len(before) - 1
    (shipped / "away.md").rename(shipped / TOPIC)
    assert titles() == before


def test_other_folders_are_another_content(shipped: Path, settings: Settings) -> None:
    before = titles()
    (shipped / TOPIC).unlink()
    settings.CONTENT_DIRS = [conf.CONTENT_DIRS[-1]]
    assert len(titles()) == len(before) - 1


def test_no_file_is_read_while_nothing_has_changed(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = titles()
    monkeypatch.setattr(curriculum, "module", lambda *_: pytest.fail("asked anew"))
    assert titles() == before


def test_within_one_look_a_file_is_looked_for_once(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    look = reader._look
    monkeypatch.setattr(reader, "_look", lambda folders, name: asked.append(name) or look(folders, name))
    with reader.one_look():
        curriculum.titles("recovery-strategies", "first-steps", edition="norway")
        curriculum.titles("recovery-strategies", "first-steps", edition="norway")
    assert len(asked) == len(set(asked)) > 4
    asked.clear()
    (shipped / TOPIC).unlink()
    assert curriculum.titles("recovery-strategies", "first-steps", edition="norway") is None, "a look ends"
    assert asked
