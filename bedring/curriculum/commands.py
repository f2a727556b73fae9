# SPDX-License-Identifier: Apache-2.0
"""Writes in a site's own content folder: put a file, take it away. What stood there before is kept in `.versions/`."""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from bedring.curriculum.check import Problem, check_file, is_content
from bedring.curriculum.reader import ContentError, find, source
from bedring.kit import clock
from bedring.kit.refusals import Refused, SomebodyElseWrote

_PAGE = re.compile(r"modules/(?P<module>[a-z0-9-]+)/(topics|practice|guide)/(?P<topic>[a-z0-9-]+)\.[a-z]{2}\.md")
_STAMP = "%Y%m%dT%H%M%S.%fZ"
LONGEST = 60_000
"""Characters of a file: more than twice the longest that is shipped."""


class NotContent(Exception):
    """No file of this name is content."""


@dataclass(frozen=True)
class Kept:
    """An earlier state of a file: when it stopped standing there, who changed it, and its text."""

    at: datetime
    by: str
    text: str


def digest(text: str) -> str:
    """What a text is known by, to see whether it has changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def text_of(folders: tuple[Path, ...], name: str) -> str:
    """What stands in a content file now; empty where there is none. Raises NotContent."""
    if not is_content(name):
        raise NotContent(name)
    try:
        return source(find(folders, name))
    except ContentError:
        return ""


def problems_of(folders: tuple[Path, ...], name: str, text: str) -> list[Problem]:
    """What is to be mended in `text` before it can stand as the file `name`."""
    if not is_content(name):
        raise NotContent(name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(text[:LONGEST], encoding="utf-8")
        found = check_file((Path(folder), *folders), name)
        return [Problem(Path(name), one.line, one.message) for one in found if one.path == path]


def put_file(*, site: Path, folders: tuple[Path, ...], name: str, text: str, seen: str, by: UUID) -> list[Problem]:
    """Let `text` stand as the site's own file `name`; returns what is to be mended, and then nothing was written.

    `seen` is the digest of what the writer saw. Raises SomebodyElseWrote, NotContent.
    """
    now = text_of(folders, name)
    if digest(now) != seen and now != text:
        raise SomebodyElseWrote(now, _("Something had been written here in the meantime."))
    problems = problems_of(folders, name, text)
    if problems or now == text:
        return problems
    _keep(site, name, by)
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)  # whole or not at all
    return []


def topic_of(name: str) -> tuple[str, str] | None:
    """The (module, topic) that a file is a page of; None for any other file."""
    page = _PAGE.fullmatch(name)
    return (page["module"], page["topic"]) if page else None


def take_file_away(
    *, site: Path, folders: tuple[Path, ...], name: str, by: UUID, needed_by: Sequence[str] = ()
) -> None:
    """Let the shipped file stand again, where there is one. The site's own is kept among its versions.

    `needed_by`: the groups that are to have this page next. Refused where none would be left for them.
    """
    if not is_content(name):
        raise NotContent(name)
    if needed_by and not any((folder / name).is_file() for folder in folders if folder != site):
        said = _("%(groups)s is to have this page next. Choose another topic for that session first.")
        raise Refused(said % {"groups": ", ".join(needed_by)}, "needed")
    if (site / name).is_file():
        _keep(site, name, by)
        (site / name).unlink()


def _keep(site: Path, name: str, by: UUID) -> None:
    if (site / name).is_file():
        folder = site / ".versions" / name
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(site / name, folder / f"{clock.now():{_STAMP}} {by}")


def versions(site: Path, name: str) -> list[Kept]:
    """Earlier states of a site's own file, newest first."""
    if not is_content(name):
        raise NotContent(name)
    kept = sorted((site / ".versions" / name).glob("*Z *"), reverse=True)
    named = [(path.name.split(" "), path.read_text(encoding="utf-8")) for path in kept]
    return [Kept(datetime.strptime(at, _STAMP).replace(tzinfo=UTC), by, text) for (at, by), text in named]
