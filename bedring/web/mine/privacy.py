# SPDX-License-Identifier: Apache-2.0
"""My privacy: who has looked, at which of my things, when and why; its paper twin."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bedring.goals.queries import words_of_goals, words_of_steps
from bedring.kit.dates import written
from bedring.kit.stretch import Stretch
from bedring.people.rules import Actor
from bedring.sessions.queries.mine import days_of_sessions, names_of_courses
from bedring.trust.queries import LookTold, who_has_looked
from bedring.trust.rules import Thing
from bedring.trust.words import PURPOSE_TOLD, THING_NAMED, THING_TOLD, TOWARDS
from bedring.web.parts import answers
from bedring.web.parts.reading import language
from bedring.web.parts.sections import Line, Section, paper
from bedring.web.signed_in import Request, participant_only
from bedring.workbook.queries import titles_of_sheets

Names = dict[UUID, str]


def sections(actor: Actor, looks: Iterable[LookTold]) -> list[Section]:
    """The looks of each day, newest first, each at a thing by its name where it is one thing and has a name."""
    found = list(looks)
    names = _names(actor, found)
    days = groupby(found, lambda look: timezone.localtime(look.at).date())
    return [Section(day.isoformat(), written(day, "full_date"), [_line(one, names) for one in of]) for day, of in days]


def _line(look: LookTold, names: Names) -> Line:
    name = names.get(look.thing_id) if look.thing_id else None
    looked = THING_NAMED[look.thing] % {"name": name} if name else THING_TOLD[look.thing]
    at = time_format(timezone.localtime(look.at).time(), "H:i")
    who = f"{look.who} ({TOWARDS[look.towards]})" if look.who else _("A supporter of yours")
    return Line(f"{looked} {PURPOSE_TOLD[look.purpose]}, {at}.", who)


def _names(actor: Actor, looks: list[LookTold]) -> Names:
    """What the things looked at are called to the person whose they are. One query a kind."""

    def ids(*kinds: Thing) -> set[UUID]:
        return {look.thing_id for look in looks if look.thing in kinds and look.thing_id}

    days = days_of_sessions(actor, ids(Thing.SESSION, Thing.NOTE))
    return {
        **words_of_goals(actor, ids(Thing.GOAL)),
        **words_of_steps(actor, ids(Thing.STEP)),
        **titles_of_sheets(actor, ids(Thing.WORKSHEET), language()),
        **names_of_courses(actor, ids(Thing.PLACE)),
        **{session: written(day, "day") for session, day in days.items()},
    }


def _lead() -> str:
    return _(
        "When somebody else opens something about you, it is written down here. Looks at the same thing within a "
        "quarter of an hour are one line. Nobody can change or remove it."
    )


def _page(request: Request) -> Stretch[LookTold]:
    return who_has_looked(request.actor, request.GET.get("page"))


@require_GET
@participant_only
def privacy(request: Request) -> HttpResponse:
    """Who has looked at what, when and why."""
    page = _page(request)
    context = {
        "sections": sections(request.actor, page.rows),
        "lead": _lead(),
        "nothing": _("Nobody has looked yet."),
        "number": page.number,
        "newer": page.before,
        "older": page.after,
    }
    return answers.page(request, "mine/privacy.html", context)


@require_GET
@participant_only
def privacy_paper(request: Request) -> HttpResponse:
    """The paper twin of the page that one stands on."""
    page = _page(request)
    told = sections(request.actor, page.rows)
    lead = _lead() if told else f"{_lead()} {_('Nobody has looked yet.')}"
    return paper(request, "mine/privacy.typ", "/mine/privacy/", _("Who has looked"), told, lead)
