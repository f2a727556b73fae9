# SPDX-License-Identifier: Apache-2.0
"""The web server uses the machine it has; and what is measured through it is measured against one that answers."""

from typing import Any

import pytest

from bedring.config.cli import main
from bedring.ops import run
from tests.through_the_web import beside_a_bare_insert, lines


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the web server was started with; it listens nowhere."""
    found: dict[str, Any] = {}

    class Server:
        def __init__(self, target: str, **given: Any) -> None:
            found.update(given, target=target)

        def serve(self) -> None:
            found["served"] = True

    monkeypatch.setattr("granian.Granian", Server)
    monkeypatch.setattr(run, "check_safe", lambda: None)
    return found


@pytest.mark.parametrize(("cores", "workers"), [(1, 1), (2, 2), (16, 16), (64, 16)])
def test_a_worker_for_each_core_within_what_postgresql_lets_in(
    started: dict[str, Any], monkeypatch: pytest.MonkeyPatch, cores: int, workers: int
) -> None:
    monkeypatch.setattr(run, "cores", lambda: cores)
    assert main(["serve", "--port", "0"]) == 0
    assert started["served"]
    assert started["workers"] == workers
    assert started["workers"] * started["blocking_threads"] < 100


def test_as_many_workers_as_are_asked_for(started: dict[str, Any]) -> None:
    assert main(["serve", "--port", "0", "--workers", "3"]) == 0
    assert started["workers"] == 3


def test_this_machine_has_a_core() -> None:
    assert run.cores() >= 1


@pytest.mark.slow
def test_a_tap_is_measured_beside_a_bare_insert(another_database: None, worker_id: str) -> None:
    early, late = beside_a_bare_insert(2, f"bedring_bench_web_{worker_id}")
    for times in (early, late):
        assert list(times) == ["bare insert", "who is signed in", "poll", "tap", "poll with news"]
        assert all(len(took) == 2 and min(took) > 0 for took in times.values())
    told = list(lines(early, late))
    assert len(told) == 6
    assert told[1].count("1.0 ×") == 2, "a bare insert is one bare insert"
