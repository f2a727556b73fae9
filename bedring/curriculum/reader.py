# SPDX-License-Identifier: Apache-2.0
"""Reads content files into frozen objects. The first folder that has a file wins, so that a site can replace a page."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import msgspec
import yaml
from django.conf import settings

from bedring.curriculum.shapes import Shape

S = TypeVar("S", bound=Shape)
P = ParamSpec("P")
R = TypeVar("R")
PARTS = re.compile(r"---\n(.*?\n)---(?:\n(.*))?\Z", re.S)


class ContentError(Exception):
    """A content file that cannot be read: where, and what to do about it."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True)
class Text:
    """A markdown file in two parts. `first` is the line its body begins on."""

    head: str
    body: str
    first: int


Place = tuple[Path, int]
"""A file and when it was last changed: what is kept of it is kept for just that state of it."""

Looked = dict[tuple[tuple[Path, ...], str], Place | None]
_looked: ContextVar[Looked | None] = ContextVar("looked", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Until it ends, each file is looked for once: for a page that names hundreds, of one state of the content.

    Only where nothing is written meanwhile.
    """
    if _looked.get() is not None:
        yield
        return
    token = _looked.set({})
    try:
        yield
    finally:
        _looked.reset(token)


def kept_while_unchanged(ask: Callable[P, R]) -> Callable[P, R]:
    """What `ask` found, for as long as no file that it looked for was changed, came or went.

    For what is made of hundreds of files. It reads content and nothing else, and few arguments are ever asked for.
    """
    kept: dict[tuple[object, ...], tuple[Looked, R]] = {}

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        of = (*args, *sorted(kwargs.items()), *settings.CONTENT_DIRS)
        known = kept.get(of)
        if known and all(_look(*sought) == found for sought, found in known[0].items()):
            return known[1]
        looked: Looked = {}
        token = _looked.set(looked)
        try:
            found = ask(*args, **kwargs)
        finally:
            _looked.reset(token)
        kept[of] = (looked, found)
        return found

    return asked


def place(folders: tuple[Path, ...], name: str) -> Place:
    """Where the file `name` is read from now: in the first folder that has it. Raises ContentError when none has."""
    found = _place(folders, name)
    if found is None:
        raise ContentError(folders[-1] / name, 1, "this file is missing")
    return found


def is_there(folders: tuple[Path, ...], name: str) -> bool:
    """Whether any folder has the file `name`."""
    return _place(folders, name) is not None


def _place(folders: tuple[Path, ...], name: str) -> Place | None:
    looked = _looked.get()
    if looked is None:
        return _look(folders, name)
    if (folders, name) not in looked:
        looked[folders, name] = _look(folders, name)
    return looked[folders, name]


def _look(folders: tuple[Path, ...], name: str) -> Place | None:
    for folder in folders:
        path = _inside(folder, name)
        try:
            there = os.stat(path)
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(there.st_mode):
            return path, there.st_mtime_ns
    return None


@lru_cache(maxsize=8192)
def _inside(folder: Path, name: str) -> Path:
    """The same object each time: a path is slow to make and to hash, and pages ask for hundreds."""
    return folder / name


def find(folders: tuple[Path, ...], name: str) -> Path:
    """The file `name` in the first folder that has it. Raises ContentError when none has."""
    return place(folders, name)[0]


def source(path: Path) -> str:
    """What stands in a file. Raises ContentError when it is not text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ContentError(path, line, "save the file as UTF-8: there is a letter here that cannot be read") from None


def split(path: Path) -> Text:
    """A text file's YAML head and markdown body."""
    parts = PARTS.match(source(path))
    if parts is None:
        raise ContentError(path, 1, "begin the file with a line ---, then its head in YAML, then a line --- again")
    return Text(parts[1], parts[2] or "", parts[1].count("\n") + 3)


_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # about six times as fast, where it was built in


class _Loader(_Fast):  # type: ignore[misc]
    """YAML without dates: they stay text until the shape asks for a date, and says which line is wrong."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


MOST_NODES = 50_000
"""Keys and values in one file, with its anchors written out: the longest of ours has some hundreds."""


@lru_cache(maxsize=64)
def nodes(text: str) -> Any:
    """The YAML nodes of a text, which know where they stand. Raises yaml.YAMLError."""
    return yaml.compose(text, Loader=_Loader)


def parse(path: Path, text: str, offset: int = 0) -> Any:
    """YAML as lists and dictionaries. Raises ContentError where it is not YAML, or says the same thing twice."""
    try:
        _check_size(path, nodes(text), offset)
        for key, line in _twice(nodes(text)):
            raise ContentError(path, line + offset, f"“{key}” stands twice: keep one")
        return yaml.load(text, Loader=_Loader)  # noqa: S506  (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError(
            path, (mark.line + 1 if mark else 1) + offset, f"this is not YAML: {error.problem}"
        ) from None
    except yaml.YAMLError as error:
        raise ContentError(path, 1 + offset, f"this is not YAML: {error}") from None
    except RecursionError:
        raise ContentError(path, 1 + offset, "this is nested too deep") from None
    except ValueError:
        raise ContentError(path, 1 + offset, "a number here has more digits than can be read") from None


def _check_size(path: Path, root: Any, offset: int) -> None:
    """A few lines of anchors that point at each other stand for more than any machine holds: counted as written out."""
    waiting, count = [root], 0
    while waiting:
        node, count = waiting.pop(), count + 1
        if count > MOST_NODES:
            raise ContentError(path, 1 + offset, "this is far too long when its anchors (& and *) are written out")
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value


def _twice(node: Any) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1
            seen.add(key.value)
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _twice(value)


def decode(path: Path, text: str, shape: type[S], offset: int = 0) -> S:
    """YAML `text` as an object of `shape`. Raises ContentError with the line of the key that is wrong."""
    data = parse(path, text, offset)
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        message, _, where = _named(data, shape, error).partition(" - at ")
        where = where.strip("`") or "$"
        unknown = re.match(r"Object contains unknown field `(.+)`", message)
        line = line_of(text, f"{where}.{unknown[1]}" if unknown else where)
        place = re.sub(r"\[(\d+)\]", lambda m: f" {int(m[1]) + 1}", where.removeprefix("$").removeprefix("."))
        raise ContentError(path, line + offset, f"{place}: {_said(message)}" if place else _said(message)) from None


def _named(data: Any, shape: type[Shape], error: msgspec.ValidationError) -> str:
    """The message, with the key it is about where msgspec says [...], as it does for the keys of a free dictionary."""
    message = str(error)
    before, _, after = message.partition("[...]")
    name = before.rpartition(".")[2]
    if not after or not isinstance(data, dict) or not isinstance(data.get(name), dict):
        return message
    for key, value in data[name].items():
        try:
            msgspec.convert({**data, name: {key: value}}, shape)
        except msgspec.ValidationError as one:
            return str(one).replace("[...]", f".{key}", 1)
    return message


NAMES = {"str": "a text", "object": "keys and values", "array": "a list", "int": "a whole number"}
NAMES |= {"bool": "true or false", "null": "nothing", "float": "a number"}
SAID = [
    (r"Object contains unknown field `(.+)`", r"there is no key “{0}” here: mend its spelling, or take it out"),
    (r"Object missing required field `(.+)`", r"“{0}” is missing"),
    (r"Expected `array` of length >= (\d+)", r"at least {0} are needed"),
    (r"Expected `array` of length <= (\d+)", r"at most {0} are allowed"),
    (r"Expected `str` of length >= 1", r"there is no text here"),
    (r"Expected `str` matching regex '\^\[a-z0-9\].*", r"write it in small letters a to z and digits, with hyphens"),
    (r"Expected `str` matching regex .*", r"write it as digits, spaces and +"),
    (r"Expected `int` >= (\d+)", r"the number must be {0} or more"),
    (r"Expected `int` <= (\d+)", r"the number must be {0} or less"),
    (r"Expected `str`, got `(int|float|bool)`", r"this reads as {0}: put it in quotation marks"),
    (r"Expected `(\w+)[^`]*`, got `(\w+)`", r"there should be {0} here, and there is {1}"),
    (r"Invalid enum value (.+)", r"{0} is not one of the values that may stand here"),
    (r"Invalid .*date.*", r"write a day that exists, as 2026-11-23"),
]


def _said(message: str) -> str:
    for pattern, plain in SAID:
        found = re.fullmatch(pattern, message)
        if found:
            return plain.format(*(NAMES.get(word, word) for word in found.groups()))
    return message


def line_of(text: str, where: str) -> int:
    """The line of a place such as `$.check.answers[1].right`; of the nearest key above it that exists."""
    node, line = nodes(text), 1
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
    """A YAML file, or the head of a text file, as an object. Kept until the file changes."""
    found: S = read_at(place(folders, name), shape)
    return found


@lru_cache(maxsize=8192)
def read_at(at: Place, shape: Any) -> Any:
    """As `read`, for a place that is known."""
    path, _changed = at
    if path.suffix == ".md":
        return decode(path, split(path).head, shape, offset=1)
    return decode(path, source(path), shape)


@lru_cache(maxsize=4096)
def body_at(at: Place) -> str:
    """The markdown of a text file."""
    return split(at[0]).body


def forget() -> None:
    """Read everything anew from now on: for the check, which is run while people write."""
    read_at.cache_clear()
    body_at.cache_clear()
