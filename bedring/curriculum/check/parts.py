# SPDX-License-Identifier: Apache-2.0
"""What has to be there: editions, help, words, and every module with all its parts."""

import re
from collections.abc import Iterable

from bedring.curriculum.check import pages, texts
from bedring.curriculum.check.passages import of_both
from bedring.curriculum.check.run import Run
from bedring.curriculum.reader import split
from bedring.curriculum.shapes import Edition, Field, Help, Module, Story, Worksheet
from bedring.kit import clock

TERMS = ("illness", "symptom", "relapse", "medication", "practitioner", "recovery")
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
READ = re.compile(
    rf"LICENSE|README\.md|(?:editions|help)/{SLUG}\.yaml|schema/{SLUG}\.schema\.json"
    r"|words/(?:vocabulary\.yaml|abbreviations\.txt|avoid\.(?:en|nb)\.txt)"
    rf"|stories/{SLUG}\.(?:en|nb)\.md"
    rf"|modules/{SLUG}/(?:module\.yaml|worksheets/{SLUG}\.yaml|(?:topics|practice|guide)/{SLUG}(?:\.{SLUG})?\.(?:en|nb)\.md)"
)
"""The files that Bedring reads."""


def everything(run: Run) -> None:
    """Check all there is."""
    _vocabulary(run)
    modules = sorted({name.split("/")[1] for name in run.names("modules/*/**/*")})
    for name in modules:
        _module(run, name)
    for name in run.names("editions/*.yaml"):
        _edition(run, name, modules)
    for name in run.names("stories/*.md"):
        _story(run, name, modules)
    for name in run.names("help/*.yaml"):
        if run.load(name, Help):
            texts.hold(run, run.path(name), of_both(run.path(name)), participants=False)
    texts.average(run)
    _strays(run)
    run.report.problems.sort()


def one(run: Run, name: str) -> None:
    """Check what hangs together with one file: its whole module, or the file alone."""
    modules = sorted({found.split("/")[1] for found in run.names("modules/*/**/*")})
    kind = name.split("/")[0]
    if kind == "modules":
        _module(run, name.split("/")[1])
    elif kind == "editions":
        _edition(run, name, modules)
    elif kind == "stories":
        _story(run, name, modules)
    elif kind == "help":
        run.load(name, Help)
    else:
        _vocabulary(run)
        assert run.avoid is not None


def _vocabulary(run: Run) -> None:
    if run.vocabulary is None:
        return
    path = run.path("words/vocabulary.yaml")
    for term in TERMS:
        if term not in run.vocabulary.terms:
            run.at(path, "terms", f"the term {term} is missing")
    for name, term_ in run.vocabulary.terms.items():
        slugs = [choice.slug for choice in term_.choices]
        if term_.default not in slugs:
            run.at(
                path, f"terms.{name}.default", f"the default of {name} is {term_.default}: make it one of its choices"
            )
        for slug in _twice(slugs):
            run.at(path, f"terms.{name}.choices", f"two choices of {name} are called {slug}")


def _story(run: Run, name: str, modules: list[str]) -> None:
    story: Story | None = run.load(name, Story)
    if story is None:
        return
    path = run.path(name)
    if story.module not in modules:
        run.at(path, "module", f"there is no module {story.module}")
    if not story.consent.holds(clock.today()):
        run.at(path, "consent", "this is not shown any more: the consent is withdrawn or over. Take the file out")
    if not split(path).body.strip():
        run.say(path, 1, "the story has no text below its head")


def _edition(run: Run, name: str, modules: list[str]) -> None:
    edition: Edition | None = run.load(name, Edition)
    if edition is None:
        return
    path = run.path(name)
    if edition.slug != path.stem:
        run.at(path, "slug", f"the slug is {edition.slug} and the file is called {path.name}: make them the same")
    for number, slug in enumerate(edition.modules):
        if slug not in modules:
            run.at(path, f"modules[{number}]", f"there is no module {slug}: write it, or take it out of the edition")
    for slug, variant in edition.variants.items():
        if slug not in edition.modules or variant not in _variants(run, slug, "edition"):
            run.at(path, f"variants.{slug}", f"{slug} has no variant {variant} that an edition may choose")
    if edition.help not in run.help:
        run.at(path, "help", f"there is no help/{edition.help}.yaml: write it, or name another")
    for slug in _twice(edition.modules):
        run.at(path, "modules", f"{slug} stands twice")


