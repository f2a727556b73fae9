# SPDX-License-Identifier: Apache-2.0
"""Reads content files into frozen objects. The first folder that has a file wins, so that a site can replace a page."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from bedring.curriculum.shapes import Shape

S = TypeVar("S", bound=Shape)


class ContentError(Exception):
    """A content file that cannot be read: where, and what is wrong."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True)
class Text:
    """A markdown file in two parts. `first` is the line its body begins on."""

    head: str
    body: str
    first: int


def find(folders: tuple[Path, ...], name: str) -> Path:
    """The file `name` in the first folder that has it. Raises ContentError when none has."""
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise ContentError(folders[-1] / name, 1, "this file is missing")


def split(path: Path) -> Text:
    """A text file's YAML head and markdown body."""
    parts = path.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ContentError(path, 1, "begin the file with --- , its head in YAML, and --- again")
    return Text(parts[1], parts[2], parts[1].count("\n") + 3)


def decode(path: Path, text: str, shape: type[S], offset: int = 0) -> S:
    """YAML `text` as an object of `shape`. Raises ContentError with the line of the key that is wrong."""
    try:
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(path, line + offset, f"this is not YAML: {error.problem}") from None
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at ")
        raise ContentError(
            path, line_of(text, where.strip("`")) + offset, f"{where.strip('`') or '$'}: {message}"
        ) from None


def line_of(text: str, where: str) -> int:
    """The line of a place such as `$.check.answers[1].right`; of the nearest key above it that exists."""
    node: Any = yaml.compose(text)
    line = 1
    for part in where.lstrip("$").replace("[", ".[").split("."):
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and part.strip("[]").isdigit():
            index = int(part.strip("[]"))
            found = (node.value[index], node.value[index]) if index < len(node.value) else None
        if found is None:
            continue
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def read(folders: tuple[Path, ...], name: str, shape: type[S]) -> S:
    """A YAML file, or the head of a text file, as an object. Kept for as long as the process lives."""
    found: S = _read(folders, name, shape)
    return found


@cache
def _read(folders: tuple[Path, ...], name: str, shape: Any) -> Any:
    path = find(folders, name)
    if path.suffix == ".md":
        return decode(path, split(path).head, shape, offset=1)
    return decode(path, path.read_text(encoding="utf-8"), shape)


def forget() -> None:
    """Read everything anew from now on: for the check, which is run while people write."""
    _read.cache_clear()
    body.cache_clear()


@cache
def body(folders: tuple[Path, ...], name: str) -> str:
    """The markdown of a text file."""
    return split(find(folders, name)).body
