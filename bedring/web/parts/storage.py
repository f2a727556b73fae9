# SPDX-License-Identifier: Apache-2.0
"""Static files by names that say what is in them: they never change, so that a browser and its worker may keep them."""

import json
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage

MANIFEST = Path(__file__).resolve().parents[1] / "static" / "built" / "manifest.json"
"""Written by build_assets.py: the name in the templates, and the name of the file."""


@cache
def manifest() -> dict[str, str]:
    """By the name templates use, the name of the file. Empty where nothing is built yet."""
    found: dict[str, str] = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}
    return found


class NamedByContent(StaticFilesStorage):
    """`{% static "style.css" %}` gives the address of the file as it was built."""

    def url(self, name: str | None) -> str:
        address: str = super().url(manifest().get(name or "", name))
        return address
