# SPDX-License-Identifier: Apache-2.0
"""The draft of a note, in plain sentences, from what was tapped. English and Norwegian are written side by side."""

from dataclasses import dataclass, field

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
        "handout": "{name} got the handout.",
        "practised": "We practised: {cards}.",
        "techniques": "Ways of working: {techniques}.",
        "next_step": "Next step, agreed together: “{step}”{details}.",
        "no_step": "No new step this week, by {name}'s own choice.",
        "home_practice": "Home practice until next time: {home_practice}.",
        "group_here": "{here} of {expected} were here.",
        "led_by": "Led by {leaders}.",
        "lasted": "The session lasted {minutes} minutes.",
        "handout_group": "The handout was given.",
        "looks": "The step from last time was looked at for {n} of those here.",
        "steps": "A next step was agreed for {n}.",
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
        "handout": "{name} fikk temaarket.",
        "practised": "Vi øvde: {cards}.",
        "techniques": "Måter å arbeide på: {techniques}.",
        "next_step": "Neste steg, avtalt sammen: «{step}»{details}.",
        "no_step": "Ikke noe nytt steg denne uka. Det er {name} sitt eget valg.",
        "home_practice": "Hjemmeøvelse til neste gang: {home_practice}.",
        "group_here": "{here} av {expected} var til stede.",
        "led_by": "Ledet av {leaders}.",
        "lasted": "Samlingen varte i {minutes} minutter.",
        "handout_group": "Temaarket ble delt ut.",
        "looks": "Vi så på steget fra sist sammen med {n} av dem som var til stede.",
        "steps": "{n} avtalte et neste steg.",
        "when": "når: {}",
        "where": "hvor: {}",
        "with_whom": "sammen med: {}",
        "and": "og",
    },
}


@dataclass(frozen=True)
class GroupTold:
    """What is true of the whole session, with titles and techniques already in the language of the note."""

    topic: str = ""
    module: str = ""
    handout: bool = False
    cards: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    minutes: int | None = None
    home_practice: str = ""
    remark: str = ""


@dataclass(frozen=True)
class PersonTold:
    """What is true of one person in it. `looks` pairs how it went with the step's words."""

    name: str
    presence: str = ""
    looks: tuple[tuple[str, str], ...] = ()
    home_look: str = ""
    goal: str = ""
    next_step: dict[str, str] = field(default_factory=dict)
    not_this_week: bool = False
    home_practice: str = ""
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


def person_note(meeting: GroupTold, part: PersonTold, language: str) -> str:
    """The draft for one person. Of somebody who was not here it says only that, and what was agreed all the same."""
    say = PHRASES[language]
    lines = [say[part.presence].format(name=part.name)] if part.presence else []
    lines += [say[f"look_{look}"].format(name=part.name, step=_unstopped(step)) for look, step in part.looks]
    if part.goal:
        lines.append(say["goal"].format(name=part.name, goal=_unstopped(part.goal)))
    if part.home_look:
        lines.append(say[f"home_{part.home_look}"])
    if part.here:
        lines += _taught(meeting, say, language, handout=say["handout"].format(name=part.name), extra=part.techniques)
    if part.next_step:
        details = _step_details(part.next_step, say)
        lines.append(say["next_step"].format(step=_unstopped(part.next_step["what"]), details=details))
    if part.not_this_week:
        lines.append(say["no_step"].format(name=part.name))
    if part.here and part.home_practice:
        lines.append(say["home_practice"].format(home_practice=_unstopped(part.home_practice)))
    return " ".join([*lines, part.remark.strip()]).strip()


def _taught(
    meeting: GroupTold, say: dict[str, str], language: str, *, handout: str, extra: tuple[str, ...]
) -> list[str]:
    lines = []
    if meeting.topic:
        lines.append(say["topic"].format(topic=meeting.topic, module=meeting.module))
    if meeting.handout:
        lines.append(handout)
    if meeting.cards:
        lines.append(say["practised"].format(cards=listed(meeting.cards, language)))
    techniques = tuple(dict.fromkeys((*meeting.techniques, *extra)))
    if techniques:
        lines.append(say["techniques"].format(techniques=listed(techniques, language)))
    return lines


def group_note(meeting: GroupTold, parts: list[PersonTold], language: str) -> str:
    """The draft for the group as a whole. No participant's name is in it."""
    say = PHRASES[language]
    here = [p for p in parts if p.here]
    lines = [say["group_here"].format(here=len(here), expected=len(parts))]
    if meeting.leaders:
        lines.append(say["led_by"].format(leaders=listed(meeting.leaders, language)))
    if meeting.minutes:
        lines.append(say["lasted"].format(minutes=meeting.minutes))
    lines += _taught(meeting, say, language, handout=say["handout_group"], extra=())
    looked, agreed = sum(1 for p in here if p.looks), sum(1 for p in parts if p.next_step)
    lines += [say["looks"].format(n=looked)] if looked else []
    lines += [say["steps"].format(n=agreed)] if agreed else []
    if meeting.home_practice:
        lines.append(say["home_practice"].format(home_practice=_unstopped(meeting.home_practice)))
    return " ".join([*lines, meeting.remark.strip()]).strip()
