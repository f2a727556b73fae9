# SPDX-License-Identifier: Apache-2.0
"""`make load`, in small: everybody comes and is answered, what goes wrong is told, and it stays within its bounds."""

import logging

import pytest

from tests import many_at_once
from tests.load import Evening, Told, hold, lines, main


@pytest.mark.slow
def test_a_small_evening(another_database: None, worker_id: str) -> None:
    told = hold(Evening(people=8, leaders=2, over=1, seconds=14, workers=1), f"bedring_load_{worker_id}")
    assert told.errors == []
    assert set(told.took) == {"own page", "poll", "session screen", "tap"}
    assert len(told.took["session screen"]) == 2
    assert len(told.took["own page"]) >= 12
    assert len(told.took["poll"]) > len(told.took["tap"]) >= 2


@pytest.mark.slow
def test_a_few_at_once(another_database: None, worker_id: str) -> None:
    found = many_at_once.many_at_once(2, 1.0, f"bedring_many_{worker_id}")
    assert {workers: set(paces) for workers, paces in found.items()} == {
        n: {"bare inserts", "taps", "My page"} for n in (1, 2)
    }
    assert all(pace.a_second > 0 < pace.p50 for paces in found.values() for pace in paces.values())
    assert len(list(many_at_once.lines(found))) == 3


def test_what_it_prints() -> None:
    told = Told()
    told.took["tap"] = [float(n) for n in range(1, 101)]
    told.took["poll"] = [7.0]
    told.errors += ["tap: 500", "tap: 500", "poll: TimeoutError"]
    head, poll, tap, all_, errors, *each = lines(told)
    assert head.split() == ["asked", "p50", "p95", "most"]
    assert poll.split() == ["poll", "1", "7", "7", "7"]
    assert tap.split() == ["tap", "100", "50", "95", "100"]
    assert all_.split()[:2] == ["all", "101"]
    assert errors == "errors: 3"
    assert each == ["  1 × poll: TimeoutError", "  2 × tap: 500"]


@pytest.mark.parametrize(
    "words", ["--people 2001", "--people 5 --leaders 5", "--leaders 0", "--seconds 601", "--over 400 --seconds 300"]
)
def test_its_bounds(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words.split())
    assert stopped.value.code == 2
    assert "at most 2000 people" in capsys.readouterr().err
    assert logging.root.manager.disable == logging.NOTSET, "nothing was begun"
