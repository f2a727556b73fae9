# SPDX-License-Identifier: Apache-2.0
"""Paper: a typst file and its data become a tagged PDF. No fonts or files from outside are used."""

import io
import json
from pathlib import Path
from typing import Any

import segno
import typst


def pdf(template: Path, data: dict[str, Any], *, root: Path | None = None) -> bytes:
    """The PDF of a typst `template` that reads its `data` (JSON) from `sys.inputs.data`, importing below `root`."""
    made: bytes = typst.compile(
        template,
        root=root or template.parent,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)},
        pdf_standards=["ua-1"],
    )
    return made


def qr_svg(address: str) -> str:
    """A QR code of `address`, as SVG text."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, border=2, scale=4)
    return out.getvalue().decode()
