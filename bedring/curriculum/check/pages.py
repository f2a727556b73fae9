# SPDX-License-Identifier: Apache-2.0
"""The six pages of a topic: handout, practice card and practitioner guide, in English and Norwegian."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from bedring.curriculum import markdown, reader, rules
from bedring.curriculum.check import texts
from bedring.curriculum.check.passages import Passage, of_page
from bedring.curriculum.check.run import Run
from bedring.curriculum.markdown import Block
from bedring.curriculum.shapes import LANGUAGES, Guide, Handout, Head, Practice

HANDOUT_WORDS = (250, 600)
GUIDE_WORDS = 450
LINK = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?|tel:\+?[0-9]+|mailto:[^@\s]+@[^@\s]+\.[^@\s]+")
"""Where a link may lead. Whether anybody answers there is not asked: the check needs no network."""
STEPS = {"en": "Steps", "nb": "Slik gjør dere"}
SAY = {"en": "What to say", "nb": "Dette kan du si"}


def topic(run: Run, module: str, slug: str, variant: str = "") -> set[str]:
    """Check a topic, or the pages there are of its variant. Returns this module's worksheets that its handouts name."""
    run.report.counts["topics"] += not variant
    found: dict[str, dict[str, Any]] = {"topics": {}}
    for kind, shape in (("topics", Handout), ("practice", Practice), ("guide", Guide)):
        names = {language: page_name(module, kind, slug, language, variant) for language in LANGUAGES}
        if variant and not any(run.names(name) for name in names.values()):
            continue
        heads: dict[str, Any] = {language: _page(run, name, language, shape) for language, name in names.items()}
        if all(heads.values()):
            _alike(run, run.path(names["nb"]), heads["en"], heads["nb"])
        found[kind] = heads
    handouts = {language: head for language, head in found["topics"].items() if head}
    for language, handout in handouts.items():
        _handout(run, run.path(page_name(module, "topics", slug, language, variant)), module, handout)
    return {sheet for handout in handouts.values() for sheet in handout.worksheets if "/" not in sheet}


def page_name(module: str, kind: str, topic: str, language: str, variant: str = "") -> str:
    """The file of a page: `kind` is topics, practice or guide."""
    return f"modules/{module}/{kind}/{topic}{'.' if variant else ''}{variant}.{language}.md"


def count(run: Run, found: list[Passage]) -> None:
    """Add the words of these texts to the totals."""
    for language in LANGUAGES:
        run.report.words[language] += len(rules.words(texts.filled(run, [p for p in found if p.language == language])))


KIND = {Handout: "handouts", Practice: "practice cards", Guide: "guides"}


def _page(run: Run, name: str, language: str, shape: type[Head]) -> Any:
    head = run.load(name, shape)
    if head is None:
        return None
    run.report.counts[KIND[shape]] += 1
    path, found = run.path(name), of_page(run.path(name), language)
    if reader.split(path).head.partition(":")[0] != "SPDX-License-Identifier":
        run.at(path, "SPDX-License-Identifier", "make SPDX-License-Identifier the first key")
    if texts.hold(run, path, found, participants=shape is Handout):
        count(run, found)
        _length(run, path, found, shape)
    _body(run, path, language, shape)
    if isinstance(head, Practice) and head.minutes.min > head.minutes.max:
        run.at(path, "minutes", "min is more than max")
    return head


def _length(run: Run, path: Path, found: list[Passage], shape: type[Head]) -> None:
    if shape is Guide:
        length = len(rules.words(texts.filled(run, found)))
        if length > GUIDE_WORDS:
            run.say(path, 1, f"{length} words: a guide is read in two minutes, {GUIDE_WORDS} words at most")
    if shape is Handout:
        low, high = HANDOUT_WORDS
        length = len(rules.words(texts.filled(run, [p for p in found if p.keys[0] != "check"])))
        if not low <= length <= high:
            run.say(path, 1, f"{length} words: a handout has {low} to {high}")
        texts.level(run, path, found)


def _body(run: Run, path: Path, language: str, shape: type[Head]) -> None:
    text = reader.split(path)
    blocks = markdown.blocks(text.body)
    for block in blocks:
        if block.kind == "heading" and block.level not in (2, 3):
            run.say(path, text.first + block.line, "write headings with ## (or ### below them)")
    for address, line in markdown.links(text.body):
        if not LINK.fullmatch(address):
            run.say(
                path,
                text.first + line,
                f"the link “{address}” leads nowhere: write an address that begins with https://",
            )
    if shape is Handout and not any(block.kind != "heading" for block in blocks):
        run.say(path, text.first, "the handout has no text below its head")
    if shape is Practice:
        for message in _card(blocks, language):
            run.say(path, text.first, message)


def _card(blocks: list[Block], language: str) -> Iterator[str]:
    steps, say = _section(blocks, STEPS[language]), _section(blocks, SAY[language])
    if sum(block.number is not None for block in steps) < 2:
        yield f"a practice card needs a heading ## {STEPS[language]} with a numbered list below it"
    if not any(block.kind == "quote" for block in say):
        yield f"a practice card needs a heading ## {SAY[language]} with quoted lines (>) below it"


def _section(blocks: list[Block], title: str) -> list[Block]:
    """The blocks under a heading, up to the next one."""
    places = [n for n, block in enumerate(blocks) if block.kind == "heading"] + [len(blocks)]
    return next((blocks[a + 1 : b] for a, b in pairwise(places) if blocks[a].text == title), [])


def _handout(run: Run, path: Path, module: str, handout: Handout) -> None:
    if sum(answer.right for answer in handout.check.answers) != 1:
        run.at(path, "check.answers", "one of the answers is right: one and no more has right: true")
    slugs = [option.slug for option in handout.home_practice]
    if len(set(slugs)) < len(slugs):
        run.at(path, "home_practice", "two options have the same slug")
    for number, sheet in enumerate(handout.worksheets):
        of, _, name = sheet.rpartition("/")
        if not run.names(f"modules/{of or module}/worksheets/{name}.yaml"):
            run.at(path, f"worksheets[{number}]", f"there is no worksheet {name} in {of or 'this module'}")


def _alike(run: Run, path: Path, en: Head, nb: Head) -> None:
    """Both languages have the same parts."""
    for (key, one), (_, other) in zip(_outline(en), _outline(nb), strict=True):
        if one != other:
            run.at(path, key, f"{key} is not built as in English: {_shown(other)} here, {_shown(one)} there")


def _outline(head: Head) -> list[tuple[str, Any]]:
    """What has to be the same in every language."""
    if isinstance(head, Handout):
        return [
            ("key_points", len(head.key_points)),
            ("reflection", len(head.reflection)),
            ("worksheets", head.worksheets),
            ("home_practice", [option.slug for option in head.home_practice]),
            ("check", [answer.right for answer in head.check.answers]),
        ]
    if isinstance(head, Practice):
        return [("kind", head.kind), ("minutes", [head.minutes.min, head.minutes.max])]
    return []


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
