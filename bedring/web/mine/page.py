# SPDX-License-Identifier: Apache-2.0
"""My page as data: the screen and the paper twin are both made from it, so that order and words are the same."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bedring.goals.queries import GoalSeen, WorkingOn
from bedring.goals.rules import StepWords
from bedring.goals.words import facts_of
from bedring.kit.dates import written
from bedring.sessions.queries.mine import LastSession
from bedring.web.parts.reading import Reading
from bedring.web.parts.sections import Line, Section

if TYPE_CHECKING:
    from bedring.sessions.models import Session


def sections(
    work: WorkingOn, next_session: "Session | None", last: LastSession | None, reading: Reading
) -> list[Section]:
    """My goal, my next step, when we meet, the handout from last time: in this order, always."""
    return [_goal(work), _step(work), _meeting(next_session), *_handout(last, reading)]


def _goal(work: WorkingOn) -> Section:
    title = _("My goal")
    if work.goal is not None:
        return Section("goal", title, goal_lines(work.goal, work.short_term), own=True)
    if work.resting_goal:
        return Section("goal", title, [Line(work.resting_goal.words)], own=True, quiet=_("Your goal is resting."))
    if work.reached_goal:
        quiet = _("You have reached this goal. You can set a new one, whenever you like.")
        return Section("goal", title, [Line(work.reached_goal.words)], own=True, quiet=quiet)
    return Section("goal", title, quiet=_("You have not set a goal here yet. It can wait until you meet."))


def goal_lines(goal: GoalSeen, short_term: tuple[GoalSeen, ...] = ()) -> list[Line]:
    """A goal: its words, why it matters, and what is on the way there."""
    why = [Line(goal.why, _("Why it matters to me"))] if goal.why else []
    return [Line(goal.words), *why, *(Line(part.words, _("On the way there")) for part in short_term)]


def step_lines(step: StepWords) -> list[Line]:
    """A step: what, and then when, where and with whom as far as they are said."""
    return [Line(step.what), *(Line(words, name) for name, words in facts_of(step))]


def _step(work: WorkingOn) -> Section:
    if work.step is None:
        return Section("step", _("My next step"), quiet=_("No step this week. That is fine."))
    return Section("step", _("My next step"), step_lines(work.step), own=True, item=work.step)


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


def _handout(last: LastSession | None, reading: Reading) -> list[Section]:
    if last is None:
        return []
    topic = reading.topic(last.module, last.topic)
    lines = [Line(topic.title), Line(topic.summary)]
    made = [Section("handout", _("From last time"), lines, points=topic.key_points, item=last)]
    agreed = last.home_practice
    chosen = next((o for o in topic.home_practice if agreed and o.slug == agreed.option), None)
    if chosen:
        words = StepWords(chosen.what, chosen.when, chosen.where, chosen.with_whom)
        made.append(Section("practice", _("To try at home"), step_lines(words)))
    elif agreed and agreed.words:
        made.append(Section("practice", _("To try at home"), [Line(agreed.words)]))
    return made
