# SPDX-License-Identifier: Apache-2.0
"""Lines kept outside the database, only ever added to: what somebody with the database in hand cannot take back."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def add_lines(folder: Path, name: str, lines: Iterable[str]) -> None:
    """Add lines to the file `name` in `folder`, made when it is not there; on the disk before this returns."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, "".join(f"{line}\n" for line in lines).encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read_lines(folder: Path, name: str) -> Iterator[list[str]]:
    """The words of each whole line; nothing when there is no such file."""
    path = folder / name
    if path.is_file():
        with path.open() as lines:
            for line in lines:
                if line.endswith("\n"):
                    yield line.split()
