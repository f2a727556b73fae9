# SPDX-License-Identifier: Apache-2.0
"""The draft of a note, in plain sentences, from what was tapped and from nothing else.

English and Norwegian are written side by side. What was tapped for the group is told as the group's. A number of its
own has its own sentence: `_one` is one, `_none` is nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from bedring.sessions.rules.board import Board

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "here": "{name} was here.",
        "sent_word": "{name} had sent word and was not here.",
        "not_here": "{name} was not here.",
        "look_done": "The step from last time, “{step}”, is done.",
        "look_partly": "The step from last time, “{step}”, is partly done.",
        "look_not_this_time": "The step from last time, “{step}”, did not happen this time.",
        "look_pick_up_again": "{name} picks up the step again: “{step}”.",
        "home_done": "Home practice since last time is done.",
        "home_partly": "Home practice since last time is partly done.",
        "home_not_this_time": "Home practice did not happen this time.",
        "goal": "Recovery goal, in {name}'s own words: “{goal}”.",
        "topic": "The topic was “{topic}” ({module}).",
        "handout_one": "{name} got the handout.",
        "handout": "The group got the handout.",
        "handout_given": "The handout was given.",
        "practised_one": "{name} practised: {cards}.",
        "practised": "The group practised: {cards}.",
        "practised_given": "We practised: {cards}.",
        "techniques": "Ways of working: {techniques}.",
        "techniques_with": "Ways of working with {name}: {techniques}.",
        "next_step": "Next step, agreed together: “{step}”{details}.",
        "no_step": "No new step this week.",
        "home_practice": "Home practice until next time: {home_practice}.",
        "home_practice_for": "Home practice for {name} until next time: {home_practice}.",
        "expected": "{here} of {expected} were here.",
        "expected_one": "1 of {expected} was here.",
        "expected_none": "Nobody was here, of {expected} expected.",
        "unsaid": "Of {n} it is not written whether they were here.",
        "unsaid_one": "Of 1 it is not written whether they were here.",
        "led_by": "Led by {leaders}.",
        "lasted": "The session lasted {n} minutes.",
        "lasted_one": "The session lasted 1 minute.",
        "looks": "The step from last time was looked at with {n} people.",
        "looks_one": "The step from last time was looked at with 1 person.",
        "steps": "{n} people agreed on a next step.",
        "steps_one": "1 person agreed on a next step.",
        "when": "when: {}",
        "where": "where: {}",
        "with_whom": "with whom: {}",
        "and": "and",
    },
    "nb": {
        "here": "{name} var til stede.",
        "sent_word": "{name} hadde gitt beskjed og var ikke til stede.",
        "not_here": "{name} var ikke til stede.",
        "look_done": "Steget fra sist, «{step}», er gjort.",
        "look_partly": "Steget fra sist, «{step}», er delvis gjort.",
        "look_not_this_time": "Steget fra sist, «{step}», ble ikke noe av denne gangen.",
        "look_pick_up_again": "{name} tar opp igjen steget «{step}».",
        "home_done": "Hjemmeøvelsen fra sist er gjort.",
        "home_partly": "Hjemmeøvelsen fra sist er delvis gjort.",
        "home_not_this_time": "Hjemmeøvelsen ble ikke noe av denne gangen.",
        "goal": "Recoverymål, med {name} sine egne ord: «{goal}».",
        "topic": "Temaet var «{topic}» ({module}).",
        "handout_one": "{name} fikk temaarket.",
        "handout": "Gruppa fikk temaarket.",
        "handout_given": "Temaarket ble delt ut.",
        "practised_one": "{name} øvde: {cards}.",
        "practised": "Gruppa øvde: {cards}.",
        "practised_given": "Vi øvde: {cards}.",
        "techniques": "Måter å arbeide på: {techniques}.",
        "techniques_with": "Måter å arbeide på med {name}: {techniques}.",
        "next_step": "Neste steg, avtalt sammen: «{step}»{details}.",
        "no_step": "Ikke noe nytt steg denne uka.",
        "home_practice": "Hjemmeøvelse til neste gang: {home_practice}.",
        "home_practice_for": "Hjemmeøvelse for {name} til neste gang: {home_practice}.",
        "expected": "{here} av {expected} var til stede.",
        "expected_one": "1 av {expected} var til stede.",
        "expected_none": "Ingen av de {expected} som var ventet, var til stede.",
        "unsaid": "For {n} er det ikke skrevet om de var der.",
        "unsaid_one": "For 1 er det ikke skrevet om de var der.",
        "led_by": "Ledet av {leaders}.",
        "lasted": "Samlingen varte i {n} minutter.",
        "lasted_one": "Samlingen varte i 1 minutt.",
        "looks": "Vi så på steget fra sist sammen med {n} deltakere.",
        "looks_one": "Vi så på steget fra sist sammen med 1 deltaker.",
        "steps": "{n} deltakere avtalte et neste steg.",
        "steps_one": "1 deltaker avtalte et neste steg.",
        "when": "når: {}",
        "where": "hvor: {}",
        "with_whom": "sammen med: {}",
        "and": "og",
    },
}


@dataclass(frozen=True)
class GroupTold:
    """What is true of the whole session, with titles and techniques already in the language of the note.

    `leaders`: those who were there. `one_to_one`: a course for one person, so that the group's taps are theirs.
    """

    topic: str = ""
    module: str = ""
    handout: bool = False
    cards: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    minutes: int | None = None
    home_practice: str = ""
    remark: str = ""
    one_to_one: bool = False


@dataclass(frozen=True)
class Numbers:
    """Of how many the group's note tells: expected, said whether here, here, looked at a step, agreed on a step."""

    expected: int = 0
    said: int = 0
    here: int = 0
    looked: int = 0
    agreed: int = 0


