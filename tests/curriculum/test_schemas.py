# SPDX-License-Identifier: Apache-2.0
"""The JSON Schemas that editors use, and the shapes that Bedring reads by, say the same."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]

from bedring.curriculum import reader
from bedring.curriculum.shapes import KINDS
from tests.curriculum import pack as small

CONTENT = Path(__file__).resolve().parents[2] / "content"
TOPIC = "modules/small-things/{}/one-thing.en.md"
SAMPLE = {
    "module": "modules/small-things/module.yaml",
    "handout": TOPIC.format("topics"),
    "practice": TOPIC.format("practice"),
    "guide": TOPIC.format("guide"),
    "worksheet": "modules/small-things/worksheets/my-thing.yaml",
    "vocabulary": "words/vocabulary.yaml",
    "edition": "editions/norway.yaml",
    "help": "help/norway.yaml",
    "story": "stories/my-year.en.md",
}
SHIPPED = {
    "module": "modules/*/module.yaml",
    "handout": "modules/*/topics/*.md",
    "practice": "modules/*/practice/*.md",
    "guide": "modules/*/guide/*.md",
    "worksheet": "modules/*/worksheets/*.yaml",
    "vocabulary": "words/vocabulary.yaml",
    "edition": "editions/*.yaml",
    "help": "help/*.yaml",
    "story": "stories/*.md",
}


def data_of(path: Path) -> Any:
    """What stands in a file, or in its head."""
    return reader.parse(path, reader.split(path).head if path.suffix == ".md" else reader.source(path))


def validator(kind: str) -> Draft202012Validator:
    """The schema of this kind, as it lies in content/schema."""
    schema = json.loads((CONTENT / f"schema/{kind}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def accepted(kind: str, data: Any) -> tuple[bool, bool]:
    """Whether the schema and the shape take it."""
    try:
        msgspec.convert(data, KINDS[kind])
    except msgspec.ValidationError:
        return validator(kind).is_valid(data), False
    return validator(kind).is_valid(data), True


def change(*place: str | int, to: Any = None) -> Callable[[Any], None]:
    """A mistake: at this place something else, or nothing."""

    def plant(data: Any) -> None:
        for step in place[:-1]:
            data = data[step]
        if to is None:
            del data[place[-1]]
        else:
            data[place[-1]] = to

    return plant


PLANTED = {
    "module": [
        change("title"), change("title", "nb"), change("title", "se", to="Ting"), change("mood", to="good"),
        change("slug", to="Small things"), change("reviewed", to="2026-13-01"), change("licence", to="MIT"),
        change("sessions", "min", to=0), change("sessions", "max", to="two"), change("take_away", "en", to=[]),
        change("topics", to="one-thing"), change("sources", 0, "year"), change("why", "en", to=""),
    ],
    "handout": [
        change("SPDX-License-Identifier"), change("summary", to=""), change("key_points", 0), change("mood", to="good"),
        change("key_points", to=["a"] * 6), change("reflection", to=["a"]), change("reflection", to=["a"] * 4),
        change("home_practice", 0), change("home_practice", 0, "with_whom"), change("worksheets", to=[]),
        change("home_practice", 0, "slug", to="Å gå"), change("check"), change("check", "answers", 0, "right", to="no"),
        change("check", "answers", to=[{"text": "a", "right": True}]), change("title", to=["a"]),
    ],
    "practice": [
        change("minutes", "min", to=2), change("minutes", "max", to=11), change("minutes", "min", to=3.5),
        change("kind", to="lecture"), change("skill"), change("needs", to="Paper"), change("worksheets", to=["a"]),
    ],
    "guide": [
        change("stages", "action"), change("stages", "relapse", to="Say it."), change("motivational", to=["a"]),
        change("educational", to=["a"] * 5), change("difficulties", to=[]), change("difficulties", 0, "helps"),
        change("note", to=""), change("open_with", to=7),
    ],
    "worksheet": [
        change("fields", 0, "kind", to="picture"), change("fields", 0, "label"),
        change("fields", 0, "name", to="My name"),
        change("fields", 1, "options", 0, "nb"), change("fields", 2, "columns", 0, "kind", to="picture"),
        change("owned_by", to="kitchen"), change("fields", 0, "steps", to=1), change("intro"),
    ],
    "story": [
        change("content_note"), change("consent"), change("consent", "given", to="soon"), change("told_by", to=""),
        change("SPDX-License-Identifier", to="MIT"), change("consent", "withdrawn", to="2026-13-01"),
    ],
    "vocabulary": [
        change("terms", "illness", "choices", to=[]), change("terms", "illness", "about"), change("words", to={}),
        change("terms", "illness", "choices", 0, "nb", "definite"),
        change("terms", "illness", "default", to="First one"),
        change("terms", "illness", "choices", 0, "en", "dual", to="a"), change("terms", to=[]),
    ],
    "edition": [change("slug"), change("modules", to=["Small things"]), change("title", "en"), change("year", to=2026)],
    "help": [
        change("lines", to=[]), change("lines", 0, "source"), change("lines", 0, "checked"),
        change("lines", 0, "number", to=113),
        change("lines", 0, "checked", to="soon"), change("lines", 0, "number", to="call us"),
        change("country", to="no"),
    ],
}  # fmt: skip


def test_there_is_a_schema_and_a_set_of_mistakes_for_every_kind() -> None:
    assert {p.name.removesuffix(".schema.json") for p in (CONTENT / "schema").iterdir()} == set(KINDS)
    assert set(PLANTED) == set(SAMPLE) == set(SHIPPED) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_right_passes_both(pack: Path, kind: str) -> None:
    assert accepted(kind, data_of(pack / SAMPLE[kind])) == (True, True)
    shipped = sorted(CONTENT.glob(SHIPPED[kind]))
    assert shipped or kind == "story", "no story is shipped: they are the sites' own"
    for path in shipped:
        assert accepted(kind, data_of(path)) == (True, True), path


@pytest.mark.parametrize(("kind", "number"), [(kind, n) for kind, found in PLANTED.items() for n in range(len(found))])
def test_a_planted_mistake_passes_neither(pack: Path, kind: str, number: int) -> None:
    data = data_of(pack / SAMPLE[kind])
    PLANTED[kind][number](data)
    assert accepted(kind, data) == (False, False)


def test_the_pack_is_made_of_every_kind() -> None:
    assert set(SAMPLE.values()) <= set(small.files())
