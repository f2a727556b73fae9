# SPDX-License-Identifier: Apache-2.0
"""Reads of the programme's words. They are public: nobody asks who reads."""

import datetime
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from bedring.curriculum import markdown, reader, rules
from bedring.curriculum.markdown import Block
from bedring.curriculum.reader import Place
from bedring.curriculum.shapes import (
    CrisisLine,
    Edition,
    Guide,
    Handout,
    Head,
    Help,
    Module,
    Practice,
    Shape,
    Story,
    Vocabulary,
    Worksheet,
)

Choices = Mapping[str, str]
"""Term to the slug of the word chosen for it, by a site or a person: {"illness": "challenge"}."""

_Chosen = tuple[tuple[str, str], ...]
_NAME = re.compile(r"(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*")
_LAST = ("who_could_be_part", "around_me", "reflection", "try_this", "home_practice", "check")
WORDS = "words/vocabulary.yaml"
LANGUAGES = ("en", "nb")
PAGES: dict[str, type[Head]] = {"topics": Handout, "practice": Practice, "guide": Guide}
_SILENT = ("licence", "slug", "worksheets", "kind", "minutes", "right")


class Page(msgspec.Struct, frozen=True):
    """A text with its words filled in: the fields of its head, and its body as HTML for the screen, as plain blocks
    for paper, and with the head as sentences in the page's order for reading aloud.
    """

    head: Any
    html: str
    blocks: tuple[Block, ...]
    sentences: tuple[str, ...]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.head, name)


def vocabulary() -> Vocabulary:
    """The terms that can be chosen, and their forms."""
    return reader.read(_folders(), WORDS, Vocabulary)


def fill(text: str, language: str, choices: Choices | None = None, country: str = "") -> str:
    """A text with its placeholders filled in. `country`: whose numbers, the installation's if none is named.

    Raises rules.UnknownWord.
    """
    return rules.fill(text, vocabulary(), language, choices, _help(country or settings.HELP_LINES))


def edition(slug: str) -> Edition:
    """An edition: which modules, in which order."""
    return reader.read(_folders(), _path("editions/{}.yaml", slug), Edition)


def editions() -> list[Edition]:
    """Every edition there is, by slug."""
    found = {path.stem for folder in _folders() for path in (folder / "editions").glob("*.yaml")}
    return [edition(slug) for slug in sorted(found)]


def of_edition(slug: str, module_slug: str) -> str:
    """The variant an edition has of a module; empty where it has none, or where no edition is named."""
    return edition(slug).variants.get(module_slug, "") if slug else ""


@reader.one_look()
def modules(edition_slug: str, choices: Choices | None = None) -> list[Module]:
    """The modules of an edition, in its order."""
    return [module(slug, choices) for slug in edition(edition_slug).modules]


@reader.one_look()
def module(slug: str, choices: Choices | None = None) -> Module:
    """One module, with those of its topics whose page is there. Raises reader.ContentError when there is none.

    So do all that follow.
    """
    found: Module = _both(_folders(), _path("modules/{}/module.yaml", slug), Module, _chosen(choices))
    here = [one for one in found.topics if _is_here(slug, one)]
    return found if here == found.topics else msgspec.structs.replace(found, topics=here)


def _is_here(slug: str, topic_slug: str) -> bool:
    """Whether the handout of this topic is there to read, in both languages: a site can have taken it away."""
    return all(reader.is_there(_folders(), f"modules/{slug}/topics/{topic_slug}.{one}.md") for one in LANGUAGES)


def plan(edition_slug: str) -> list[tuple[str, str]]:
    """Every (module, topic) of an edition, in order."""
    return [(m.slug, topic) for m in modules(edition_slug) for topic in m.topics]


def has_topic(module_slug: str, topic_slug: str) -> bool:
    """Whether there is such a topic now. What was once tapped may be gone."""
    try:
        return topic_slug in module(module_slug).topics
    except reader.ContentError:
        return False


def topic(
    module: str, topic: str, language: str, choices: Choices | None = None, *, variant: str = "", edition: str = ""
) -> Page:
    """A topic's handout: the fields of `shapes.Handout`, and its body.

    Where the `variant`, or else the one the edition (by its slug) has chosen, has a page of its own, it is that page.
    """
    return _page(
        "topics", (module, topic, language), variant or of_edition(edition, module), choices, _help_of(edition)
    )


def practice_card(
    module: str, topic: str, language: str, choices: Choices | None = None, *, variant: str = "", edition: str = ""
) -> Page:
    """A topic's practice card: the fields of `shapes.Practice`, and its body."""
    return _page(
        "practice", (module, topic, language), variant or of_edition(edition, module), choices, _help_of(edition)
    )


