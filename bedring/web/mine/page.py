# SPDX-License-Identifier: Apache-2.0
"""My page as data: the screen and the paper twin are both made from it, so that order and words are the same."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bedring.goals.queries import GoalSeen, WorkingOn
from bedring.goals.rules import StepWords
from bedring.goals.words import facts_of
from bedring.kit.dates import written
from bedring.sessions.queries.mine import LastSession, MySessions
from bedring.sessions.queries.told import SessionTold
from bedring.web.parts.reading import Reading
from bedring.web.parts.sections import Line, Section


def sections(work: WorkingOn, meetings: MySessions, last: LastSession | None, reading: Reading) -> list[Section]:
    """My goal, my next step, when we meet, the handout from last time: in this order, always."""
    return [_goal(work), _step(work), _meeting(meetings), *_handout(last, reading)]


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


def _meeting(meetings: MySessions) -> Section:
    session = meetings.next
    off = [Line(_("%(day)s: we do not meet this time.") % {"day": _weekday(one)}) for one in meetings.off]
    if session is None:
        none = _("No meeting is planned yet. Your group leader will tell you.")
        return Section("meeting", _("When we meet"), off, quiet=none)
    at = pgettext("time of day", "at")
    when = timezone.localtime(session.starts_at, ZoneInfo(session.zone))
    lines = [Line(f"{_weekday(session)} {at} {time_format(when.time(), 'H:i')}")]
    lines += [Line(session.place, _("Where"))] if session.place else []
    return Section("meeting", _("When we meet"), [*off, *lines, Line(session.course, _("Group"))])


def _weekday(session: SessionTold) -> str:
    when = timezone.localtime(session.starts_at, ZoneInfo(session.zone))
    return _begun(written(date(when.year, when.month, when.day), "weekday"))


def _begun(words: str) -> str:
    """With a capital first letter, and the rest as it is."""
    return words[:1].upper() + words[1:]


def _handout(last: LastSession | None, reading: Reading) -> list[Section]:
    if last is None:
        return []
    if not last.there:
        return [Section("handout", _("From last time"), [Line(last.title)], quiet=_("This page is no longer here."))]
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
