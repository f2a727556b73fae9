# SPDX-License-Identifier: Apache-2.0
"""Every way in that was tried, tried again; and each with its hole planted, where it must get in."""

import pytest

from tests.attack.run import against_the_house, against_the_twins

pytestmark = pytest.mark.slow


def test_every_way_is_kept_out(capsys: pytest.CaptureFixture[str]) -> None:
    kept_out = against_the_house() == 0
    assert kept_out, capsys.readouterr().out


def test_every_way_gets_in_where_its_hole_is_planted(capsys: pytest.CaptureFixture[str]) -> None:
    all_in = against_the_twins() == 0
    assert all_in, capsys.readouterr().out
