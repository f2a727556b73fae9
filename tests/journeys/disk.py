# SPDX-License-Identifier: Apache-2.0
"""A browser with a disk of its own: started, killed as a battery dies, and its disk searched as a thief would."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from tests.journeys.conftest import CHROMIUM, PATIENCE
from tests.journeys.leveldb import layers
from tests.running import wait_for

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SIZE = {"width": 820, "height": 1180}


@contextmanager
def own_disk() -> Iterator[Path]:
    """An empty folder for a browser to keep what it keeps in."""
    with tempfile.TemporaryDirectory(prefix="bedring-browser-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def browser(playwright: Playwright, disk: Path, url: str, *more: str) -> Iterator[BrowserContext]:
    """A browser with this disk, until it is killed at the end of the block. Killing it is no error."""
    context = playwright.chromium.launch_persistent_context(
        disk, executable_path=CHROMIUM, args=[*ARGS, *more], base_url=url, viewport=SIZE
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        kill(disk)


def kill(disk: Path) -> None:
    """kill -9 of the browser that has this folder for its disk, with all its processes."""
    groups = {os.getpgid(pid) for pid in _browsers(disk)} - {os.getpgid(0)}
    for group in groups:
        os.killpg(group, signal.SIGKILL)
    wait_for(lambda: not any(_alive(group) for group in groups))


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _browsers(disk: Path) -> list[int]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if f"--user-data-dir={disk}\0" in words and "--type=" not in words:
                found.append(int(folder.name))
    return found


def copied(disk: Path, to: Path) -> Path:
    """A copy of the disk, as somebody takes it away: without the locks of the browser that had it."""
    return Path(shutil.copytree(disk, to, symlinks=True, ignore=shutil.ignore_patterns("Singleton*")))


def held_by(disk: Path, *words: str) -> dict[str, list[str]]:
    """By word, the files on the disk that hold it: also where it is packed in the drawer of a browser."""
    wanted = {word: [word.encode(how, "replace") for how in ("utf-8", "utf-16-le", "latin-1")] for word in words}
    found: dict[str, list[str]] = {}
    for path in sorted(one for one in disk.rglob("*") if one.is_file()):
        said = list(layers(path))
        for word, ways in wanted.items():
            if any(way in layer for way in ways for layer in said):
                found.setdefault(word, []).append(str(path.relative_to(disk)))
    return found
