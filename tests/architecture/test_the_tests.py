# SPDX-License-Identifier: Apache-2.0
"""Rules of the tests themselves: a helper lies where it can be found, and nothing is left out."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


def helpers_from_tests(source: str) -> list[str]:
    """What is imported from a file of tests: whoever moves a test would break another."""
    return re.findall(r"^\s*(?:from|import)\s+(tests[\w.]*\.test_\w+)", source, re.M)


def left_out(source: str) -> list[str]:
    """Tests that are not run: skipped, or expected to fail."""
    return re.findall(r"pytest\.mark\.(skip\w*|xfail)|pytest\.(skip|xfail)\(", source)


def sources() -> list[Path]:
    return [path for path in sorted(TESTS.rglob("*.py")) if path != Path(__file__)]


def test_no_helper_is_imported_from_a_test() -> None:
    taken = {str(path.relative_to(TESTS)): helpers_from_tests(path.read_text()) for path in sources()}
    assert {path: names for path, names in taken.items() if names} == {}


MAY_BE_LEFT_OUT = {
    "journeys/conftest.py": "where there is no Chromium; `make test` says so and how it is installed",
    "web/parts/test_read_aloud.py": "where no Node was built in; `make test` builds it in",
}


def test_no_test_is_left_out() -> None:
    assert {str(p.relative_to(TESTS)) for p in sources() if left_out(p.read_text())} <= set(MAY_BE_LEFT_OUT)


@pytest.mark.parametrize("planted", ["from tests.web.test_x import y", "import tests.test_x as y"])
def test_a_planted_import_is_found(planted: str) -> None:
    assert helpers_from_tests(planted)
    assert not helpers_from_tests("from tests.world import World")
