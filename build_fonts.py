# SPDX-License-Identifier: Apache-2.0
"""Makes the faces that paper is set in, from the packages of the web's: TrueType, one file a weight.

Beside them a list of the characters they carry, so that paper knows ahead what it can print.
"""

import json
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

EUROPE = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"]
FACES: dict[str, tuple[str, list[str], int]] = {
    "Inter-400": ("inter", EUROPE, 400),
    "Inter-600": ("inter", EUROPE, 600),
    "Inter-700": ("inter", EUROPE, 700),
    "SourceSerif-400": ("source-serif-4", ["latin", "latin-ext"], 400),
    "Arabic-400": ("noto-sans-arabic", ["arabic"], 400),
    "Arabic-700": ("noto-sans-arabic", ["arabic"], 700),
    "Ethiopic-400": ("noto-sans-ethiopic", ["ethiopic"], 400),
    "Tamil-400": ("noto-sans-tamil", ["tamil"], 400),
    "Thai-400": ("noto-sans-thai", ["thai"], 400),
    "Devanagari-400": ("noto-sans-devanagari", ["devanagari"], 400),
    "Emoji-400": ("noto-emoji", ["emoji"], 400),
    "Symbols-400": ("noto-sans-symbols-2", ["symbols"], 400),
    "Math-400": ("noto-sans-math", ["latin"], 400),
}
"""File: package, the parts it comes in, weight. What of a weight is not here is set in the nearest there is."""

ONLY = {
    "Symbols-400": [(0x2300, 0x23FF), (0x2500, 0x27BF), (0x2B00, 0x2BFF)],
    "Math-400": [(0x2030, 0x2044), (0x2190, 0x22FF)],
}
"""Of some faces a part alone: shapes and marks; arrows and the signs of arithmetic."""


def build(packages: Path, into: Path) -> None:
    """Make every face in `into`, with carried.json: by face, the first and last of each run of characters."""
    into.mkdir(parents=True, exist_ok=True)
    carried = {}
    for name, (package, parts, weight) in FACES.items():
        files = [packages / package / "files" / f"{package}-{part}-{weight}-normal.woff2" for part in parts]
        font = _one_face([f for f in files if f.exists()], into)
        if name in ONLY:
            _keep(font, ONLY[name])
        font.flavor = None
        font.save(into / f"{name}.ttf", reorderTables=False)
        carried[name] = _runs({*font.getBestCmap()} - {0, 0xD, 0xFEFF})
    (into / "carried.json").write_text(json.dumps(carried))


def _one_face(files: list[Path], into: Path) -> TTFont:
    """The parts of a face that the web loads one by one, as one font."""
    if len(files) == 1:
        return TTFont(files[0])
    plain = []
    for file in files:
        part = TTFont(file)
        part.flavor = None
        plain.append(into / f"{file.stem}.part")
        part.save(plain[-1])
    merged = Merger(options=MergeOptions(drop_tables=["MVAR", "STAT", "DSIG"])).merge([str(p) for p in plain])
    for part_file in plain:
        part_file.unlink()
    return merged


def _keep(font: TTFont, ranges: list[tuple[int, int]]) -> None:
    options = Options(layout_features=[], notdef_outline=True, name_IDs=["*"], glyph_names=False)
    subset = Subsetter(options)
    subset.populate(unicodes=[c for first, last in ranges for c in range(first, last + 1)])
    subset.subset(font)


def _runs(characters: set[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for c in sorted(characters):
        if runs and c == runs[-1][1] + 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    return runs
