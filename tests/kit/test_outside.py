# SPDX-License-Identifier: Apache-2.0
"""Lines kept outside the database: only added to, whole or not read, for nobody else on the machine."""

import stat
from pathlib import Path

from bedring.kit.outside import add_lines, read_lines


def test_what_is_added_is_read_in_order_and_never_written_over(tmp_path: Path) -> None:
    add_lines(tmp_path / "log", "looks", ["1 a", "2 b"])
    add_lines(tmp_path / "log", "looks", ["3 c"])
    assert list(read_lines(tmp_path / "log", "looks")) == [["1", "a"], ["2", "b"], ["3", "c"]]


def test_the_folder_is_made_and_the_file_is_for_the_service_alone(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    add_lines(folder, "looks", ["1"])
    assert stat.S_IMODE((folder / "looks").stat().st_mode) == 0o600


def test_half_a_line_is_not_read(tmp_path: Path) -> None:
    """The machine stopped in the middle of writing it."""
    add_lines(tmp_path, "looks", ["1 a"])
    with (tmp_path / "looks").open("a") as lines:
        lines.write("2 hal")
    assert list(read_lines(tmp_path, "looks")) == [["1", "a"]]


def test_what_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert list(read_lines(tmp_path, "looks")) == []
    assert list(read_lines(tmp_path / "nowhere", "looks")) == []
    (tmp_path / "folder").mkdir()
    assert list(read_lines(tmp_path, "folder")) == []


def test_nothing_to_add_leaves_it_as_it_is(tmp_path: Path) -> None:
    add_lines(tmp_path, "looks", ["1"])
    add_lines(tmp_path, "looks", [])
    assert list(read_lines(tmp_path, "looks")) == [["1"]]


def test_letters_of_any_language_come_back(tmp_path: Path) -> None:
    add_lines(tmp_path, "looks", ["Åse 🐶 Čáhci"])
    assert list(read_lines(tmp_path, "looks")) == [["Åse", "🐶", "Čáhci"]]
