# SPDX-License-Identifier: Apache-2.0
"""What a check found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

KINDS = ("modules", "topics", "handouts", "practice cards", "guides", "worksheets")
LEVEL = {"en": ("Flesch-Kincaid grade", 7.0, 6.0), "nb": ("LIX", 38.0, 33.0)}
"""By language: the measure, the most on one handout, the most on average over the handouts."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something to mend: where, and what to do."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        here = Path.cwd()
        path = self.path.resolve()
        return f"{path.relative_to(here) if path.is_relative_to(here) else self.path}:{self.line}: {self.message}"


@dataclass
class Report:
    """The problems by file and line, and the totals. `words` is by language, `levels` by language a row per handout."""

    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    levels: dict[str, list[tuple[float, Path]]] = field(default_factory=lambda: {"en": [], "nb": []})

    def totals(self) -> Iterator[str]:
        """The totals, a line each."""
        for kind in KINDS:
            yield f"{kind}: {self.counts[kind]}"
        for language, found in self.levels.items():
            level = ""
            if found:
                worst, path = max(found)
                average = mean(value for value, _ in found)
                level = f"; {LEVEL[language][0]} {average:.1f} on average, {worst:.1f} at most ({path.name})"
            yield f"{language}: {self.words[language]} words{level}"
