# SPDX-License-Identifier: Apache-2.0
"""Built files by the names they have in the source."""

from pathlib import Path

from bedring.web.parts.storage import MANIFEST, manifest


def built(name: str, packed: str = "") -> Path:
    """The file of this name; `packed` ".br" or ".gz": as it is sent."""
    return MANIFEST.parent / f"{manifest()[name]}{packed}"
