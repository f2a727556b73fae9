# SPDX-License-Identifier: Apache-2.0
"""The programme itself: its modules and topics to read, print and show on a projector. No person is named here."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from bedring.curriculum import queries as curriculum
from bedring.curriculum.reader import ContentError
from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.sessions.access import can_change_pages
from bedring.web.parts import reading
from bedring.web.parts.numbers import number
from bedring.web.programme.slides import slides
from bedring.web.signed_in import Request, signed_in, staff_only


def edition_of(request: Request) -> str:
    """The edition asked for in the address, if there is such a one; the Norwegian otherwise."""
    known = [one.slug for one in curriculum.editions()]
    return request.GET.get("edition", "") if request.GET.get("edition", "") in known else "norway"


def found_topic(request: Request, module: str, topic: str) -> dict[str, Any]:
    """A topic with what it takes to show it; NotThere when there is none."""
    language, edition = get_language() or "nb", edition_of(request)
    try:
        if topic not in curriculum.module(module).topics:
            raise NotThere
        variants = reading.variants(module, language)
        variant = reading.chosen(variants, request.GET.get("variant", ""))
        how: dict[str, str] = {"variant": variant, "edition": edition}
        page = curriculum.topic(module, topic, language, **how)  # type: ignore[arg-type]
    except ContentError:
        raise NotThere from None
    return {"module": curriculum.module(module), "slug": topic, "topic": page, "variants": variants, **how}


@require_GET
@staff_only
def programme(request: Request) -> HttpResponse:
    """All modules and topics of an edition."""
    language, edition = get_language() or "nb", edition_of(request)
    shelves = []
    for module in curriculum.modules(edition):
        topics = [(slug, curriculum.topic(module.slug, slug, language, edition=edition)) for slug in module.topics]
        shelves.append((module, module.title[language], module.aim[language], topics))
    editions = [(one.slug, one.title[language]) for one in curriculum.editions()]
    context: dict[str, Any] = {"shelves": shelves, "edition": edition, "editions": editions}
    context["changes"] = can_change_pages(request.actor)
    return render(request, "programme/programme.html", context)


@require_GET
@staff_only
def topic(request: Request, module: str, topic: str) -> HttpResponse:
    """One topic: handout, practice card, practitioner guide, worksheets, questions for a peer specialist."""
    found, language = found_topic(request, module, topic), get_language() or "nb"
    how = {"variant": found["variant"], "edition": found["edition"]}
    context = {
        "practice": curriculum.practice_card(module, topic, language, **how),
        "guide": curriculum.guide(module, topic, language, **how),
        "worksheets": reading.worksheets(module, found["topic"], edition=found["edition"]),
        "title": found["module"].title[language],
        "lived": found["module"].lived_experience[language],
        "stories": curriculum.stories(module, language, clock.today()),
    }
    return render(request, "programme/topic.html", found | context)


@require_GET
@signed_in
def show(request: Request, module: str, topic: str) -> HttpResponse:
    """The handout on a projector, one idea a view. Made from a template of its own that knows no person."""
    found = found_topic(request, module, topic)
    views = slides(found["topic"])
    at = number(request.GET.get("view"), 1, least=1, most=len(views))
    context = {
        "slide": views[at - 1],
        "number": at,
        "count": len(views),
        "before": at - 1,
        "after": at + 1 if at < len(views) else 0,
        "module": module,
        "slug": topic,
        "variant": found["variant"],
        "edition": found["edition"],
        "title": found["topic"].title,
    }
    return render(request, "programme/show.html", context)
