# SPDX-License-Identifier: Apache-2.0
"""Paper: a typst file and its data become a tagged PDF. Any text prints.

The faces are those that build_fonts.py made, and no others: Latin, Greek and Cyrillic, Arabic, Ethiopic, Tamil, Thai,
Devanagari, emoji in one colour, arrows and marks. What none of them carries, such as Chinese, stands as a box.
"""

import io
import json
import logging
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from bedring.kit.text import storable

log = logging.getLogger("bedring.paper")

FONTS = Path(__file__).resolve().parent / "fonts"
BOX = "□"
MAIN = "Inter-400"
_NO_INK = ((0xAD, 0xAD), (0x34F, 0x34F), (0x200B, 0x200F), (0x2060, 0x2064), (0xFE00, 0xFE0F), (0xE0020, 0xE007F))
"""What shows nothing by itself: joiners, variation selectors, the letters in a flag. No face needs to carry it."""


def pdf(template: Path, data: dict[str, Any], *, root: Path | None = None) -> bytes:
    """The PDF of a typst `template` that reads its `data` (JSON) from `sys.inputs.data`, importing below `root`.

    Signs that cannot be set are boxes. Where signs that can be set alone cannot be set together (a mark of one script
    on a letter of another), all but European letters are boxes. Raises TypstError for a template that is wrong.
    """
    try:
        return _set(template, _in_all(data, printable), root)
    except typst.TypstError:
        log.warning("paper_set_plainly")
        return _set(template, _in_all(data, plainly), root)


def _set(template: Path, data: Any, root: Path | None) -> bytes:
    made: bytes = typst.compile(
        template,
        root=root or template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return made


@cache
def _fonts() -> typst.Fonts:
    """The faces, read once. Those inside typst are for a checkout whose own have not been built."""
    built = (FONTS / "carried.json").exists()
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=not built, font_paths=[str(FONTS)] if built else []
    )


def _in_all(data: Any, change: Callable[[str], str]) -> Any:
    """`data` with every text in it changed. What is neither a list, a number nor a text becomes one."""
    if isinstance(data, dict):
        return {key: _in_all(value, change) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_in_all(value, change) for value in data]
    return data if data is None or isinstance(data, int | float) else change(str(data))


def printable(text: str) -> str:
    """`text` with a box for every sign that no face carries."""
    return "".join(c if _is_carried(c, _carried()) else BOX for c in storable(text))


def plainly(text: str) -> str:
    """`text` with a box for all but the letters and marks of the main face."""
    return "".join(c if _is_carried(c, _carried((MAIN,))) else BOX for c in storable(text))


def _is_carried(c: str, runs: tuple[list[int], list[int]]) -> bool:
    if c.isascii() or any(first <= ord(c) <= last for first, last in _NO_INK):
        return True
    firsts, lasts = runs
    at = bisect_right(firsts, ord(c)) - 1
    return at >= 0 and ord(c) <= lasts[at]


@cache
def _carried(faces: tuple[str, ...] = ()) -> tuple[list[int], list[int]]:
    """First and last of the runs of characters that these faces carry, or all. Without faces: Western letters."""
    try:
        by_face = json.loads((FONTS / "carried.json").read_text())
    except FileNotFoundError:
        return [0xA0], [0x17F]
    runs = sorted(tuple(run) for name, runs in by_face.items() if not faces or name in faces for run in runs)
    joined: list[list[int]] = []
    for first, last in runs:
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(last, joined[-1][1])
        else:
            joined.append([first, last])
    return [first for first, _last in joined], [last for _first, last in joined]


def qr_svg(address: str) -> str:
    """A QR code of `address`, as SVG text."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, border=2, scale=4)
    return out.getvalue().decode()
