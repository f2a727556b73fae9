# SPDX-License-Identifier: Apache-2.0
"""A running Bedring for journeys and drills: the demo, as a user starts it, on a port and in a folder of its own."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Demo:
    """Where it is, the process, and what it said."""

    url: str
    process: subprocess.Popen[str]
    data: Path
    said: str

    @property
    def database(self) -> str:
        """The address of its database, for whoever looks after PostgreSQL: to see what really came."""
        folder = (self.data / "pg" / "postmaster.pid").read_text().splitlines()[4]
        return f"postgresql://postgres@/bedring?host={folder}"


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """A folder for a demo's data. Not pytest's own: as root, PostgreSQL runs as another user, who must get in."""
    with tempfile.TemporaryDirectory(prefix="bedring-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def demo(data: Path, *, port: int | None = None, python: str = sys.executable, cwd: Path = ROOT) -> Iterator[Demo]:
    """`bedring demo` in `data` until the block ends; ended as Ctrl-C ends it."""
    port = port or free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BEDRING_", "DATABASE_", "DJANGO_"))}
    command = [python, "-m", "bedring", "demo", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "Ctrl-C stops it" in line:
                break
        assert "Bedring is running" in said, said
        yield Demo(f"http://127.0.0.1:{port}", process, data, said)
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGINT)
        process.wait(30)
        process.stdout.close()


def server_pids(data: Path) -> dict[str, int]:
    """Process ids of the demo's own web server and PostgreSQL, by what they are."""
    found = {"postgres": int((data / "pg" / "postmaster.pid").read_text().split()[0])}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                env = (folder / "environ").read_bytes().decode(errors="replace")
                if re.search(r"-m bedring serve", words) and f"BEDRING_DEMO_DATA={data}" in env:
                    found["web"] = int(folder.name)
    return found


def wait_for(condition, seconds: float = 60) -> None:  # type: ignore[no-untyped-def]
    """Until `condition()` is true; an AssertionError after so many seconds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def bedring(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The command with these words, in this environment and no other."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BEDRING_", "DATABASE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "bedring", *words], cwd=ROOT, env=clean | env, capture_output=True, text=True, timeout=60
    )


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """That it could not be run, and says so in one line with these words in it."""
    assert done.returncode == 2
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("bedring: ")
    for word in words:
        assert word in line
