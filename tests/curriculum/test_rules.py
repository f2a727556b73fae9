# SPDX-License-Identifier: Apache-2.0
"""Reading level, sentences and the vocabulary, with figures worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.curriculum import rules
from bedring.curriculum.rules import UnknownWord, fill
from bedring.curriculum.shapes import Both, CrisisLine, EnglishForms, Help, NorwegianForms, Term, Vocabulary, WordChoice

PROBLEM = WordChoice(
    slug="problem",
    en=EnglishForms(singular="problem", plural="problems"),
    nb=NorwegianForms(indefinite="plage", definite="plagen", plural="plager", plural_definite="plagene"),
)
CHALLENGE = WordChoice(
    slug="challenge",
    en=EnglishForms(singular="challenge", plural="challenges"),
    nb=NorwegianForms(
        indefinite="utfordring", definite="utfordringen", plural="utfordringer", plural_definite="utfordringene"
    ),
)
WORDS = Vocabulary(
    terms={"illness": Term(about=Both(en="a", nb="b"), default="challenge", choices=[PROBLEM, CHALLENGE])}
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        # 10 words in 2 sentences, 2 of them over six letters: 5 + 20.
        ("Du velger tempoet selv. Hver kveld skriver du én linje.", 25.0),
        # 4 words in 1 sentence, none long.
        ("Det går så bra.", 4.0),
        # 6 words; the colon makes two sentences of it, as Björnsson counts; one long word.
        ("Spør deg selv: Hva hjelper meg?", 3 + 100 / 6),
        ("", 0.0),
    ],
)
def test_lix(text: str, level: float) -> None:
    assert rules.lix(text) == pytest.approx(level)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        # 6 words, 6 syllables, 1 sentence: 0.39 * 6 + 11.8 * 1 - 15.59.
        ("The cat sat on the mat.", -1.45),
        # 8 words in 2 sentences, 1+1+1+2+1+1+3+1 = 11 syllables: 0.39 * 4 + 11.8 * 11 / 8 - 15.59.
        ("You can walk slowly. Find an animal there.", 2.195),
        ("", 0.0),
    ],
)
def test_flesch_kincaid(text: str, grade: float) -> None:
    assert rules.flesch_kincaid(text) == pytest.approx(grade)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("walk", 1), ("table", 2), ("hope", 1), ("hopes", 1), ("wanted", 2), ("walked", 1), ("services", 3)),
        *(("friend", 1), ("recovery", 4), ("the", 1), ("houses", 2), ("people", 2), ("I", 1), ("7", 1)),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert rules.syllables(word) == count


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two!\nA heading\nThree?", ["One.", "Two!", "A heading", "Three?"]),
        ("«Går det bra?» spør Ali. Ja.", ["«Går det bra?» spør Ali.", "Ja."]),
        (
            "Møt kl. 10 hos dr. Berg, f.eks. på mandag. Ta med te.",
            ["Møt kl. 10 hos dr. Berg, f.eks. på mandag.", "Ta med te."],
        ),
        ("“Soup,” she said. “Come.” Then he came.", ["“Soup,” she said.", "“Come.”", "Then he came."]),
        ("Når jeg … så hviler jeg. Ååå …! Ål.", ["Når jeg … så hviler jeg.", "Ååå …!", "Ål."]),
        ("It cost 3.50. … — !", ["It cost 3.50."]),
        ("The 17. mai is in spring. [[Illness]] too.", ["The 17. mai is in spring.", "[[Illness]] too."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert rules.sentences(text) == sentences


def test_words_are_letters_with_hyphens_and_apostrophes_or_numbers() -> None:
    assert rules.words("So-so, it’s 10.30 – «æ, ø» … 2–4") == ["So-so", "it’s", "10.30", "æ", "ø", "2", "4"]


@given(st.text())
def test_sentences_lose_no_words(text: str) -> None:
    assert [w for s in rules.sentences(text) for w in rules.words(s)] == rules.words(text)


@given(st.lists(st.sampled_from(["sol", "hverdagen", "går", "øvelse", "bra"]), min_size=1, max_size=30))
def test_a_longer_word_or_sentence_is_never_easier(words: list[str]) -> None:
    text = " ".join(words)
    assert rules.lix(text) <= rules.lix(text + " sammenhengen")
    assert rules.lix(text) >= rules.lix(text + ". " + text.capitalize())


@pytest.mark.parametrize(
    ("text", "language", "filled"),
    [
        ("a [[illness]] and [[illness|plural]]", "en", "a challenge and challenges"),
        ("[[Illness|plural_definite]] og [[illness]]", "nb", "Utfordringene og utfordring"),
        (
            "[[illness|definite]] [[illness|plural]] [[illness|indefinite]]",
            "nb",
            "utfordringen utfordringer utfordring",
        ),
        ("nothing [here] | to fill", "en", "nothing [here] | to fill"),
    ],
)
def test_placeholders_are_filled_with_the_default(text: str, language: str, filled: str) -> None:
    assert fill(text, language=language, vocabulary=WORDS) == filled


def test_placeholders_are_filled_with_what_was_chosen() -> None:
    assert fill("[[Illness|plural]]", WORDS, "nb", {"illness": "problem"}) == "Plager"
    assert fill("[[Illness|plural]]", WORDS, "nb", {"illness": "a word no longer offered"}) == "Utfordringer"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(
            ("[[sickness]]", "en"),
            ("[[illness|definite]]", "en"),
            ("[[illness|singular]]", "nb"),
            ("[[ILLNESS]]", "nb"),
        ),
        *(("[[ illness ]]", "nb"), ("[[illness", "en"), ("illness]]", "en"), ("[[illness|]]", "en"), ("[[]]", "en")),
        *(("[[illness|slug]]", "en"), ("[[illness|__class__]]", "en")),
    ],
)
def test_placeholders_that_do_not_exist_are_refused(text: str, language: str) -> None:
    with pytest.raises(UnknownWord):
        fill(text, WORDS, language)


def _line(slug: str, number: str = "", said: Both | None = None) -> CrisisLine:
    both = Both(en="a", nb="b")
    return CrisisLine(
        slug=slug, name=both, number=number, said=said, when=both, hours=both, source="x", checked=date(2026, 1, 1)
    )


LINES = Help(
    lines=[
        _line(slug="emergency", number="113"),
        _line(slug="talk", said=Both(en="a helpline", nb="en hjelpetelefon")),
        _line(slug="silent"),
    ]
)


@pytest.mark.parametrize(
    ("text", "language", "filled"),
    [
        ("Call [[help:emergency]].", "en", "Call 113."),
        ("Ring [[help:talk]]. [[Help:talk]] svarer.", "nb", "Ring en hjelpetelefon. En hjelpetelefon svarer."),
        ("[[Help:emergency]] or [[help:talk]] about [[illness]]", "en", "113 or a helpline about challenge"),
    ],
)
def test_lines_to_call_are_named_by_their_slug(text: str, language: str, filled: str) -> None:
    assert fill(text, WORDS, language, None, LINES) == filled


@pytest.mark.parametrize("text", ["[[help:dentist]]", "[[help:silent]]", "[[help:]]", "[[help:A]]", "[[HELP:talk]]"])
def test_lines_that_do_not_exist_or_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(UnknownWord):
        fill(text, WORDS, "en", None, LINES)


def test_without_lines_no_number_is_made_up() -> None:
    with pytest.raises(UnknownWord):
        fill("[[help:emergency]]", WORDS, "en")


def test_a_fact_is_old_after_half_a_year() -> None:
    assert not rules.older_than(date(2026, 1, 1), date(2026, 6, 30))
    assert rules.older_than(date(2026, 1, 1), date(2026, 7, 1))
