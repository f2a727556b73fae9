# SPDX-License-Identifier: Apache-2.0
"""The kinds of content there are, as frozen objects. The JSON Schemas in content/schema are made from these."""

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SheetName = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$")]
"""A worksheet of the same module, or `module/worksheet` for another module's."""
Words = Annotated[str, Meta(min_length=1)]
Language = Literal["en", "nb"]
LANGUAGES: tuple[Language, ...] = ("en", "nb")


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything written in content/: no key too many, none too few."""


class Both(Shape, frozen=True):
    """A text in both languages."""

    en: Words
    nb: Words

    def __getitem__(self, language: str) -> str:
        return self.nb if language == "nb" else self.en


class BothLists(Shape, frozen=True):
    """A list of texts in both languages."""

    en: Annotated[list[Words], Meta(min_length=1)]
    nb: Annotated[list[Words], Meta(min_length=1)]

    def __getitem__(self, language: str) -> list[str]:
        return self.nb if language == "nb" else self.en


class Source(Shape, frozen=True):
    author: Words
    year: Annotated[int, Meta(ge=1800, le=2100)]
    title: Words


class Sessions(Shape, frozen=True):
    min: Annotated[int, Meta(ge=1, le=12)]
    max: Annotated[int, Meta(ge=1, le=12)]


class Split(Shape, frozen=True):
    sessions: Annotated[int, Meta(ge=1, le=12)]
    topics: list[Slug]


class Variant(Shape, frozen=True):
    """Some pages of a module written in another way: for whoever reads to choose, or for an edition."""

    slug: Slug
    title: Both
    about: Both
    chosen_by: Literal["reader", "edition"]


class Module(Shape, frozen=True):
    """module.yaml"""

    slug: Slug
    title: Both
    aim: Both
    why: Both
    take_away: BothLists
    sessions: Sessions
    suggested_split: list[Split]
    topics: list[Slug]
    version: Words
    reviewed: datetime.date
    licence: Literal["CC-BY-4.0"]
    sources: list[Source]
    lived_experience: BothLists
    variants: list[Variant] = []


class HomePracticeOption(Shape, frozen=True):
    slug: Slug
    title: Words
    what: Words
    when: Words
    where: Words
    with_whom: Words


class CheckAnswer(Shape, frozen=True):
    text: Words
    right: bool


class CheckQuestion(Shape, frozen=True):
    question: Words
    answers: Annotated[list[CheckAnswer], Meta(min_length=2, max_length=4)]
    because: Words


class Head(Shape, frozen=True):
    """The first key of every text file: under which licence it may be used."""

    licence: Literal["CC-BY-4.0"] = msgspec.field(name="SPDX-License-Identifier")
    title: Words


class Handout(Head, frozen=True):
    """topics/<topic>.<language>.md, its head"""

    summary: Words
    key_points: Annotated[list[Words], Meta(min_length=3, max_length=5)]
    reflection: Annotated[list[Words], Meta(min_length=2, max_length=3)]
    try_this: Words
    who_could_be_part: Words
    around_me: Words
    worksheets: Annotated[list[SheetName], Meta(min_length=1)]
    home_practice: Annotated[list[HomePracticeOption], Meta(min_length=2, max_length=4)]
    check: CheckQuestion


class Minutes(Shape, frozen=True):
    min: Annotated[int, Meta(ge=3, le=10)]
    max: Annotated[int, Meta(ge=3, le=10)]


class Practice(Head, frozen=True):
    """practice/<topic>.<language>.md, its head"""

    kind: Literal["modelling", "role-play", "exercise"]
    minutes: Minutes
    skill: Words
    needs: list[Words]


class Stages(Shape, frozen=True):
    precontemplation: Words
    contemplation: Words
    preparation: Words
    action: Words
    maintenance: Words


class Difficulty(Shape, frozen=True):
    what: Words
    helps: Words


Moves = Annotated[list[Words], Meta(min_length=2, max_length=4)]


class Guide(Head, frozen=True):
    """guide/<topic>.<language>.md, its head"""

    purpose: Words
    open_with: Words
    motivational: Moves
    educational: Moves
    cognitive_behavioural: Moves
    stages: Stages
    group: Words
    one_to_one: Words
    difficulties: Annotated[list[Difficulty], Meta(min_length=1)]
    involve_supporter: Words
    note: Words


class Option(Shape, frozen=True):
    slug: Slug
    en: Words
    nb: Words

    def __getitem__(self, language: str) -> str:
        return self.nb if language == "nb" else self.en


FieldKind = Literal[
    "text", "long_text", "choice", "several", "scale", "date", "time", "table", "checklist", "person", "diagram"
]


class Field(Shape, frozen=True):
    """One field of a worksheet."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
    kind: FieldKind
    label: Both
    help: Both | None = None
    options: list[Option] = []
    low: Both | None = None
    high: Both | None = None
    steps: Annotated[int, Meta(ge=2, le=11)] | None = None
    columns: list["Field"] = []
    shape: Literal["support-map", "stress-vulnerability"] | None = None


