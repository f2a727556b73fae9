# SPDX-License-Identifier: Apache-2.0
"""`bedring content check`: is everything there, in both languages, kind in its words and easy to read?"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from bedring.curriculum import markdown, rules
from bedring.curriculum.reader import ContentError, find, forget, read, split
from bedring.curriculum.shapes import (
    LANGUAGES,
    Edition,
    Guide,
    Handout,
    Head,
    Help,
    Module,
    Practice,
    Shape,
    Vocabulary,
    Worksheet,
)

LEVEL = {"en": ("Flesch-Kincaid grade", 7.0, 6.0), "nb": ("LIX", 38.0, 33.0)}
"""By language: the measure, the most on one page, the most on average over the pages participants read."""
HANDOUT_WORDS = (250, 600)
GUIDE_WORDS = 450
LONGEST_SENTENCE = 25


@dataclass(frozen=True, order=True)
class Problem:
    """Something to mend: where, and what to do."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass
class Report:
    """What was found, and the totals."""

    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    levels: dict[str, list[tuple[float, Path]]] = field(default_factory=lambda: {"en": [], "nb": []})

    def totals(self) -> Iterator[str]:
        """The totals, a line each."""
        for kind in ("modules", "topics", "handouts", "practice cards", "guides", "worksheets"):
            yield f"{kind}: {self.counts[kind]}"
        for language in LANGUAGES:
            found = self.levels[language]
            if found:
                mean, (worst, path) = sum(v for v, _ in found) / len(found), max(found)
                name = LEVEL[language][0]
                level = f"{name} {mean:.1f} on average, {worst:.1f} at most ({path.name})"
                yield f"{language}: {self.words[language]} words; {level}"


def check(folders: Sequence[Path]) -> Report:
    """Check all content in `folders`, first hit first."""
    return _Check(tuple(folders)).run()


