# SPDX-License-Identifier: Apache-2.0
"""Keep processes of ours running: whatever ends by itself is started again, until we are told to stop."""

import contextlib
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

log = logging.getLogger("bedring.keep")

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds before something is started again: twice as long each time, until it has run well for a while."""
WELL = 60.0
"""Seconds after which a process has run well."""
TO_FINISH = 8.0
"""Seconds that a process has to finish what it is doing when all is stopped."""

Start = Callable[[], "subprocess.Popen[bytes]"]


def next_wait(wait: float, ran: float) -> float:
    """How long to wait after a process that ran for `ran` seconds, when the last wait was `wait`."""
    return FIRST_WAIT if ran >= WELL else min(wait * 2, LONGEST_WAIT)


@dataclass
class StartedAgain:
    """One process: how it is started, and when it may be started again."""

    name: str
    start: Start
    process: "subprocess.Popen[bytes]" = field(init=False)
    started: float = field(init=False)
    wait: float = FIRST_WAIT / 2
    again_at: float | None = None

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.process, self.started, self.again_at = self.start(), time.monotonic(), None

    def look(self) -> None:
        """Start it again when it has ended and the wait is over. What it left running ends first."""
        now = time.monotonic()
        if self.again_at is None and self.process.poll() is not None:
            self.end(signal.SIGKILL)
            self.wait = next_wait(self.wait, now - self.started)
            self.again_at = now + self.wait
            log.warning("ended_by_itself", extra={"job": self.name, "status": self.process.returncode})
        elif self.again_at is not None and now >= self.again_at:
            self._begin()

    def end(self, how: signal.Signals) -> None:
        """Send `how` to the whole group of the process."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, how)


def keep(what: Sequence[StartedAgain], tend: Callable[[], None] = lambda: None, every: float = 0.3) -> None:
    """Look after all of them until KeyboardInterrupt; then stop them in order. `tend`: what else is looked after."""
    try:
        while True:
            for one in what:
                one.look()
            tend()
            time.sleep(every)
    except KeyboardInterrupt:
        pass
    finally:
        end_all(what)


def end_all(what: Sequence[StartedAgain]) -> None:
    """Stop them in order, with a while to finish what they are doing."""
    for one in what:
        one.end(signal.SIGTERM)
    for one in what:
        with contextlib.suppress(subprocess.TimeoutExpired):
            one.process.wait(TO_FINISH)
        one.end(signal.SIGKILL)


def stop_on_signals() -> None:
    """Let SIGTERM and Ctrl-C both stop us in order, also where a shell had told us to ignore Ctrl-C."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for way_to_stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(way_to_stop, interrupt)
