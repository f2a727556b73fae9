# SPDX-License-Identifier: Apache-2.0
"""A site's own file: put in its place whole, taken away, and never over what somebody else wrote in the meantime."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from bedring.curriculum.commands import (
    LONGEST,
    NotContent,
    digest,
    problems_of,
    put_file,
    take_file_away,
    text_of,
    topic_of,
    versions,
)
from bedring.kit.refusals import Refused, SomebodyElseWrote

TOPIC = "modules/small-things/topics/one-thing.en.md"
BY = uuid4()


@pytest.fixture
def folders(pack: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The site's own folder, which is empty, before the pack."""
    return tmp_path / "site", pack


def put(folders: tuple[Path, Path], text: str, seen: str | None = None, name: str = TOPIC, by: UUID = BY) -> list[str]:
    known = digest(text_of(folders, name)) if seen is None else seen
    found = put_file(site=folders[0], folders=folders, name=name, text=text, seen=known, by=by)
    return [one.message for one in found]


def test_it_stands_before_the_shipped_one_which_stays(folders: tuple[Path, Path]) -> None:
    shipped = text_of(folders, TOPIC)
    assert put(folders, f"{shipped}\nOne more line.\n") == []
    assert text_of(folders, TOPIC).endswith("One more line.\n")
    assert (folders[1] / TOPIC).read_text() == shipped
    assert versions(folders[0], TOPIC) == [], "of the site's own nothing stood there before"


def test_nothing_is_half_written(folders: tuple[Path, Path]) -> None:
    put(folders, f"{text_of(folders, TOPIC)}\nOne more line.\n")
    assert [path.name for path in (folders[0] / TOPIC).parent.iterdir()] == ["one-thing.en.md"]


def test_each_earlier_one_is_kept_the_newest_first(folders: tuple[Path, Path]) -> None:
    shipped = text_of(folders, TOPIC)
    for n in range(3):
        put(folders, f"{shipped}\nLine number {n} of three.\n")
    kept = versions(folders[0], TOPIC)
    assert [one.text.splitlines()[-1] for one in kept] == ["Line number 1 of three.", "Line number 0 of three."]
    assert kept[0].at > kept[1].at
    assert {one.by for one in kept} == {str(BY)}


def test_over_what_somebody_else_wrote_nothing_is_put(folders: tuple[Path, Path]) -> None:
    before = text_of(folders, TOPIC)
    put(folders, f"{before}\nTheirs came first.\n")
    with pytest.raises(SomebodyElseWrote) as other:
        put(folders, f"{before}\nMine came after.\n", seen=digest(before))
    assert other.value.theirs.endswith("Theirs came first.\n")
    assert text_of(folders, TOPIC).endswith("Theirs came first.\n")


def test_sent_twice_it_is_put_once(folders: tuple[Path, Path]) -> None:
    before = text_of(folders, TOPIC)
    for _press in range(2):
        assert put(folders, f"{before}\nOne more line.\n", seen=digest(before)) == []
    assert versions(folders[0], TOPIC) == []


@pytest.mark.parametrize("text", ["", "no head", "---\n---\n", "---\n: [\n---\n", "---\n" + "a: &a [*a]\n" * 50])
def test_what_is_wrong_is_told_and_not_put(folders: tuple[Path, Path], text: str) -> None:
    assert put(folders, text)
    assert not (folders[0] / TOPIC).exists()


def test_what_is_wrong_elsewhere_is_not_told_here(folders: tuple[Path, Path]) -> None:
    other = folders[1] / "modules/small-things/topics/one-thing.nb.md"
    other.write_text("broken")
    assert problems_of(folders, TOPIC, text_of(folders, TOPIC)) == []


def test_a_text_without_end_is_told_without_being_read_to_its_end(folders: tuple[Path, Path]) -> None:
    assert problems_of(folders, TOPIC, text_of(folders, TOPIC) + "x " * LONGEST)


def test_taken_away_the_shipped_one_stands_again(folders: tuple[Path, Path]) -> None:
    shipped = text_of(folders, TOPIC)
    put(folders, f"{shipped}\nOurs for a while.\n")
    for _press in range(2):
        take_file_away(site=folders[0], folders=folders, name=TOPIC, by=BY)
    assert text_of(folders, TOPIC) == shipped
    assert [one.text.splitlines()[-1] for one in versions(folders[0], TOPIC)] == ["Ours for a while."]


def test_one_that_a_group_is_to_have_next_goes_only_where_another_stands_behind_it(folders: tuple[Path, Path]) -> None:
    put(folders, f"{text_of(folders, TOPIC)}\nOurs for a while.\n")
    take_file_away(site=folders[0], folders=folders, name=TOPIC, by=BY, needed_by=["Tuesday group"])
    put(folders, f"{text_of(folders, TOPIC)}\nOurs for a while.\n")
    (folders[1] / TOPIC).unlink()
    with pytest.raises(Refused) as refused:
        take_file_away(site=folders[0], folders=folders, name=TOPIC, by=BY, needed_by=["Tuesday group"])
    assert "Tuesday group" in str(refused.value.reason)
    assert (folders[0] / TOPIC).is_file()


@pytest.mark.parametrize("name", ["../x.md", "/etc/passwd", "modules/x/y.py", "", ".versions/x", "modules\\x.md"])
def test_what_is_no_content_is_neither_read_nor_written(folders: tuple[Path, Path], name: str) -> None:
    for deed in (
        lambda: text_of(folders, name),
        lambda: problems_of(folders, name, "x"),
        lambda: put_file(site=folders[0], folders=folders, name=name, text="x", seen="", by=BY),
        lambda: take_file_away(site=folders[0], folders=folders, name=name, by=BY),
        lambda: versions(folders[0], name),
    ):
        with pytest.raises(NotContent):
            deed()
    assert not folders[0].exists()


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("modules/small-things/topics/one-thing.en.md", ("small-things", "one-thing")),
        ("modules/small-things/practice/one-thing.nb.md", ("small-things", "one-thing")),
        ("modules/small-things/guide/one-thing.nb.md", ("small-things", "one-thing")),
        ("modules/small-things/module.yaml", None),
        ("editions/norway.yaml", None),
        ("modules/small-things/worksheets/one.yaml", None),
    ],
)
def test_which_topic_a_file_is_a_page_of(name: str, page: tuple[str, str] | None) -> None:
    assert topic_of(name) == page


def test_a_text_is_known_by_every_letter() -> None:
    assert digest("a") == digest("a")
    assert digest("a") != digest("a\n")
    assert len(digest("å" * 10_000)) == 16
