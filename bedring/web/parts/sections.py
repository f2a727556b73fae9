# SPDX-License-Identifier: Apache-2.0
"""A page as data: the screen and its paper twin are both made from it, so that order and words are the same."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from bedring.web.parts import answers
from bedring.web.parts.reading import help_lines, language
from bedring.web.signed_in import Request


@dataclass(frozen=True)
class Line:
    """One line: words, perhaps with a name before them (when, where …)."""

    words: str
    name: str = ""


@dataclass(frozen=True)
class Section:
    """One part of a page. `own`: the first line is in the person's own words, and is shown large. `points`: a list,
    under `points_title`. `item`: what the buttons beneath are about; it is not on paper.
    """

    slug: str
    title: str
    lines: list[Line] = field(default_factory=list)
    own: bool = False
    quiet: str = ""
    points_title: str = ""
    points: list[str] = field(default_factory=list)
    item: Any = None

    def on_paper(self) -> dict[str, Any]:
        """As data for paper."""
        return {
            "title": self.title,
            "own": self.own,
            "quiet": self.quiet,
            "points_title": self.points_title,
            "points": [str(point) for point in self.points],
            "lines": [asdict(line) for line in self.lines],
        }


def paper(
    request: Request, template: str, path: str, title: str, sections: Iterable[Section], lead: str = ""
) -> HttpResponse:
    """The paper twin of a page of one's own: the same sections in the same order, where help is, and the way back."""
    reads = language()
    data = {
        "title": title,
        "lead": lead,
        "sections": [one.on_paper() for one in sections],
        "help": {
            "title": _("Help now"),
            "words": _("Nobody watches what is written here."),
            "lines": [{"number": one.number, "name": one.name[reads]} for one in help_lines(request.actor)],
        },
        **answers.way_back(path, _("Back to this page on a phone:"), _("QR code that opens this page")),
    }
    return answers.pdf(request, template, data, template.rpartition("/")[2].removesuffix(".typ"))