class Worksheet(Shape, frozen=True):
    """worksheets/<name>.yaml. `owned_by`: the room whose own form it opens."""

    slug: Slug
    title: Both
    intro: Both
    fields: list[Field]
    owned_by: Literal["goals", "plans", "toolbox"] | None = None


class EnglishForms(Shape, frozen=True):
    singular: Words
    plural: Words


class NorwegianForms(Shape, frozen=True):
    indefinite: Words
    definite: Words
    plural: Words
    plural_definite: Words


class WordChoice(Shape, frozen=True):
    slug: Slug
    en: EnglishForms
    nb: NorwegianForms

    def __getitem__(self, language: str) -> EnglishForms | NorwegianForms:
        return self.nb if language == "nb" else self.en


class Term(Shape, frozen=True):
    about: Both
    default: Slug
    choices: Annotated[list[WordChoice], Meta(min_length=1)]


class Vocabulary(Shape, frozen=True):
    """words/vocabulary.yaml"""

    terms: dict[str, Term]


class Edition(Shape, frozen=True):
    """editions/<slug>.yaml. `variants`: module to the variant this edition has of it. `help`: whose numbers it has."""

    slug: Slug
    title: Both
    modules: list[Slug]
    help: Slug = "norway"
    variants: dict[str, Slug] = {}


class Consent(Shape, frozen=True):
    """What somebody who tells has agreed to. Withdrawn, or past its last day, the story is not shown."""

    given: datetime.date
    until: datetime.date | None = None
    withdrawn: datetime.date | None = None

    def holds(self, on: datetime.date) -> bool:
        """Whether the story may be shown on a day."""
        return self.given <= on and self.withdrawn is None and (self.until is None or on <= self.until)


class Story(Shape, frozen=True):
    """stories/<slug>.<language>.md, its head: somebody's own words, which are held to no rule of ours."""

    licence: Literal["CC-BY-4.0", "LicenseRef-by-consent"] = msgspec.field(name="SPDX-License-Identifier")
    title: Words
    told_by: Words
    module: Slug
    content_note: Words
    consent: Consent
    topics: list[Slug] = []


class CrisisLine(Shape, frozen=True, kw_only=True):
    """Somebody to call. Texts name it by its slug, `[[help:emergency]]`; `said` stands there where it has no number."""

    slug: Slug
    name: Both
    number: Annotated[str, Meta(pattern=r"^[0-9 +]+$")] = ""
    said: Both | None = None
    when: Both
    hours: Both
    source: Words
    checked: datetime.date


class Help(Shape, frozen=True):
    """help/<country>.yaml: the one place where a number is written."""

    lines: Annotated[list[CrisisLine], Meta(min_length=1)]

    def said(self, slug: str, language: str) -> str | None:
        """What a text says for a line: its number, or where it has none what to look for. None for no line of ours."""
        line = next((line for line in self.lines if line.slug == slug), None)
        return (line.number or (line.said[language] if line.said else "")) if line else None


KINDS: dict[str, type[Shape]] = {
    "module": Module,
    "handout": Handout,
    "practice": Practice,
    "guide": Guide,
    "worksheet": Worksheet,
    "vocabulary": Vocabulary,
    "edition": Edition,
    "story": Story,
    "help": Help,
}
