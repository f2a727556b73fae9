# SPDX-License-Identifier: Apache-2.0
"""`bedring content check`: is everything there, in both languages, kind in its words and easy to read?

The rules are listed in docs/reference/content-format.md. No database and no settings are needed.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from bedring.curriculum.check import parts
from bedring.curriculum.check.report import Problem, Report
from bedring.curriculum.check.run import Run

__all__ = ["Problem", "Report", "check", "check_file", "is_content", "main"]


def check(folders: Sequence[Path]) -> Report:
    """Check all content in `folders`, first hit first."""
    run = Run(tuple(folders))
    parts.everything(run)
    return run.report


LONGEST_NAME = 100
"""Characters in the name of a file: a disk takes 255 bytes, and versions add a date."""


def is_content(name: str) -> bool:
    """Whether a file of this name, relative to a content folder, is one that Bedring reads."""
    if any(len(part) > LONGEST_NAME for part in name.split("/")):
        return False
    return bool(parts.READ.fullmatch(name)) and not name.startswith(("LICENSE", "README", "schema/"))


def check_file(folders: Sequence[Path], name: str) -> list[Problem]:
    """What is wrong with one file and with what stands beside it: for somebody who is writing it."""
    run = Run(tuple(folders))
    parts.one(run, name)
    return sorted(run.report.problems)


def shipped() -> Path:
    """The content that comes with Bedring: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    return package / "_content" if (package / "_content").is_dir() else package.parent / "content"


def main(argv: Sequence[str]) -> int:
    """Check the folders given, on top of the shipped content, or that alone. Returns the exit code: 0, 1 or 2."""
    given = [Path(name) for name in argv]
    for folder in given:
        if not folder.is_dir():
            sys.stderr.write(f"bedring: there is no folder {folder}.\n")
            return 2
    own = [folder for folder in given if folder.resolve() != shipped().resolve()]
    report = check([*own, shipped()])
    count = len(report.problems)
    last = f"{count} {'thing' if count == 1 else 'things'} to mend." if count else "All is well."
    sys.stdout.write("\n".join([*map(str, report.problems), *report.totals(), last]) + "\n")
    return 1 if report.problems else 0
