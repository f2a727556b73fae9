# SPDX-License-Identifier: Apache-2.0
"""One run of the check: the folders it looks in, the words it goes by, and what it has found."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from bedring.curriculum import rules
from bedring.curriculum.check.report import Problem, Report
from bedring.curriculum.reader import ContentError, find, forget, line_of, read, source, split
from bedring.curriculum.shapes import LANGUAGES, Help, Shape, Vocabulary

LICENCE = "SPDX-License-Identifier: CC-BY-4.0"


class Run:
    """Everything is read anew."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        forget()
        self.folders = folders
        self.report = Report()

    def say(self, path: Path, line: int, message: str) -> None:
        """Add a problem to the report, once."""
        problem = Problem(path, line, message)
        if problem not in self.report.problems:
            self.report.problems.append(problem)

    def at(self, path: Path, key: str, message: str) -> None:
        """Add a problem on the line of a key, such as `check.answers`."""
        if path.suffix == ".md":
            self.say(path, line_of(split(path).head, f"$.{key}") + 1, message)
        else:
            self.say(path, line_of(source(path), f"$.{key}"), message)

    def names(self, pattern: str) -> list[str]:
        """The files that match, as names relative to their folder."""
        found = {str(p.relative_to(folder)) for folder in self.folders for p in folder.glob(pattern) if p.is_file()}
        return sorted(found)

    def path(self, name: str) -> Path:
        """The file that counts for a name: the first one."""
        return find(self.folders, name)

    def load(self, name: str, shape: type[Shape]) -> Any:
        """The file as an object, or None with the reason in the report."""
        try:
            self._licence(self.path(name))
            return read(self.folders, name, shape)
        except ContentError as error:
            self.say(error.path, error.line, error.message)
            return None

    def _licence(self, path: Path) -> None:
        if path.suffix == ".md":
            return  # its shape asks for it
        if source(path).partition("\n")[0].strip() != f"# {LICENCE}":
            self.say(path, 1, f"begin the file with the line # {LICENCE}")

    @cached_property
    def vocabulary(self) -> Vocabulary | None:
        """The words that can be chosen."""
        found: Vocabulary | None = self.load("words/vocabulary.yaml", Vocabulary)
        return found

    @cached_property
    def help(self) -> dict[str, Help]:
        """By country, whom to call."""
        found = {Path(name).stem: self.load(name, Help) for name in self.names("help/*.yaml")}
        return {country: lines for country, lines in found.items() if lines}

    def fill(self, text: str, language: str) -> str:
        """A text with its placeholders filled in: what every country can say. Raises rules.UnknownWord."""
        assert self.vocabulary is not None
        said = [rules.fill(text, self.vocabulary, language, None, lines) for lines in self.help.values()]
        return said[-1] if said else rules.fill(text, self.vocabulary, language)

    @cached_property
    def avoid(self) -> dict[str, list[tuple[re.Pattern[str], str]]]:
        """By language: words to avoid, and what to write instead."""
        found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        for language in LANGUAGES:
            found[language] = []
            name = f"words/avoid.{language}.txt"
            for number, line in self._lines(name):
                word, arrow, better = line.partition(" -> ")
                if not (arrow and word.strip() and better.strip()):
                    self.say(self.path(name), number, "write each line as: word -> better")
                    continue
                pattern = r"\s+".join(map(re.escape, word.split()))
                found[language].append((re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.I), better.strip()))
        return found

    @cached_property
    def known(self) -> set[str]:
        """Abbreviations that need no explanation."""
        return {line for _, line in self._lines("words/abbreviations.txt")}

    def _lines(self, name: str) -> list[tuple[int, str]]:
        try:
            path = self.path(name)
            self._licence(path)
            lines = source(path).splitlines()
        except ContentError as error:
            self.say(error.path, error.line, error.message)
            return []
        return [(n, line.strip()) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