def _variants(run: Run, module: str, chosen_by: str) -> set[str]:
    found: Module | None = run.load(f"modules/{module}/module.yaml", Module)
    return {variant.slug for variant in found.variants if variant.chosen_by == chosen_by} if found else set()


def _module(run: Run, name: str) -> None:
    module: Module | None = run.load(f"modules/{name}/module.yaml", Module)
    if module is None:
        return
    path = run.path(f"modules/{name}/module.yaml")
    run.report.counts["modules"] += 1
    if module.slug != name:
        run.at(path, "slug", f"the slug is {module.slug} and the folder is called {name}: make them the same")
    if module.sessions.min > module.sessions.max:
        run.at(path, "sessions", "min is more than max")
    covered = {topic for part in module.suggested_split for topic in part.topics}
    for topic in module.topics:
        if topic not in covered:
            run.at(path, "suggested_split", f"no session covers the topic {topic}")
    for topic in sorted(covered - set(module.topics)):
        run.at(path, "suggested_split", f"{topic} is not one of the module's topics")
    for topic in _twice(module.topics):
        run.at(path, "topics", f"{topic} stands twice")
    _counted(run, f"modules/{name}/module.yaml")
    for slug in _twice([variant.slug for variant in module.variants]):
        run.at(path, "variants", f"two variants are called {slug}")
    used = {sheet for topic in module.topics for sheet in pages.topic(run, name, topic)}
    for variant in module.variants:
        found = [topic for topic in module.topics if run.names(f"modules/{name}/[tpg]*/{topic}.{variant.slug}.*.md")]
        used |= {sheet for topic in found for sheet in pages.topic(run, name, topic, variant.slug)}
        if not found:
            run.at(path, "variants", f"no page is written for the variant {variant.slug}")
    _worksheets(run, name, used)
    for page in run.names(f"modules/{name}/[tpg]*/*.md"):
        topic, *of = page.split("/")[3].split(".")[:-2]
        if not READ.fullmatch(page):
            continue
        if topic not in module.topics:
            run.say(
                run.path(page), 1, f"{topic} is not among the topics in module.yaml: list it there, or take this out"
            )
        elif of and of[0] not in {one.slug for one in module.variants}:
            run.say(run.path(page), 1, f"{of[0]} is not among the variants in module.yaml: list it there")


def _counted(run: Run, name: str) -> None:
    """Hold a file in both languages to what participants' texts are held to, and count its words."""
    found = of_both(run.path(name))
    if texts.hold(run, run.path(name), found, participants=True):
        pages.count(run, found)


def _worksheets(run: Run, module: str, used: set[str]) -> None:
    for name in run.names(f"modules/{module}/worksheets/*.yaml"):
        sheet: Worksheet | None = run.load(name, Worksheet)
        path = run.path(name)
        if path.stem not in used:
            run.say(path, 1, "no handout of the module uses this worksheet: name it in one, or take it out")
        if sheet is None:
            continue
        run.report.counts["worksheets"] += 1
        if sheet.slug != path.stem:
            run.at(path, "slug", f"the slug is {sheet.slug} and the file is called {path.name}: make them the same")
        for place, message in _fields(sheet.fields, "fields"):
            run.at(path, place, message)
        _counted(run, name)


def _fields(fields: list[Field], where: str) -> Iterable[tuple[str, str]]:
    for name in _twice([one.name for one in fields]):
        yield where, f"two fields are called {name}"
    for number, one in enumerate(fields):
        place = f"{where}[{number}]"
        if one.kind in ("choice", "several", "checklist") and not one.options:
            yield place, f"{one.name} is a {one.kind}: give it options"
        if one.kind == "table" and not one.columns:
            yield place, f"{one.name} is a table: give it columns"
        if one.kind == "scale" and not (one.low and one.high and one.steps):
            yield place, f"{one.name} is a scale: give it low, high and steps"
        if one.kind == "diagram" and one.shape is None:
            yield place, f"{one.name} is a diagram: give it its shape"
        for slug in _twice([option.slug for option in one.options]):
            yield f"{place}.options", f"two options of {one.name} are called {slug}"
        yield from _fields(one.columns, f"{place}.columns")


def _strays(run: Run) -> None:
    for folder in run.folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if (
                path.is_file()
                and not any(part.startswith(".") for part in name.parts)
                and not READ.fullmatch(str(name))
            ):
                run.say(path, 1, "Bedring does not read a file of this name: see docs/reference/content-format.md")


def _twice(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
