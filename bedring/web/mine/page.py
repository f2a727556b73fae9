# SPDX-License-Identifier: Apache-2.0
"""My page as data: the screen and the paper twin are both made from it, so that order and words are the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bedring.curriculum import queries as curriculum
from bedring.goals.queries import WorkingOn
from bedring.kit.dates import written
from bedring.sessions.queries.mine import LastSession

if TYPE_CHECKING:
    from bedring.goals.models import Step
    from bedring.sessions.models import Session


@dataclass(frozen=True)
class Line:
    """One line: words, perhaps with a name before them (when, where …)."""

    words: str
    name: str = ""


@dataclass(frozen=True)
class Section:
    """One part of My page. `own`: the first line is in the person's own words, and is shown large. `points`: a list."""

    slug: str
    title: str
    lines: list[Line] = field(default_factory=list)
    own: bool = False
    quiet: str = ""
    points: list[str] = field(default_factory=list)


def sections(
    sheet: WorkingOn,
    next_session: "Session | None",
    last: LastSession | None,
    language: str,
    words: Mapping[str, str],
) -> list[Section]:
    """My goal, my next step, when we meet, the handout from last time: in this order, always. `words`: those chosen."""
    return [_goal(sheet), _step(sheet.step), _meeting(next_session), *_handout(last, language, words)]


def _goal(sheet: WorkingOn) -> Section:
    if sheet.goal is None and sheet.resting_goal:
        return Section(
            "goal", _("My goal"), [Line(sheet.resting_goal.words)], own=True, quiet=_("Your goal is resting.")
        )
    if sheet.goal is None:
        return Section("goal", _("My goal"), quiet=_("You have not set a goal here yet. It can wait until you meet."))
    lines = [Line(sheet.goal.words)]
    if sheet.goal.why:
        lines.append(Line(sheet.goal.why, _("Why it matters to me")))
    lines += [Line(part.words, _("On the way there")) for part in sheet.short_term]
    return Section("goal", _("My goal"), lines, own=True)


def step_lines(step: "Step") -> list[Line]:
    """A step: what, and then when, where and with whom as far as they are said."""
    more = [(_("When"), step.when), (_("Where"), step.where), (_("With whom"), step.with_whom)]
    return [Line(step.what), *(Line(words, name) for name, words in more if words)]


def _step(step: "Step | None") -> Section:
    if step is None:
        return Section("step", _("My next step"), quiet=_("No step this week. That is fine."))
    return Section("step", _("My next step"), step_lines(step), own=True)


def _meeting(session: "Session | None") -> Section:
    if session is None:
        return Section(
            "meeting", _("When we meet"), quiet=_("No meeting is planned yet. Your group leader will tell you.")
        )
    when = timezone.localtime(session.starts_at, ZoneInfo(session.organisation.time_zone))
    day = date(when.year, when.month, when.day)
    at = pgettext("time of day", "at")
    lines = [Line(f"{_begun(written(day, 'weekday'))} {at} {time_format(when.time(), 'H:i')}")]
    lines += [Line(session.place, _("Where"))] if session.place else []
    return Section("meeting", _("When we meet"), [*lines, Line(session.course.name, _("Group"))])


def _begun(words: str) -> str:
    """With a capital first letter, and the rest as it is."""
    return words[:1].upper() + words[1:]


def _handout(last: LastSession | None, language: str, words: Mapping[str, str]) -> list[Section]:
    if last is None:
        return []
    topic = curriculum.topic(last.module, last.topic, language, words, edition=last.session.course.edition)
    lines = [Line(topic.title), Line(topic.summary)]
    made = [Section("handout", _("From last time"), lines, points=topic.key_points)]
    agreed = last.home_practice
    chosen = next((o for o in topic.home_practice if agreed and o.slug == agreed.option), None)
    if chosen:
        more = [(_("When"), chosen.when), (_("Where"), chosen.where), (_("With whom"), chosen.with_whom)]
        said = [Line(chosen.what), *(Line(w, n) for n, w in more if w)]
        made.append(Section("practice", _("To try at home"), said))
    elif agreed and agreed.words:
        made.append(Section("practice", _("To try at home"), [Line(agreed.words)]))
    return made
