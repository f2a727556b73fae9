# SPDX-License-Identifier: Apache-2.0
"""What texts are held to: words of the vocabulary, words to avoid, short sentences, no riddles, an easy level."""

import re
from pathlib import Path
from statistics import mean

from bedring.curriculum import rules
from bedring.curriculum.check.passages import Passage
from bedring.curriculum.check.report import LEVEL
from bedring.curriculum.check.run import Run
from bedring.curriculum.shapes import Term

LONGEST_SENTENCE = 25
ABBREVIATION = re.compile(r"\b[A-ZÆØÅ]{2,}(?=[a-zæøå]{0,2}\b)")
_PAIRS = r"\d{2}(?:[ \u00a0]?\d{2}){3}|\d{3}[ \u00a0]\d{2}[ \u00a0]\d{3}"
TYPED = re.compile(rf"(?<![\d.,/–-])(?:11[0-3]|911|999|116[ \u00a0]?\d{{3}}|{_PAIRS})(?![\d%/–-]|[.,]\d)")
"""A number to call: of an emergency service, one of the European 116 numbers, or a Norwegian one of eight digits."""
OWN = "min|mi|mitt|din|di|ditt|sin|si|sitt|vår|vårt"
BEFORE = {
    "en": re.compile(r"\b(an?) $", re.I),
    "nb": re.compile(rf"\b(en|ei|et|den|det|denne|dette|hver|hvert|ingen|noe|annen|annet|{OWN}) $", re.I),
}
AFTER = re.compile(rf"^ ({OWN})\b")


def hold(run: Run, path: Path, found: list[Passage], *, participants: bool) -> bool:
    """Hold the texts of a file to all that can be said of them one by one. False when they cannot be filled in."""
    if run.vocabulary is None:
        return False
    for passage in found:
        _numbers(run, path, passage)
    sound = [_placeholders(run, path, passage) for passage in found]
    for passage in found:
        _avoided(run, path, passage)
    if participants and all(sound):
        _sentences(run, path, found)
        _abbreviations(run, path, found)
    return all(sound)


def filled(run: Run, found: list[Passage]) -> str:
    """The texts with their words filled in, a line each."""
    return "\n".join(run.fill(passage.flat, passage.language) for passage in found)


def measured(found: list[Passage]) -> list[Passage]:
    """The texts of a handout that its reading level is measured over: whole sentences.

    Titles and headings are none, nor are the when, where and with whom of home practice: counted as sentences they
    would make every page look easier than it is. The question to talk about is left out.
    """
    bits = {"title", "when", "where", "with_whom"}
    return [p for p in found if not (p.heading or p.keys[0] in ("title", "check") or p.keys[-1] in bits)]


def level(run: Run, path: Path, found: list[Passage]) -> None:
    """Measure how hard a handout is to read."""
    language = found[0].language
    name, most, _ = LEVEL[language]
    value = rules.reading_level(filled(run, measured(found)), language)
    run.report.levels[language].append((value, path))
    if value > most:
        run.say(path, 1, f"{name} {value:.1f}, at most {most:.0f} on a page: shorten sentences, choose shorter words")


def average(run: Run) -> None:
    """The level over all handouts of a language."""
    for language, found in run.report.levels.items():
        name, _, most = LEVEL[language]
        if found and (value := mean(v for v, _ in found)) > most:
            where = f"{name} {value:.1f} on average over all handouts in {language}, at most {most:.0f}"
            run.say(max(found)[1], 1, f"{where}: this is the hardest, begin here")


def _placeholders(run: Run, path: Path, passage: Passage) -> bool:
    assert run.vocabulary is not None
    before = len(run.report.problems)
    for found in re.finditer(r"\[\[[^\[\]]*\]\]|\[\[|\]\]", passage.flat):
        line = passage.line_at(found.start())
        try:
            run.fill(found[0], passage.language)
        except rules.UnknownWord as error:
            run.say(path, line, str(error))
            continue
        word = rules.PLACEHOLDER.match(found[0])
        term = run.vocabulary.terms[word[1][0].lower() + word[1][1:]] if word else None
        near = _bound(passage, found.start(), found.end(), (word[2] if word else None) or "")
        if term and near and not _alike(term, passage.language):
            run.say(
                path, line, f"“{near}” does not fit every word that can be chosen for {found[0]}: turn the sentence"
            )
    return len(run.report.problems) == before


def _numbers(run: Run, path: Path, passage: Passage) -> None:
    """No number to call is typed: it would stay when the number changes, and in another country."""
    if passage.keys[-1] == "number":
        return
    lines = {re.sub(r"\s", "", line.number): line.slug for help in run.help.values() for line in help.lines}
    for found in TYPED.finditer(passage.flat):
        slug = lines.get(re.sub(r"\s", "", found[0]), "…")
        say = f"“{found[0]}” is a typed number: put it in help/<country>.yaml, and write [[help:{slug}]]"
        run.say(path, passage.line_at(found.start()), say)


def _bound(passage: Passage, start: int, end: int, form: str) -> str:
    """The word beside a placeholder that has to agree with it in gender or sound, if there is one."""
    text = passage.flat
    found = BEFORE[passage.language].search(text[:start]) if not form.startswith("plural") else None
    if found is None and passage.language == "nb" and not form.startswith("plural"):
        found = AFTER.search(text[end:])
    return found[1] if found else ""


def _alike(term: Term, language: str) -> bool:
    """Whether all choices of a term take the same article."""
    if language == "nb":
        return len({choice.nb.definite.endswith("et") for choice in term.choices}) == 1
    return len({choice.en.singular[0] in "aeiou" for choice in term.choices}) == 1


def _avoided(run: Run, path: Path, passage: Passage) -> None:
    for pattern, better in run.avoid[passage.language]:
        for found in pattern.finditer(passage.flat):
            run.say(path, passage.line_at(found.start()), f"“{found[0]}” is a word to avoid; better: {better}")


def _sentences(run: Run, path: Path, found: list[Passage]) -> None:
    for passage in found:
        place = 0
        for sentence in rules.sentences(passage.flat):
            place = passage.flat.index(sentence, place)
            length = len(rules.words(run.fill(sentence, passage.language)))
            if length > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:4])
                say = f"a sentence of {length} words, at most {LONGEST_SENTENCE}: split “{start} …”"
                run.say(path, passage.line_at(place), say)
            place += len(sentence)


def _abbreviations(run: Run, path: Path, found: list[Passage]) -> None:
    for language in {passage.language for passage in found}:
        page = [passage for passage in found if passage.language == language]
        said = filled(run, page)
        for passage in page:
            for short in ABBREVIATION.finditer(passage.flat):
                word = short[0]
                if word not in run.known and not re.search(rf"\({word}\)|\b{word}\b[”»]? \(", said):
                    message = f"{word}: say what it means in brackets on this page, or write it out"
                    run.say(path, passage.line_at(short.start()), message)
