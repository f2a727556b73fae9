# SPDX-License-Identifier: Apache-2.0
"""Whatever is killed under the demo, PostgreSQL too, the service and its worker are back by themselves."""

import contextlib
import os
import re
import signal
import time
import urllib.request

import psutil
import psycopg
import pytest

from tests.running import Demo, demo, own_folder, wait_for


def ours(running: Demo, words: str) -> list[psutil.Process]:
    """Processes below the demo whose command has these words."""
    found = []
    for process in psutil.Process(running.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if re.search(words, " ".join(process.cmdline())):
                found.append(process)
    return found


def postmaster(running: Demo) -> int:
    return int((running.data / "pg" / "postmaster.pid").read_text().split()[0])


def healthy(running: Demo) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(running.url + "/health", timeout=2) as answer:
        return bool(answer.status == 200)
    return False


def takes_jobs(running: Demo) -> bool:
    """Whether the worker tells the database that it lives, now."""
    host = re.search(r"host=(\S+)", " ".join(str(v) for v in [socket_of(running)]))
    assert host
    with contextlib.suppress(psycopg.Error), psycopg.connect(f"postgresql://postgres@/bedring?host={host[1]}") as db:
        row = db.execute("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '12 s'")
        return bool(row.fetchone()[0])  # type: ignore[index]
    return False


def socket_of(running: Demo) -> str:
    """Where PostgreSQL listens: the folder of its socket, the fifth line of its own file."""
    return f"host={(running.data / 'pg' / 'postmaster.pid').read_text().splitlines()[4]}"


@pytest.mark.slow
def test_what_is_killed_comes_back() -> None:
    with own_folder() as folder, demo(folder / "data") as running:
        wait_for(lambda: healthy(running) and takes_jobs(running), 60)
        for name, words in (("web", "bedring serve"), ("worker", "bedring worker")):
            for process in ours(running, words):
                os.kill(process.pid, signal.SIGKILL)
            wait_for(lambda words=words: bool(ours(running, words)), 60)  # type: ignore[misc]
            wait_for(lambda: healthy(running), 60)
            assert running.process.poll() is None, f"{name} took the demo with it"
        killed = postmaster(running)
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: not psutil.pid_exists(killed) or psutil.Process(killed).status() == psutil.STATUS_ZOMBIE, 30)
        wait_for(lambda: postmaster_is_another(running, killed), 60)
        wait_for(lambda: healthy(running), 60)
        time.sleep(1)
        wait_for(lambda: takes_jobs(running), 90)
        assert running.process.poll() is None


def postmaster_is_another(running: Demo, killed: int) -> bool:
    with contextlib.suppress(OSError, IndexError, ValueError):
        return postmaster(running) != killed
    return False
