# SPDX-License-Identifier: Apache-2.0
"""The look in figures: contrast by day and at dusk, letters of all our languages, bytes of a first view."""

import json
import re

import pytest

from build_assets import BUILT, FONTS, ROOT, SOURCE
from tests.built import built

PALETTE = (SOURCE / "_palette.css").read_text()
LETTERS = "æøåÆØÅäöáčđŋšŧžÁČĐŊŠŦŽéüßłőÞð–“”«»…€"


def colours(scheme: str) -> dict[str, str]:
    """Every token of the palette as a colour, in light or dark."""
    rows = re.findall(r"(--[\w-]+): var\(--light, (#\w+)\) var\(--dark, (#\w+)\);", PALETTE)
    found = {name: light if scheme == "light" else dark for name, light, dark in rows}
    for name, other in re.findall(r"(--[\w-]+): var\((--[\w-]+)\);", PALETTE):
        found[name] = found[other]
    return found


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


ACCENT = "--ds-color-accent-"
TEXT = [
    *((ink, ground) for ink in ("--ink", "--quiet", "--warm") for ground in ("--wash", "--page")),
    *((f"{ACCENT}text-subtle", g) for g in ("--wash", "--page", f"{ACCENT}surface-tinted", f"{ACCENT}surface-hover")),
    ("--ink", f"{ACCENT}surface-tinted"),
    ("--quiet", f"{ACCENT}surface-tinted"),
    ("--ink", "--ds-color-neutral-surface-tinted"),
    ("--quiet", "--ds-color-neutral-surface-tinted"),
    ("--ink", "--reading"),
    ("--on-warm", "--warm"),
    (f"{ACCENT}base-contrast-default", f"{ACCENT}base-default"),
    (f"{ACCENT}base-contrast-default", f"{ACCENT}base-hover"),
    *((f"--ds-color-danger-text-{t}", "--ds-color-danger-surface-tinted") for t in ("subtle", "default")),
    *(("--ds-color-danger-text-subtle", ground) for ground in ("--wash", "--page")),
    ("--ds-color-info-text-default", "--ds-color-info-surface-tinted"),
    ("--ds-color-info-text-subtle", "--ds-color-info-surface-tinted"),
]
EDGES = [
    ("--line", "--page"),
    ("--line", "--wash"),
    ("--ds-color-focus-outer", "--wash"),
    (f"{ACCENT}border-default", "--page"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_edges_have_contrast(scheme: str) -> None:
    found = colours(scheme)
    weak = {pair: contrast(found[pair[0]], found[pair[1]]) for pair in TEXT}
    assert {p: c for p, c in weak.items() if c < 4.5} == {}
    thin = {pair: contrast(found[pair[0]], found[pair[1]]) for pair in EDGES}
    assert {p: c for p, c in thin.items() if c < 3} == {}


def test_contrast_is_measured_right() -> None:
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_our_fonts_have_the_letters_of_our_languages() -> None:
    page = (SOURCE / "_page.css").read_text()
    ranges = [
        (int(low, 16), int(high or low, 16))
        for line in re.findall(r"unicode-range: ([^;]+);", page)
        for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", line)
    ]
    missing = [c for c in LETTERS if not any(low <= ord(c) <= high for low, high in ranges)]
    assert missing == []
    assert page.count("font-display: swap") == len(FONTS)


def test_a_first_view_is_light() -> None:
    """Style, script, icons and one font, as sent, leave 20 kB and more of the 100 for the page itself."""
    sent = [built(n, ".br") for n in ("style.css", "page.js", "icons.svg", "favicon.svg")] + [built(FONTS[0])]
    assert sum(path.stat().st_size for path in sent) < 80_000


def test_the_locks_name_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    for name, package in lock["packages"].items():
        assert not {"resolved", "funding"} & set(package), name
        assert not name or package["integrity"].startswith("sha512-"), name
    for name in ("package.json", "package-lock.json", ".npmrc"):
        assert "://" not in (ROOT / name).read_text(), name


def test_what_others_made_travels_with_its_licence() -> None:
    text = (BUILT / "licences.txt").read_text()
    for words in ("MIT License", "SIL OPEN FONT LICENSE", "ISC License"):
        assert words.lower() in text.lower(), words