def guide(
    module: str, topic: str, language: str, choices: Choices | None = None, *, variant: str = "", edition: str = ""
) -> Page:
    """A topic's practitioner guide: the fields of `shapes.Guide`, and its body."""
    variant = variant or of_edition(edition, module)
    return _page("guide", (module, topic, language), variant, choices, _help_of(edition))


class Titles(msgspec.Struct, frozen=True):
    """What a topic is called, by language; and its module, its practice card, and its home practice by slug."""

    module: dict[str, str]
    topic: dict[str, str]
    card: dict[str, str]
    options: dict[str, dict[str, str]]


@reader.one_look()
def titles(module_slug: str, topic_slug: str, *, edition: str = "") -> Titles | None:
    """What a topic and what belongs to it are called, in both languages; None where the page is no longer there."""
    try:
        of = module(module_slug)
        pages = {one: topic(module_slug, topic_slug, one, edition=edition) for one in LANGUAGES}
        cards = {one: practice_card(module_slug, topic_slug, one, edition=edition) for one in LANGUAGES}
    except reader.ContentError:
        return None
    options: dict[str, dict[str, str]] = {}
    for language, page in pages.items():
        for option in page.home_practice:
            options.setdefault(option.slug, {})[language] = option.title
    return Titles(
        module={one: of.title[one] for one in LANGUAGES},
        topic={one: page.title for one, page in pages.items()},
        card={one: card.title for one, card in cards.items()},
        options=options,
    )


@reader.one_look()
def worksheets(module_slug: str, choices: Choices | None = None, *, edition: str = "") -> list[tuple[str, Worksheet]]:
    """The worksheets that the topics of a module use, in their order, each with the module it belongs to.

    As the edition has the module, and with those of the variants that a reader may choose.
    """
    found: dict[str, tuple[str, Worksheet]] = {}
    variants = ["", *(v.slug for v in module(module_slug).variants if v.chosen_by == "reader")]
    for slug, variant in product(module(module_slug).topics, variants):
        with suppress(reader.ContentError):  # a page, or a worksheet of it, that has been taken away
            for name in topic(module_slug, slug, "en", variant=variant, edition=edition).worksheets:
                of, _, own = name.rpartition("/")
                found.setdefault(name, (of or module_slug, worksheet(of or module_slug, own, choices, edition=edition)))
    return list(found.values())


def worksheet(module_slug: str, name: str, choices: Choices | None = None, *, edition: str = "") -> Worksheet:
    """One worksheet of a module, in both languages, with the numbers that an edition gives."""
    path = _path("modules/{}/worksheets/{}.yaml", module_slug, name)
    found: Worksheet = _both(_folders(), path, Worksheet, _chosen(choices), _help_of(edition))
    return found


def worksheet_as_written(module_slug: str, name: str) -> Worksheet:
    """One worksheet with its placeholders as they are, for whoever keeps its wording."""
    return reader.read(_folders(), _path("modules/{}/worksheets/{}.yaml", module_slug, name), Worksheet)


def filled(sheet: Worksheet, choices: Choices | None = None) -> Worksheet:
    """A worksheet, such as one that was kept, with its words filled in."""
    return msgspec.convert(_filled(msgspec.to_builtins(sheet), "en", dict(choices or {})), Worksheet)


def page_of(name: str, text: str, language: str) -> Page | None:
    """The page that `text` makes as the file `name`: for a preview. None for what is no page, or cannot be read yet."""
    shape = PAGES.get(name.split("/")[-2])
    parts = reader.PARTS.match(text)
    if shape is None or parts is None:
        return None
    try:
        head = reader.decode(Path(name), parts[1], shape, offset=1)
        return _made(_filled(msgspec.to_builtins(head), language, {}), shape, fill(parts[2] or "", language))
    except (reader.ContentError, rules.UnknownWord):
        return None


def files_of(module_slug: str, folder: str = "") -> list[str]:
    """The names of all content files of a module, or of a `folder` such as words."""
    where = folder or f"modules/{module_slug}"
    found = {str(path.relative_to(one)) for one in _folders() for path in (one / where).rglob("*") if path.is_file()}
    return sorted(name for name in found if "/." not in name)


class Told(msgspec.Struct, frozen=True):
    """A story a site has added: who tells, what it touches on, and the text as HTML."""

    title: str
    told_by: str
    content_note: str
    html: str


