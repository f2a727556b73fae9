# SPDX-License-Identifier: Apache-2.0
"""A handout cut into views for a projector: one idea each, large."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from bedring.curriculum.markdown import Block
from bedring.curriculum.queries import Page


@dataclass(frozen=True)
class Slide:
    """One view. `lead` is set large; `points` is a list; `texts` are paragraphs, quotes and list items in order."""

    title: str
    lead: str = ""
    points: list[str] = field(default_factory=list)
    texts: list[Block] = field(default_factory=list)


def slides(topic: Page) -> list[Slide]:
    """The views of a handout, in its own order."""
    made = [Slide(topic.title, topic.summary)]
    made += [Slide(_("Key point"), point) for point in topic.key_points]
    made += [Slide(title, texts=texts) for title, texts in _sections(topic)]
    made += [Slide(_("Who could be part of this"), topic.who_could_be_part)]
    made += [Slide(_("What others can do"), topic.around_me)]
    made += [Slide(_("To think about"), question) for question in topic.reflection]
    made += [Slide(_("Try this"), topic.try_this)]
    made += [
        Slide(_("To try at home: choose one, or none"), points=[f"{o.title}. {o.what}" for o in topic.home_practice])
    ]
    made += [Slide(_("A question to talk about"), topic.check.question, [a.text for a in topic.check.answers])]
    right = next(answer.text for answer in topic.check.answers if answer.right)
    return [*made, Slide(_("What we think"), right, texts=[Block("paragraph", topic.check.because)])]


def _sections(topic: Page) -> list[tuple[str, list[Block]]]:
    """The body by its headings; what stands before the first has the topic's own title."""
    found: list[tuple[str, list[Block]]] = []
    for is_heading, blocks in groupby(topic.blocks, key=lambda block: block.kind == "heading"):
        if is_heading:
            found += [(block.text, []) for block in blocks]
        elif found:
            found[-1][1].extend(blocks)
        else:
            found.append((topic.title, list(blocks)))
    return [(title, texts) for title, texts in found if texts]