@dataclass(frozen=True)
class PersonTold:
    """What is true of one person in it. `looks` pairs how it went with the step's words.

    `home_practice` and `techniques` are the person's own; the group's stand in GroupTold. A home practice of None is
    the group's, an empty one is that there is none this time.
    """

    name: str
    presence: str = ""
    looks: tuple[tuple[str, str], ...] = ()
    home_look: str = ""
    goal: str = ""
    next_step: dict[str, str] = field(default_factory=dict)
    not_this_week: bool = False
    home_practice: str | None = None
    techniques: tuple[str, ...] = ()
    remark: str = ""

    @property
    def here(self) -> bool:
        return self.presence == "here"


def listed(items: tuple[str, ...], language: str) -> str:
    """“a, b and c” in the language."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {PHRASES[language]['and']} {items[-1]}"


def _unstopped(words: str) -> str:
    """Own words inside a sentence of ours: no second full stop after them."""
    return words.strip().removesuffix(".")


def _step_details(step: dict[str, str], say: dict[str, str]) -> str:
    told = [say[part].format(_unstopped(step[part])) for part in ("when", "where", "with_whom") if step.get(part)]
    return f" ({', '.join(told)})" if told else ""


def _counted(say: dict[str, str], what: str, n: int) -> list[str]:
    """The sentence for so many, in the right number; none for nobody."""
    return [] if n < 1 else [say[f"{what}_one" if n == 1 else what].format(n=n)]


def numbers_of(board: Board, expected: Iterable[UUID]) -> Numbers:
    """The numbers of a session in which these people were expected."""
    told = [board.told_of(person) for person in expected]
    return Numbers(
        expected=len(told),
        said=sum(1 for t in told if t.presence),
        here=sum(1 for t in told if t.here),
        looked=sum(1 for t in told if t.looks),
        agreed=sum(1 for t in told if t.next_step and not t.next_step.not_this_week),
    )


def person_note(meeting: GroupTold, part: PersonTold, language: str) -> str:
    """The draft for one person. What was tapped for the group is told of those who were here, as the group's."""
    say = PHRASES[language]
    lines = [say[part.presence].format(name=part.name)] if part.presence else []
    lines += [say[f"look_{look}"].format(name=part.name, step=_unstopped(step)) for look, step in part.looks]
    if part.goal:
        lines.append(say["goal"].format(name=part.name, goal=_unstopped(part.goal)))
    if part.home_look:
        lines.append(say[f"home_{part.home_look}"])
    if part.here:
        lines += _taught(meeting, say, language, part.name)
    if part.techniques:
        lines.append(say["techniques_with"].format(name=part.name, techniques=listed(part.techniques, language)))
    if part.next_step:
        details = _step_details(part.next_step, say)
        lines.append(say["next_step"].format(step=_unstopped(part.next_step["what"]), details=details))
    if part.not_this_week:
        lines.append(say["no_step"])
    lines += _home_practice(meeting, part, say)
    return " ".join([*lines, part.remark.strip()]).strip()


def _home_practice(meeting: GroupTold, part: PersonTold, say: dict[str, str]) -> list[str]:
    if part.home_practice is not None:
        own = _unstopped(part.home_practice)
        return [say["home_practice_for"].format(name=part.name, home_practice=own)] if own else []
    if part.here and meeting.home_practice:
        return [say["home_practice"].format(home_practice=_unstopped(meeting.home_practice))]
    return []


def _taught(meeting: GroupTold, say: dict[str, str], language: str, name: str) -> list[str]:
    whose = ("_one" if name else "_given") if meeting.one_to_one else ""
    lines = []
    if meeting.topic:
        lines.append(say["topic"].format(topic=meeting.topic, module=meeting.module))
    if meeting.handout:
        lines.append(say[f"handout{whose}"].format(name=name))
    if meeting.cards:
        lines.append(say[f"practised{whose}"].format(name=name, cards=listed(meeting.cards, language)))
    if meeting.techniques:
        lines.append(say["techniques"].format(techniques=listed(meeting.techniques, language)))
    return lines


def group_note(meeting: GroupTold, numbers: Numbers, language: str) -> str:
    """The draft for the group as a whole. No participant's name is in it."""
    say = PHRASES[language]
    lines = _who_came(numbers, say)
    if meeting.leaders:
        lines.append(say["led_by"].format(leaders=listed(meeting.leaders, language)))
    lines += _counted(say, "lasted", meeting.minutes or 0)
    lines += _taught(meeting, say, language, "")
    lines += _counted(say, "looks", numbers.looked) + _counted(say, "steps", numbers.agreed)
    if meeting.home_practice:
        lines.append(say["home_practice"].format(home_practice=_unstopped(meeting.home_practice)))
    return " ".join([*lines, meeting.remark.strip()]).strip()


def _who_came(numbers: Numbers, say: dict[str, str]) -> list[str]:
    """How many were here, once it was said of anybody; and of how many it was not."""
    if not numbers.said:
        return []
    key = {0: "expected_none", 1: "expected_one"}.get(numbers.here, "expected")
    return [
        say[key].format(here=numbers.here, expected=numbers.expected),
        *_counted(say, "unsaid", numbers.expected - numbers.said),
    ]