def stories(module_slug: str, language: str, on: datetime.date) -> list[Told]:
    """The stories a site has added to a module, with a consent that holds on the day. It is asked at every look."""
    names = {f"stories/{path.name}" for folder in _folders() for path in (folder / "stories").glob(f"*.{language}.md")}
    found = []
    for name in sorted(names):
        at = reader.place(_folders(), name)
        try:
            story: Story = reader.read_at(at, Story)
        except reader.ContentError:  # doctor tells of it; the topic that it lies beside can be read all the same
            continue
        if story.module == module_slug and story.consent.holds(on):
            found.append(Told(story.title, story.told_by, story.content_note, markdown.html(reader.body_at(at))))
    return found


def crisis_numbers(country: str | None = None) -> list[CrisisLine]:
    """Whom to call, in the order to show them: of a country, or the installation's where none is named.

    `rules.older_than` tells when one should be checked again.
    """
    return _help(settings.HELP_LINES if country is None else country).lines


def _help(country: str) -> Help:
    return reader.read(_folders(), _path("help/{}.yaml", country), Help)


def _help_of(edition_slug: str) -> str:
    """Whose numbers an edition gives; the installation's where no edition is named."""
    return edition(edition_slug).help if edition_slug else settings.HELP_LINES


def _folders() -> tuple[Path, ...]:
    return tuple(settings.CONTENT_DIRS)


def _path(pattern: str, *names: str, variant: str = "") -> str:
    """The file for these names: the variant's, where it has one. A name that is no name, such as `..`, is no file."""
    name = pattern.format(*names)
    if variant and all(_NAME.fullmatch(one) for one in (*names, variant)):
        own = pattern.format(*names[:-1], f"{variant}.{names[-1]}")
        name = own if reader.is_there(_folders(), own) else name
    if not all(_NAME.fullmatch(one) for one in names):
        raise reader.ContentError(_folders()[-1] / pattern, 1, f"there is no {' '.join(names)}")
    return name


def _chosen(choices: Choices | None) -> _Chosen:
    return tuple(sorted((choices or {}).items()))


def _page(kind: str, names: tuple[str, str, str], variant: str, choices: Choices | None, country: str) -> Page:
    """The page of a topic: `names` are module, topic and language."""
    folders, language = _folders(), names[2]
    at = reader.place(folders, _path(f"modules/{{}}/{kind}/{{}}.{{}}.md", *names, variant=variant))
    help_at = reader.place(folders, f"help/{country}.yaml")
    return _page_at(at, reader.place(folders, WORDS), help_at, PAGES[kind], language, _chosen(choices))


@lru_cache(maxsize=4096)
def _page_at(at: Place, words: Place, help_at: Place, shape: type[Head], language: str, chosen: _Chosen) -> Page:
    country = help_at[0].stem
    filled_in = _filled(msgspec.to_builtins(reader.read_at(at, shape)), language, dict(chosen), country)
    return _made(filled_in, shape, fill(reader.body_at(at), language, dict(chosen), country))


def _made(filled_in: Any, shape: type[Head], body: str) -> Page:
    head = msgspec.convert(filled_in, shape)
    blocks = tuple(markdown.blocks(body))
    first = [f for f in shape.__struct_fields__ if f not in _LAST]
    said = [*_texts(head, first), *(block.text.replace("\n", " ") for block in blocks), *_texts(head, _LAST)]
    return Page(head, markdown.html(body), blocks, tuple(rules.sentences("\n".join(said))))


def _both(folders: tuple[Path, ...], name: str, shape: type[Shape], chosen: _Chosen, country: str = "") -> Any:
    """A file that holds both languages, filled in."""
    help_at = reader.place(folders, f"help/{country or settings.HELP_LINES}.yaml")
    return _both_at(reader.place(folders, name), reader.place(folders, WORDS), help_at, shape, chosen)


@lru_cache(maxsize=1024)
def _both_at(at: Place, words: Place, help_at: Place, shape: type[Shape], chosen: _Chosen) -> Any:
    written = msgspec.to_builtins(reader.read_at(at, shape))
    return msgspec.convert(_filled(written, "en", dict(chosen), help_at[0].stem), shape)


def _filled(value: Any, language: str, choices: Choices, country: str = "") -> Any:
    """Every text in it filled in. Below a key `en` or `nb` that is the language."""
    if isinstance(value, str):
        return fill(value, language, choices, country)
    if isinstance(value, list):
        return [_filled(one, language, choices, country) for one in value]
    if isinstance(value, dict):
        return {
            key: _filled(one, key if key in ("en", "nb") else language, choices, country) for key, one in value.items()
        }
    return value


def _texts(value: Any, names: tuple[str, ...] | list[str] = ()) -> Iterator[str]:
    """What is read aloud, a piece each: of these fields of an object, or of all it has."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, msgspec.Struct):
        for name in names or value.__struct_fields__:
            if name not in _SILENT and hasattr(value, name):
                yield from _texts(getattr(value, name))
