# SPDX-License-Identifier: Apache-2.0
"""My handouts: those of the sessions I was at, in the words I have chosen; their list on paper."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedring.curriculum import queries as curriculum
from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.sessions.queries.mine import Met, handouts_met
from bedring.web.parts import answers
from bedring.web.parts import reading as read
from bedring.web.parts.reading import Reading, reading_of
from bedring.web.parts.sections import Line, Section, paper
from bedring.web.signed_in import Request, participant_only


def sections(request: Request) -> list[Section]:
    """The topics met so far, each with what it is about. `item`: where its handout is, if it can be opened."""
    reading = reading_of(request)
    return [_section(one, reading) for one in handouts_met(request.actor, reading.language)]


def _section(one: Met, reading: Reading) -> Section:
    slug = f"{one.module}-{one.topic}"
    if not one.there:
        return Section(slug, one.title, [Line(_("This page is no longer here."))])
    topic = reading.topic(one.module, one.topic)
    at = reverse("mine_handout", args=[one.module, one.topic])
    return Section(slug, topic.title, [Line(topic.summary)], item=at)


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
    reading = reading_of(request)
    met = [one for one in handouts_met(request.actor, reading.language) if (one.module, one.topic) == (module, topic)]
    if not met:
        raise NotThere
    if not met[0].there:
        return answers.page(request, "mine/gone.html", {"title": met[0].title})
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
