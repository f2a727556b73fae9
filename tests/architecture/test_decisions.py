# SPDX-License-Identifier: Apache-2.0
"""Every decision is listed once, says when it was taken, whether it holds, and which test keeps it."""

import re

from tests.architecture.house import ROOT

DECISIONS = ROOT / "docs" / "decisions"


def test_every_decision_is_listed_once() -> None:
    listed = re.findall(r"^- \[.+\]\((\d{4}-[\w-]+\.md)\)$", (DECISIONS / "README.md").read_text(), re.M)
    assert sorted(listed) == sorted(path.name for path in DECISIONS.glob("0*.md"))


def test_no_two_decisions_have_one_number() -> None:
    numbers = [path.name[:4] for path in DECISIONS.glob("0*.md")]
    assert len(numbers) == len(set(numbers))


def test_every_decision_has_a_date_a_status_and_a_test() -> None:
    for path in DECISIONS.glob("0*.md"):
        text = path.read_text()
        assert re.search(r"20\d\d-\d\d-\d\d", text), path.name
        assert re.search(r"in force|replaced by", text, re.I), path.name
        assert re.search(r"`tests/[\w/.]+", text), path.name
