# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator
from pathlib import Path

import pytest

from bedring.curriculum import reader
from tests.curriculum import pack as small


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[Path]:
    """A folder with a small content pack that is right in every way."""
    reader.forget()
    yield small.write(tmp_path / "pack")
    reader.forget()
