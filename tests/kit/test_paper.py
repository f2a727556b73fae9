# SPDX-License-Identifier: Apache-2.0
"""Any text a person can type prints: in a face that is carried, or as a box. It is never refused."""

import json
import re
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from bedring.kit import paper
from bedring.kit.paper import BOX, pdf, plainly, printable
from tests.own_words import ON_PAPER
from tests.text_of import pages_of

SHEET = """#import "/paper.typ": faces
#let data = json(bytes(sys.inputs.data))
#set document(title: "Words")
#set text(font: faces, lang: "nb")
#for words in data [ #par(words) #par(strong(words)) #par(emph(words)) ]
"""
SHARED = Path(__file__).resolve().parents[2] / "bedring/web/parts/templates/parts/paper.typ"


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paper")
    (folder / "paper.typ").write_text(SHARED.read_text())
    (folder / "sheet.typ").write_text(SHEET)
    return folder / "sheet.typ"


def words_of(made: bytes) -> str:
    return "\n".join(pages_of(made))


@pytest.mark.parametrize("words", ON_PAPER)
def test_own_words_print(sheet: Path, words: str) -> None:
    assert pdf(sheet, [words]).startswith(b"%PDF")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=30), max_size=5))
def test_any_text_prints(sheet: Path, words: list[str]) -> None:
    assert pdf(sheet, words).startswith(b"%PDF")


@pytest.mark.parametrize(
    "words",
    [
        "Gå tur med hunden 🐶", "👍🏽 ❤️ 👨\u200d👩\u200d👧 🇳🇴 1️⃣", "ሰላም", "المشي كل يوم می‌خواهم", "Привіт", "Čáhci Ŋ ŧ", 
        "Żółć", "நன்றி", "สวัสดี", "नमस्ते", "Ωμέγα", "tiếng Việt", "→ ✓ ☐ ≈ ½ – … « »",
    ],
)  # fmt: skip
def test_what_is_written_in_norway_is_set_in_letters(words: str) -> None:
    assert BOX not in printable(words)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("散步", BOX * 2),
        ("a\x07b\ud83dc", "abc"),
        ("\uf0b7 punkt", "• punkt"),
        ("\ue000", BOX),
        ("\ufffd", BOX),
        (" A\u030ase ", " Åse "),
        ("y\u200bn", "y\u200bn"),
    ],
)
def test_what_no_face_carries_is_a_box(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_plainly_keeps_european_letters_alone() -> None:
    assert plainly("Åse Čáhci Привіт ሰላም 👍") == f"Åse Čáhci Привіт {BOX * 3} {BOX}"


def test_signs_that_cannot_be_set_together_do_not_stop_the_sheet(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "printable", lambda text: text)
    made = pdf(sheet, ["散步 og Åse"])
    assert f"{BOX * 2} og Åse" in words_of(made)


def test_a_template_that_is_wrong_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "wrong.typ").write_text("#nothing")
    with pytest.raises(typst.TypstError):
        pdf(tmp_path / "wrong.typ", {})


def test_every_text_of_the_data_is_made_printable_whatever_it_lies_in(sheet: Path) -> None:
    seen = paper._in_all({"a": ["x\x00", ("散",)], "n": 3, "no": None, "on": True, "f": 0.5}, printable)
    assert seen == {"a": ["x", [BOX]], "n": 3, "no": None, "on": True, "f": 0.5}


def test_the_faces_named_in_paper_are_those_that_are_built() -> None:
    named = set(json.loads(f"[{re.search(r'faces = [(](.+)[)]', SHARED.read_text())[1]}]"))
    assert named == {*paper._fonts().families()} - {"Source Serif 4"}


def test_the_faces_are_small() -> None:
    assert sum(f.stat().st_size for f in paper.FONTS.glob("*.ttf")) < 4_000_000