class _Check:
    """One run of the check. Each method adds what it finds to the report."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self.report = Report()

    def say(self, path: Path, line: int, message: str) -> None:
        self.report.problems.append(Problem(path, line, message))

    def run(self) -> Report:
        forget()
        names = self._module_names()
        for folder in self.folders:
            for path in sorted(folder.glob("editions/*.yaml")):
                edition = self.load(f"editions/{path.name}", Edition)
                for slug in edition.modules if edition else []:
                    if slug not in names:
                        self.say(path, self.line(path, slug), f"the module {slug} is not in modules/")
            for path in sorted(folder.glob("help/*.yaml")):
                self.load(f"help/{path.name}", Help)
        for name in names:
            self._module(name)
        self._average()
        self.report.problems = sorted(set(self.report.problems))
        return self.report

    def _module_names(self) -> list[str]:
        found = {p.name for folder in self.folders for p in folder.glob("modules/*") if p.is_dir()}
        return sorted(found)

    def load(self, name: str, shape: type[Shape]) -> Any:
        """The file as an object, or None with the reason in the report."""
        try:
            path = find(self.folders, name)
            if path.suffix != ".md" and not path.read_text(encoding="utf-8").startswith("# SPDX-License-Identifier: "):
                self.say(path, 1, "begin with the line # SPDX-License-Identifier: CC-BY-4.0")
            return read(self.folders, name, shape)
        except ContentError as error:
            self.say(error.path, error.line, error.message)
            return None

    def line(self, path: Path, words: str) -> int:
        """The first line on which `words` stand, else 1."""
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if words in text:
                return number
        return 1

    @cached_property
    def vocabulary(self) -> Vocabulary | None:
        found: Vocabulary | None = self.load("words/vocabulary.yaml", Vocabulary)
        return found

    @cached_property
    def avoid(self) -> dict[str, list[tuple[re.Pattern[str], str, str]]]:
        found: dict[str, list[tuple[re.Pattern[str], str, str]]] = {}
        for language in LANGUAGES:
            rows = (line.partition(" -> ") for line in self._lines(f"words/avoid.{language}.txt"))
            found[language] = [(re.compile(rf"\b{re.escape(w)}\b", re.I), w, better) for w, _, better in rows]
        return found

    @cached_property
    def known(self) -> set[str]:
        return set(self._lines("words/abbreviations.txt"))

    def _lines(self, name: str) -> list[str]:
        try:
            text = find(self.folders, name).read_text(encoding="utf-8")
        except ContentError as error:
            self.say(error.path, error.line, error.message)
            return []
        return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]

    # ── a module ─────────────────────────────────────────────────────────

    def _module(self, name: str) -> None:
        module: Module | None = self.load(f"modules/{name}/module.yaml", Module)
        if module is None:
            return
        path = find(self.folders, f"modules/{name}/module.yaml")
        self.report.counts["modules"] += 1
        if module.slug != name:
            self.say(path, self.line(path, "slug:"), f"the slug is {module.slug}, the folder is {name}")
        covered = [topic for part in module.suggested_split for topic in part.topics]
        for topic in [*module.topics, *covered]:
            if topic not in covered or topic not in module.topics:
                self.say(path, self.line(path, topic), f"{topic} must stand in both topics and suggested_split")
        self._placeholders(path, path.read_text(encoding="utf-8"), None)
        used: set[str] = set()
        for topic in module.topics:
            self.report.counts["topics"] += 1
            used |= self._topic(name, topic)
        self._strays(name, module)
        self._worksheets(name, used)

    def _strays(self, name: str, module: Module) -> None:
        for folder in self.folders:
            for kind in ("topics", "practice", "guide"):
                for path in sorted(folder.glob(f"modules/{name}/{kind}/*")):
                    topic, _, ending = path.name.partition(".")
                    if topic not in module.topics or ending not in ("en.md", "nb.md"):
                        self.say(
                            path, 1, f"{topic} is no topic of module.yaml, or the name does not end in .en.md or .nb.md"
                        )

    def _worksheets(self, name: str, used: set[str]) -> None:
        there = {p.stem for folder in self.folders for p in folder.glob(f"modules/{name}/worksheets/*.yaml")}
        for sheet in sorted(there):
            found: Worksheet | None = self.load(f"modules/{name}/worksheets/{sheet}.yaml", Worksheet)
            path = find(self.folders, f"modules/{name}/worksheets/{sheet}.yaml")
            if sheet not in used:
                self.say(path, 1, "no handout of the module uses this worksheet")
            if found is None:
                continue
            self.report.counts["worksheets"] += 1
            if found.slug != sheet:
                self.say(path, self.line(path, "slug:"), f"the slug is {found.slug}, the file is {sheet}.yaml")
            self._fields(path, found)
            self._placeholders(path, path.read_text(encoding="utf-8"), None)

    def _fields(self, path: Path, sheet: Worksheet) -> None:
        for one in sheet.fields:
            needs = {"choice": one.options, "several": one.options, "checklist": one.options, "table": one.columns}
            if one.kind in needs and not needs[one.kind]:
                self.say(path, self.line(path, f"name: {one.name}"), f"a {one.kind} needs options or columns")
            if one.kind == "scale" and not (one.low and one.high and one.steps):
                self.say(path, self.line(path, f"name: {one.name}"), "a scale needs low, high and steps")
            if one.kind == "diagram" and one.shape is None:
                self.say(path, self.line(path, f"name: {one.name}"), "a diagram needs its shape")

    # ── a topic ──────────────────────────────────────────────────────────

    def _topic(self, module: str, topic: str) -> set[str]:
        """Check the six pages of a topic. Returns the worksheets its handouts use."""
        heads: dict[str, Handout] = {}
        for language in LANGUAGES:
            handout = self._page(module, "topics", topic, language, Handout)
            if handout:
                heads[language] = handout
                self.report.counts["handouts"] += 1
            if self._page(module, "practice", topic, language, Practice):
                self.report.counts["practice cards"] += 1
            if self._page(module, "guide", topic, language, Guide):
                self.report.counts["guides"] += 1
        if len(heads) == 2:
            self._alike(find(self.folders, f"modules/{module}/topics/{topic}.nb.md"), heads["en"], heads["nb"])
        for code, head in heads.items():
            path = find(self.folders, f"modules/{module}/topics/{topic}.{code}.md")
            if sum(answer.right for answer in head.check.answers) != 1:
                self.say(path, self.line(path, "check:"), "the question needs one right answer")
            for sheet in head.worksheets:
                if not any((f / f"modules/{module}/worksheets/{sheet}.yaml").is_file() for f in self.folders):
                    self.say(path, self.line(path, "worksheets:"), f"there is no worksheet {sheet} in this module")
        return {sheet for head in heads.values() for sheet in head.worksheets}

    def _alike(self, path: Path, en: Handout, nb: Handout) -> None:
        """Both languages hold the same parts."""
        pairs = [
            ("home_practice", [o.slug for o in en.home_practice], [o.slug for o in nb.home_practice]),
            ("worksheets", en.worksheets, nb.worksheets),
            ("key_points", len(en.key_points), len(nb.key_points)),
            ("reflection", len(en.reflection), len(nb.reflection)),
        ]
        for name, one, other in pairs:
            if one != other:
                self.say(path, self.line(path, f"{name}:"), f"{name} is not the same as in English")

    def _page(self, module: str, kind: str, topic: str, language: str, shape: type[Head]) -> Any:
        name = f"modules/{module}/{kind}/{topic}.{language}.md"
        head = self.load(name, shape)
        if head is None:
            return None
        path = find(self.folders, name)
        text = split(path)
        if self._placeholders(path, text.head + "---\n" + text.body, language):
            return head
        assert self.vocabulary is not None
        said = rules.fill("\n".join(_texts(head)) + "\n" + markdown.plain(text.body), self.vocabulary, language)
        count = len(rules.words(said))
        self.report.words[language] += count
        self._avoided(path, language)
        if isinstance(head, Guide) and count > GUIDE_WORDS:
            self.say(path, 1, f"{count} words: a guide is read in two minutes, {GUIDE_WORDS} words at most")
        if isinstance(head, Practice) and head.minutes.min > head.minutes.max:
            self.say(path, self.line(path, "minutes:"), "minutes: min is more than max")
        if isinstance(head, Handout):
            self._easy(path, said, count, language)
        return head

    def _easy(self, path: Path, said: str, count: int, language: str) -> None:
        """A page that participants read: its length, its level, its sentences, its abbreviations."""
        low, high = HANDOUT_WORDS
        if not low <= count <= high:
            self.say(path, 1, f"{count} words: a handout has {low} to {high}")
        name, most, _average = LEVEL[language]
        level = rules.reading_level(said, language)
        self.report.levels[language].append((level, path))
        if level > most:
            self.say(path, 1, f"{name} {level:.1f}: {most:.0f} at most on a page")
        for sentence in rules.sentences(said):
            length = len(rules.words(sentence))
            if length > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:4])
                self.say(
                    path,
                    self.line(path, start),
                    f"a sentence of {length} words, {LONGEST_SENTENCE} at most: “{start} …”",
                )
        for short in sorted(set(re.findall(r"\b[A-ZÆØÅ]{2,}\b", said)) - self.known):
            if f"({short})" not in said and not re.search(rf"\b{short}\b \(", said):
                self.say(path, self.line(path, short), f"{short}: say in brackets what it means, or write it out")

    def _avoided(self, path: Path, language: str) -> None:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for pattern, word, better in self.avoid[language]:
                if pattern.search(line):
                    self.say(path, number, f"“{word}”: better {better}")

    def _placeholders(self, path: Path, text: str, language: str | None) -> bool:
        """Every placeholder names a word and a form that exist. True when something was found."""
        before = len(self.report.problems)
        for number, line in enumerate(text.splitlines(), 1 if language is None else 2):
            for match in rules.PLACEHOLDER.finditer(line):
                try:
                    for one in [language] if language else _languages_of(match[2]):
                        if self.vocabulary:
                            rules.fill(match[0], self.vocabulary, one)
                except rules.UnknownWord as error:
                    self.say(path, number, str(error))
        return len(self.report.problems) > before or self.vocabulary is None

    def _average(self) -> None:
        for language in LANGUAGES:
            found = self.report.levels[language]
            name, _most, average = LEVEL[language]
            if found and sum(v for v, _ in found) / len(found) > average:
                mean = sum(v for v, _ in found) / len(found)
                self.say(self.folders[-1], 1, f"{language}: {name} {mean:.1f} on average, {average:.0f} at most")


def _languages_of(form: str | None) -> list[str]:
    """In a file with both languages, a form tells which one it is for; without a form it must do in both."""
    if form is None:
        return ["en", "nb"]
    return (
        ["en"]
        if form == "singular"
        else ["nb"]
        if form in ("indefinite", "definite", "plural_definite")
        else ["en", "nb"]
    )


def _texts(value: Any) -> Iterator[str]:
    """What makes up the length of a page, a line each: all but slugs and the like, and the question to talk about."""
    if isinstance(value, msgspec.Struct):
        for one in value.__struct_fields__:
            if one not in ("slug", "worksheets", "licence", "kind", "check"):
                yield from _texts(getattr(value, one))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def main(argv: Sequence[str]) -> int:
    """Check the folder given, on top of the shipped content, or the shipped content alone. Returns the exit code."""
    package = Path(__file__).resolve().parents[2]
    shipped = package / "_content" if (package / "_content").is_dir() else package.parent / "content"
    given = [Path(name) for name in argv]
    for folder in given:
        if not folder.is_dir():
            print(f"bedring: there is no folder {folder}.", file=sys.stderr)
            return 2
    report = check([*given, shipped] if given and given[0].resolve() != shipped.resolve() else [shipped])
    for problem in report.problems:
        print(problem)
    for line in report.totals():
        print(line)
    print(f"{len(report.problems)} to mend" if report.problems else "All is well.")
    return 1 if report.problems else 0
