# SPDX-License-Identifier: Apache-2.0
"""The programme on paper: a handout, ordinary or in large print; a module as a booklet; the pack for one session; the
whole workbook. Black on white, tagged, with the letters of Norwegian.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedring.curriculum import queries as curriculum
from bedring.curriculum.queries import Page
from bedring.curriculum.reader import ContentError
from bedring.curriculum.shapes import Module
from bedring.kit.refusals import NotThere
from bedring.trust import queries as trust
from bedring.web.parts import answers, reading
from bedring.web.parts.numbers import number
from bedring.web.parts.sheet_paper import on_paper
from bedring.web.programme.views import edition_of, found_topic
from bedring.web.signed_in import Request, signed_in, staff_only

MOST_COPIES = 12
SPARE = 2


def headings() -> dict[str, Any]:
    """The words of headings on paper."""
    return {
        "key_points": _("Key points"),
        "who": _("Who could be part of this"),
        "around": _("What others can do"),
        "think": _("To think about"),
        "try": _("Try this"),
        "home": _("To try at home: choose one, or none"),
        "question": _("A question to talk about"),
        "minutes": _("minutes"),
        "needs": _("You need:"),
        "open": _("How to open"),
        "motivation": _("Motivation"),
        "teaching": _("Teaching"),
        "practice": _("Practice and thought"),
        "stages": _("Words for where the person is"),
        "stage_names": [
            _("Not thinking of change"), _("Of two minds"), _("Getting ready"), _("Doing it"), _("Keeping it going")
        ],
        "group": _("In a group"),
        "alone": _("One to one"),
        "difficult": _("When it is difficult"),
        "supporter": _("Involve a supporter"),
        "note": _("What to note"),
        "contents": _("Contents"),
        "worksheets": _("Worksheets"),
        "take_away": _("What you can take with you"),
        "reviewed": _("Last reviewed"),
        "here": _("Who is here"),
        "name": _("Name"),
        "step": _("Next step: what, when, where, with whom"),
        "guide": _("Practitioner guide"),
        "card": _("Practice card"),
    }  # fmt: skip


def page_data(page: Page) -> dict[str, Any]:
    """A handout, practice card or guide as data for paper."""
    data: dict[str, Any] = msgspec.to_builtins(page.head)
    if "stages" in data:
        data["stages"] = list(data["stages"].values())
    return data | {"blocks": [msgspec.structs.asdict(block) for block in page.blocks]}


def module_data(
    module: Module, language: str, words: Mapping[str, str], edition: str, variant: str = "", *, own_alone: bool = False
) -> dict[str, Any]:
    """A module with its handouts and worksheets as data for paper. `own_alone`: without those of other modules."""
    sheets = curriculum.worksheets(module.slug, words, edition=edition)
    how = {"variant": variant, "edition": edition}
    return {
        "title": module.title[language],
        "aim": module.aim[language],
        "why": module.why[language],
        "take_away": module.take_away[language],
        "reviewed": module.reviewed.isoformat(),
        "topics": [page_data(curriculum.topic(module.slug, t, language, words, **how)) for t in module.topics],
        "worksheets": [on_paper(w, {}, language) for of, w in sheets if of == module.slug or not own_alone],
    }


def _pdf(request: Request, template: str, data: dict[str, Any], name: str) -> HttpResponse:
    """Nobody is named on these papers: who chose the same words, edition and size gets the same one."""
    return answers.pdf(request, f"programme/{template}", {"w": headings(), **data}, name, same_for_all=True)


def own_words(request: Request) -> Mapping[str, str]:
    """The words a participant has chosen; none for anybody else."""
    chosen: Mapping[str, str] = trust.myself(request.actor).words if request.actor.participant_id else {}
    return chosen


@require_GET
@signed_in
def handout(request: Request, module: str, topic: str) -> HttpResponse:
    """One handout. `?size=large`: large print. `?variant=`: as the reader has chosen to read it."""
    found = found_topic(request, module, topic)
    language = get_language() or "nb"
    how = {"variant": found["variant"], "edition": found["edition"]}
    page = curriculum.topic(module, topic, language, own_words(request), **how)
    large = request.GET.get("size") == "large"
    foot = f"{found['module'].title[language]} · CC BY 4.0 · {found['module'].reviewed.isoformat()}"
    return _pdf(request, "topic.typ", {"parts": [{"handout": page_data(page)}], "large": large, "foot": foot}, topic)


@require_GET
@staff_only
def pack(request: Request, module: str, topic: str) -> HttpResponse:
    """For one session, to print on both sides: what the leader needs, and a set for each of `?people=` (12 at most).

    Every set begins on a sheet of its own: (1) what is in the pack, guide, practice card, a sheet to sign; (2) for each
    person the handout and the worksheets; (3) two handouts to spare.
    """
    found, language = found_topic(request, module, topic), get_language() or "nb"
    how = {"variant": found["variant"], "edition": found["edition"]}
    people = number(request.GET.get("people"), 1, least=1, most=MOST_COPIES)
    handout = {"handout": page_data(found["topic"])}
    named = reading.worksheets(module, found["topic"], edition=found["edition"])
    sheets = [{"worksheet": on_paper(w, {}, language)} for _of, w in named]
    leaders: list[dict[str, Any]] = [
        {"pack": what_is_in_it([found["topic"].title, *(sheet["worksheet"]["title"] for sheet in sheets)], people)},
        {"guide": page_data(curriculum.guide(module, topic, language, **how))},
        {"card": page_data(curriculum.practice_card(module, topic, language, **how))},
        {"sign": max(people, 6)},
    ]
    sets: list[list[dict[str, Any]]] = [leaders, *[[handout, *sheets]] * people, *[[handout]] * SPARE]
    parts = [part | {"begins": n == 0} for one in sets for n, part in enumerate(one)]
    foot = found["topic"].title
    large = request.GET.get("size") == "large"
    return _pdf(request, "topic.typ", {"parts": parts, "large": large, "foot": foot}, f"{topic}-pack")


def what_is_in_it(papers: list[str], people: int) -> dict[str, Any]:
    """The first page of a pack: what to pull out, and for whom."""
    each = ngettext("For one person, a set of: %(papers)s", "For %(n)d people, a set each of: %(papers)s", people)
    return {
        "title": _("What is in this pack"),
        "how": _("Print it on both sides. Every set begins on a sheet of its own."),
        "lines": [
            _("For you who lead: this page, the guide, the practice card and the list of who is here"),
            each % {"n": people, "papers": "; ".join(papers)},
            _("Two handouts to spare, for whoever comes without having been expected"),
        ],
    }


@require_GET
@signed_in
def booklet(request: Request, module: str) -> HttpResponse:
    """One module: what it is for, its handouts and its worksheets."""
    language, edition, words = get_language() or "nb", edition_of(request), own_words(request)
    try:
        found = curriculum.module(module, words)
    except ContentError:
        raise NotThere from None
    variant = reading.chosen(reading.variants(module, language), request.GET.get("variant", ""))
    modules = [module_data(found, language, words, edition, variant)]
    return _pdf(request, "programme.typ", {"title": found.title[language], "modules": modules, "whole": False}, module)


@require_GET
@signed_in
def workbook(request: Request) -> HttpResponse:
    """Every module of an edition, with contents and page numbers."""
    language, edition, words = get_language() or "nb", edition_of(request), own_words(request)
    modules = [
        module_data(module, language, words, edition, own_alone=True) for module in curriculum.modules(edition, words)
    ]
    title = curriculum.edition(edition).title[language]
    return _pdf(request, "programme.typ", {"title": title, "modules": modules, "whole": True}, "workbook")
