# SPDX-License-Identifier: Apache-2.0
"""What people type is kept, compared, put in order, shortened to a name and measured in one place."""

import random
import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bedring.kit import text
from bedring.kit.refusals import Refused

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
"""Any text at all, with control characters and halves of characters in it."""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Tur \n", "Tur"),
        ("A\u030ase", "Åse"),
        ("kopiert\x00 fra\x07 journalen", "kopiert fra journalen"),
        ("halv \ud83d", "halv"),
        ("en\r\nto\rtre\u2028fire", "en\nto\ntre\nfire"),
        ("\uf0b7 Andre punkt", "• Andre punkt"),
        ("\u202eabc\u202c", "abc"),
        ("\ufeffordet", "ordet"),
        ("tab\tog 👨\u200d👩\u200d👧 blir", "tab\tog 👨\u200d👩\u200d👧 blir"),
        ("½ og ²", "½ og ²"),
        ("ሰላም 散步 المشي", "ሰላም 散步 المشي"),
    ],
)
def test_own_words_are_kept_as_they_were_typed_but_for_what_cannot_be_stored(typed: str, kept: str) -> None:
    assert text.kept(typed) == kept


@given(ANY)
def test_anything_kept_can_be_stored_and_is_kept_as_it_is(typed: str) -> None:
    kept = text.kept(typed)
    assert "\x00" not in kept.encode("utf-8").decode()
    assert kept == text.kept(kept) == unicodedata.normalize("NFC", kept)
    assert "\n" not in text.one_line(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åse", "A\u030ase"),
        ("ÅSE", "åse"),
        ("Kari  Knall", "Kari Knall"),
        ("Kari\u00a0Knall", "Kari Knall"),
        ("D’Angelo", "D'Angelo"),
        ("Anne‑Marie", "Anne-Marie"),
        ("ｋａｒｉ", "Kari"),
        ("gruppe ٢", "Gruppe 2"),
        ("so\u00adster", "soster"),
    ],
)
def test_the_same_words_are_the_same_however_typed(one: str, other: str) -> None:
    assert text.same(one, other)
    assert not text.same(one, other + "x")


@given(ANY)
def test_comparing_twice_is_comparing_once(typed: str) -> None:
    assert text.compared(text.compared(typed)) == text.compared(typed)
    assert text.same(typed, text.kept(typed))


def test_an_address_is_one_whatever_its_letters() -> None:
    assert text.address(" Kari@Example.ORG ") == "kari@example.org"


@pytest.mark.parametrize(
    "typed", ["669695", "669 695", "٦٦٩٦٩٥", "669-695", "६६९६९५", "６６９６９５", "669\u00a0–\u200b695"]
)
def test_a_pin_is_the_same_in_any_script_with_spaces_and_dashes(typed: str) -> None:
    assert text.digits(typed) == "669695"


@pytest.mark.parametrize("typed", ["66a9695", "66969²", "669.695", "6696955"])
def test_what_is_no_digit_is_not_passed_over(typed: str) -> None:
    assert text.digits(typed) != "669695"


def test_too_long_is_refused_with_a_sentence_and_never_cut() -> None:
    assert text.fits("x" * 5, 5) == "x" * 5
    with translation.override("en"), pytest.raises(Refused) as refused:
        text.fits("x" * 6, 5)
    assert refused.value.code == "too_long"
    assert str(refused.value.reason) == "Use 5 characters or fewer. There are 6 now."


NORWEGIAN = [
    "Anne",
    "aud liten",
    "Bo",
    "Dahl",
    "Yngve",
    "Zara",
    "Ærlend",
    "Øystein",
    "Å",
    "Aase",
    "Åse",
    "Привіт",
    "ሰላም",
]


def test_norwegian_order() -> None:
    mixed = NORWEGIAN.copy()
    random.Random(1).shuffle(mixed)
    assert text.in_order(mixed, lambda name: name) == NORWEGIAN


