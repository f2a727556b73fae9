# SPDX-License-Identifier: Apache-2.0
"""Words, sentences and how hard they are to read; vocabulary; age of a fact. Plain Python."""

import re
from collections.abc import Mapping
from datetime import date

from bedring.curriculum.shapes import Vocabulary

PLACEHOLDER = re.compile(r"\[\[(\w+)(?:\|(\w+))?\]\]")
FIRST_FORM = {"en": "singular", "nb": "indefinite"}


class UnknownWord(Exception):
    """A placeholder that the vocabulary does not have, or not in this form."""


def fill(text: str, vocabulary: Vocabulary, language: str, choices: Mapping[str, str] | None = None) -> str:
    """`text` with its placeholders filled in. `choices`: term to the choice a site or a person has made."""

    def word(match: re.Match[str]) -> str:
        name, form = match[1], match[2] or FIRST_FORM[language]
        term = vocabulary.terms.get(name.lower())
        if term is None:
            raise UnknownWord(f"[[{name}]] is not in words/vocabulary.yaml")
        wanted = (choices or {}).get(name.lower(), term.default)
        choice = next((c for c in term.choices if c.slug == wanted), term.choices[0])
        forms = choice.en if language == "en" else choice.nb
        found: str | None = getattr(forms, form, None)
        if found is None:
            raise UnknownWord(f"[[{name}|{form}]]: there is no such form in {language}")
        return found[0].upper() + found[1:] if name[0].isupper() else found

    return PLACEHOLDER.sub(word, text)


WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
"""A word: letters, with hyphens or apostrophes inside it; or a number."""

ENDS = re.compile(r"(?<=[.!?…:])[\"”»’)\]]*\s+|\n+")
"""A sentence ends with . ! ? … or : and white space after it, or with the line: a heading or list item is one."""


def words(text: str) -> list[str]:
    """The words of a text."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text that have words in them."""
    return [s.strip() for s in ENDS.split(text) if words(s)]


def lix(text: str) -> float:
    """LIX (Björnsson 1968): words per sentence plus the share in per cent of words over six letters. 0 for no words."""
    found = words(text)
    if not found:
        return 0.0
    long = sum(1 for w in found if len(w) > 6)
    return len(found) / len(sentences(text)) + 100 * long / len(found)


def syllables(word: str) -> int:
    """Syllables of an English word, by rule: groups of vowels, less a silent e; never under one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if not plain:
        return 1
    groups = len(re.findall(r"[aeiouy]+", plain))
    if re.search(r"[^aeiouyl]e$|[^aeiou]es$|[^aeioutd]ed$", plain) and not re.search(r"(s|x|z|ch|sh|c|g)es$", plain):
        groups -= 1
    return max(1, groups)


def flesch_kincaid(text: str) -> float:
    """Flesch-Kincaid grade (Kincaid et al. 1975) of an English text. 0 for no words."""
    found = words(text)
    if not found:
        return 0.0
    per_sentence = len(found) / len(sentences(text))
    return 0.39 * per_sentence + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def reading_level(text: str, language: str) -> float:
    """Grade for English, LIX for Norwegian."""
    return flesch_kincaid(text) if language == "en" else lix(text)


def plain(markdown: str) -> str:
    """Markdown without its marks, a line for each paragraph, heading and list item."""
    text = re.sub(r"^\s*(#+|[-*>]|\d+\.)\s+", "", markdown, flags=re.M)
    text = re.sub(r"(?<![\n])\n(?=[^\s#>*\-\d])", " ", text)
    return re.sub(r"[*_`>]", "", text)


def older_than(checked: date, today: date, days: int = 180) -> bool:
    """Whether a fact was last checked more than `days` ago."""
    return (today - checked).days > days
