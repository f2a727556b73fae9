# SPDX-License-Identifier: Apache-2.0
"""My handouts: those of the sessions I was at, in the words I have chosen; their list on paper."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.sessions.queries.mine import topics_met
from bedring.web.parts import answers
from bedring.web.parts import reading as read
from bedring.web.parts.reading import reading_of
from bedring.web.parts.sections import Line, Section, paper
from bedring.web.signed_in import Request, participant_only


def sections(request: Request) -> list[Section]:
    """The topics met so far, each with what it is about. `item`: where its handout is."""
    reading = reading_of(request)
    return [
        Section(
            f"{module}-{slug}", topic.title, [Line(topic.summary)], item=reverse("mine_handout", args=[module, slug])
        )
        for module, slug in topics_met(request.actor)
        for topic in [reading.topic(module, slug)]
    ]


@require_GET
@participant_only
def handouts(request: Request) -> HttpResponse:
    """The topics met so far."""
    return answers.page(request, "mine/handouts.html", {"sections": sections(request)})


@require_GET
@participant_only
def handouts_paper(request: Request) -> HttpResponse:
    """The paper twin of My handouts."""
    met = sections(request)
    nothing = "" if met else _("You get a handout when you come to a session. It will then be here too.")
    return paper(request, "mine/handouts.typ", "/mine/handouts/", _("My handouts"), met, nothing)


@require_GET
@participant_only
def handout(request: Request, module: str, topic: str) -> HttpResponse:
    """One handout the participant has met."""
    if (module, topic) not in topics_met(request.actor):
        raise NotThere
    reading = reading_of(request)
    found = read.variants(module, reading.language, reading.words)
    variant = read.chosen(found, reading.variant)
    page = reading.topic(module, topic, variant=variant)
    about = curriculum.module(module)
    context = {
        "topic": page,
        "module": module,
        "slug": topic,
        "variants": found,
        "variant": variant,
        "version": about.version,
        "reviewed": about.reviewed,
        "stories": curriculum.stories(module, reading.language, clock.today()),
        "worksheets": read.worksheets(module, page, reading.words, edition=reading.edition),
    }
    return answers.page(request, "mine/handout.html", context)