@pytest.mark.parametrize(
    "right",
    [
        ["aud liten", "Yngve"],
        ["Gruppe 2", "Gruppe 10"],
        ["Ola Nes", "Ólafur", "Ole"],
        ["Muller", "Myller", "Müller", "Müllers"],
        ["Ärlig", "Örjan", "Østen", "Aage", "Åse"],
        ["A\u030age", "Åse"],
    ],
)
def test_order_of_case_numbers_and_the_letters_of_neighbours(right: list[str]) -> None:
    assert text.in_order(reversed(right), lambda name: name) == right


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("A\u030ase", "Åse Ågotnes"),
        ("Kari  Knall", "Kari Knall"),
        ("knall kari", "Kari Knall"),
        ("ÅSE", "Åse Ågotnes"),
        ("ase", "Åse Ågotnes"),
        ("aase", "Åse Ågotnes"),
        ("oystein", "Øystein Moe"),
        ("oeystein", "Øystein Moe"),
        ("zolc", "Żółć"),
        ("d angelo", "D'Angelo"),
        ("dangelo", "D’Angelo"),
        ("anne marie", "Anne-Marie Li"),
        ("hansen kari", "Hansen, Kari"),
        ("привіт", "Привіт"),
    ],
)
def test_people_are_found_as_others_type_them(typed: str, name: str) -> None:
    assert text.is_like(typed, name)


@pytest.mark.parametrize("typed", ["", "  ", "Kari Lund", "Knalle", "\x00", "%", "_"])
def test_nobody_else_is_found(typed: str) -> None:
    assert not text.is_like(typed, "Kari Knall")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Hansen, Kari", "Kari"),
        ("van der Berg, Kari Anne", "Kari"),
        ("aud liten", "aud"),
        ("Bo", "Bo"),
        ("D'Angelo", "D'Angelo"),
        ("  Kari   Knall ", "Kari"),
        ("Hansen,", "Hansen"),
        (", Kari", "Kari"),
        ("", ""),
    ],
)
def test_the_first_name(name: str, first: str) -> None:
    assert text.first_name(name) == first


@pytest.mark.parametrize("name", ["Bo", "ሰላም", "D'Angelo", "X Æ A-12"])
def test_a_name_has_a_letter(name: str) -> None:
    assert text.is_name(name)


@pytest.mark.parametrize("name", ["", " ", "12", "…", "👍", "kari@example.org"])
def test_other_things_are_no_names(name: str) -> None:
    assert not text.is_name(name)


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        (["Kari Knall", "Bo Dal"], ["Kari", "Bo"]),
        (["Kari Knall", "Kari Lund"], ["Kari K.", "Kari L."]),
        (["Kari Knall", "Kari Knutsen", "Kari Lund"], ["Kari Kna.", "Kari Knu.", "Kari Lun."]),
        (["Kari Li", "Kari Lind"], ["Kari Li", "Kari Lin."]),
        (["Kari Knall", "Kari Knall"], ["Kari K. (1)", "Kari K. (2)"]),
        (["Kari Knall", "Kari Knall", "Kari Lund"], ["Kari K. (1)", "Kari K. (2)", "Kari L."]),
        (["Kari", "Kari Lund"], ["Kari", "Kari L."]),
        (["Kari", "Kari"], ["Kari (1)", "Kari (2)"]),
        (["kari knall", "Kari Lund"], ["kari k.", "Kari L."]),
        (["Hansen, Kari", "Kari Lund"], ["Kari H.", "Kari L."]),
        (["Kari Anne Moe", "Kari Berit Moe"], ["Kari Moe A.", "Kari Moe B."]),
        ([], []),
    ],
)
def test_namesakes_are_told_apart(people: list[str], shown: list[str]) -> None:
    assert text.told_apart([(text.first_name(name), name, str(n)) for n, name in enumerate(people)]) == shown


NAMES = st.sampled_from(
    ["Kari", "Kari Knall", "Kari Knutsen", "kari knall", "Kari Li", "Kari L.", "Bo", "Bo Å", "K\u030a"]
)
PEOPLE = st.lists(st.tuples(NAMES, st.sampled_from(["", "Kari", "Kari K.", "Bo"]), st.uuids()), max_size=8)


@given(PEOPLE, st.randoms())
def test_no_two_in_a_list_are_called_the_same_in_whatever_order_they_stand(
    people: list, shuffle: random.Random
) -> None:
    asked = [(called or text.first_name(name), name, str(i)) for name, called, i in people]
    shown = dict(zip(asked, text.told_apart(asked), strict=True))
    assert len({text.compared(name) for name in shown.values()}) == len(shown)
    mixed = list(shown)
    shuffle.shuffle(mixed)
    assert dict(zip(mixed, text.told_apart(mixed), strict=True)) == shown


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ane", "A"), ("Kari Anne Knall", "KK"), ("Kari K. (2)", "KK"), ("", "?"), ("12", "?"), ("ሰላም", "ሰ")],
)
def test_initials(name: str, letters: str) -> None:
    assert text.initials(name) == letters
