# SPDX-License-Identifier: Apache-2.0
"""Whatever ends by itself is started again, not too eagerly, and all is stopped when we are told to."""

import subprocess
import sys
import time
from collections.abc import Callable

import psutil
import pytest

from bedring.ops.keep import FIRST_WAIT, LONGEST_WAIT, WELL, StartedAgain, keep, next_wait


def sleeper(seconds: float = 60, *more: str) -> Callable[[], "subprocess.Popen[bytes]"]:
    words = [sys.executable, "-c", f"import time; {''.join(more) or 'pass'}; time.sleep({seconds})"]
    return lambda: subprocess.Popen(words, start_new_session=True)


def until(kept: StartedAgain, condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        kept.look()
        time.sleep(0.05)


def test_it_waits_longer_each_time_and_forgives_what_ran_well() -> None:
    waits = [FIRST_WAIT]
    for _ in range(10):
        waits.append(next_wait(waits[-1], 1))
    assert waits[:4] == [0.5, 1, 2, 4]
    assert waits[-1] == LONGEST_WAIT
    assert next_wait(LONGEST_WAIT, WELL) == FIRST_WAIT


def test_what_is_killed_comes_back() -> None:
    kept = StartedAgain("sleeper", sleeper())
    first = kept.process.pid
    kept.process.kill()
    try:
        until(kept, lambda: kept.process.pid != first)
        assert kept.process.poll() is None
    finally:
        kept.process.kill()
        kept.process.wait()


def test_what_it_left_running_ends_before_it_comes_back() -> None:
    child = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
    kept = StartedAgain("parent", sleeper(60, child))
    until(kept, lambda: len(psutil.Process(kept.process.pid).children()) == 1)
    (orphan,) = psutil.Process(kept.process.pid).children()
    first = kept.process.pid
    kept.process.kill()
    try:
        until(kept, lambda: kept.process.pid != first)
        assert not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE
    finally:
        kept.end(9)
        kept.process.wait()


def test_all_is_stopped_when_told() -> None:
    kept = [StartedAgain("one", sleeper()), StartedAgain("two", sleeper())]

    def tend() -> None:
        raise KeyboardInterrupt

    keep(kept, tend)
    assert [one.process.poll() is not None for one in kept] == [True, True]


def test_what_cannot_be_tended_stops_nothing_running_behind() -> None:
    kept = [StartedAgain("one", sleeper())]

    def tend() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        keep(kept, tend)
    assert kept[0].process.poll() is not None
