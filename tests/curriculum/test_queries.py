# SPDX-License-Identifier: Apache-2.0
"""What doors get: pages filled in, from the first folder that has them."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from bedring.curriculum import queries, rules
from bedring.curriculum.reader import ContentError
from tests.curriculum import pack as small
from tests.curriculum.pack import STORY

TOPIC = ("small-things", "one-thing")
EN = "modules/small-things/topics/one-thing.en.md"


@pytest.fixture
def folders(pack: Path, tmp_path: Path, settings: Settings) -> list[Path]:
    """A site's own folder on top of the pack."""
    settings.CONTENT_DIRS = [tmp_path / "site", pack]
    return [tmp_path / "site", pack]


def put(folder: Path, name: str, text: str) -> None:
    """Write a file of a content folder."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_the_first_folder_that_has_a_file_wins(folders: list[Path]) -> None:
    own, shipped = folders
    put(own, EN, (shipped / EN).read_text(encoding="utf-8").replace("title: One thing", "title: Our own"))
    assert queries.topic(*TOPIC, "en").title == "Our own"
    assert queries.topic(*TOPIC, "nb").title == "Én ting"
    assert queries.module("small-things").title.en == "Small things"


def test_a_topic_has_all_its_fields_filled_in(folders: list[Path]) -> None:
    page = queries.topic(*TOPIC, "nb")
    assert page.key_points[2] == "Andre kan hjelpe til, og det kan plageer også."
    assert page.home_practice[0].slug == "walk"
    assert page.check.answers[1].right is True
    assert page.html.startswith("<h3>Hvorfor lite</h3>\n<p>Ane satte seg")
    assert page.blocks[0].text == "Hvorfor lite"
    with pytest.raises(AttributeError):
        _ = page.skill


def test_a_variant_has_its_own_pages_and_otherwise_the_ordinary_ones(folders: list[Path]) -> None:
    text = (folders[1] / EN).read_text(encoding="utf-8").replace("title: One thing", "title: In short")
    put(folders[0], "modules/small-things/topics/one-thing.short.en.md", text)
    assert queries.topic(*TOPIC, "en", variant="short").title == "In short"
    assert queries.topic(*TOPIC, "nb", variant="short").title == "Én ting"
    assert queries.topic(*TOPIC, "en", variant="../..").title == queries.topic(*TOPIC, "en").title == "One thing"


def test_words_are_those_that_were_chosen(folders: list[Path]) -> None:
    chosen = {"practitioner": "other"}
    assert queries.topic(*TOPIC, "en", chosen).key_points[2] == "Others can help, and so can challenges."
    assert queries.topic(*TOPIC, "en").key_points[2] == "Others can help, and so can problems."
    assert queries.fill("[[Practitioner]]", "nb", chosen) == "Symptom"


def test_both_languages_of_a_worksheet_and_a_module_are_filled_in(folders: list[Path]) -> None:
    put(folders[0], "modules/small-things/worksheets/my-thing.yaml", small.WORKSHEET.replace(
        "{en: My thing, nb: Tingen min}", "{en: '[[Illness]]', nb: '[[Illness|definite]]'}"))  # fmt: skip
    put(
        folders[0],
        "modules/small-things/module.yaml",
        small.MODULE.replace("nb: Små ting teller.", "nb: '[[Illness|plural]]'"),
    )
    sheet = queries.worksheet("small-things", "my-thing")
    assert (sheet.fields[0].label.en, sheet.fields[0].label.nb) == ("Problem", "Plageen")
    assert queries.worksheet("small-things", "my-thing", {"illness": "other"}).fields[0].label["nb"] == "Symptomet"
    assert queries.module("small-things").why["nb"] == "Plageer"
    assert [(of, one.slug) for of, one in queries.worksheets("small-things")] == [("small-things", "my-thing")]


def test_a_page_is_read_aloud_in_its_own_order(folders: list[Path]) -> None:
    said = queries.topic(*TOPIC, "en").sentences
    assert said[:4] == ("One thing", "One small thing can make a day better.", "Small is fine.", "You choose.")
    assert said[5:8] == ("Why small", "Ane sat down with her tea.", "The sun came in and the cat lay by her side.")
    assert said[-4:] == ("Which one is small?", "A new house.", "A walk.", "A walk takes ten minutes.")
    assert (
        said.index("She had time to rest.")
        < said.index("A friend can come along.")
        < said.index("Walk round the block once.")
    )
    assert not {"walk", "my-thing", "CC-BY-4.0"} & set(said)


def test_a_practice_card_and_a_guide(folders: list[Path]) -> None:
    card = queries.practice_card(*TOPIC, "en")
    assert (card.title, card.minutes.min, card.kind) == ("Try it here", 3, "exercise")
    assert "<ol>" in card.html
    assert card.sentences[-1] == "“I like to walk.”"
    guide = queries.guide(*TOPIC, "nb")
    assert guide.stages.action == "Si det vennlig."
    assert (guide.html, guide.blocks) == ("", ())


def test_an_edition_and_its_plan(folders: list[Path]) -> None:
    assert [module.slug for module in queries.modules("norway")] == ["small-things"]
    assert queries.plan("norway") == [TOPIC]
    assert queries.edition("norway").title["nb"] == "Norsk utgave"


def test_crisis_numbers_and_the_day_they_were_checked(folders: list[Path]) -> None:
    (line,) = queries.crisis_numbers()
    assert (line.number, line.name["nb"], line.checked.isoformat()) == ("113", "Nødhjelp", "2026-11-01")


@pytest.mark.parametrize(
    "names", [("small-things", "two", "en"), ("small-things", "one-thing", "se"), ("x", "y", "nb")]
)
def test_what_is_not_there_is_an_error_that_names_it(folders: list[Path], names: tuple[str, str, str]) -> None:
    with pytest.raises(ContentError) as error:
        queries.topic(*names)
    assert error.value.path.name == f"{names[1]}.{names[2]}.md"
    assert "missing" in error.value.message


@pytest.mark.parametrize("name", ["..", "../secret", "a/b", "", "A", "a\n", "%2e"])
def test_a_name_that_is_no_name_never_reaches_the_disk(folders: list[Path], name: str) -> None:
    put(folders[0], "secret.yaml", "# nothing to see")
    for asked in (queries.module, queries.edition, queries.crisis_numbers):
        with pytest.raises(ContentError, match="there is no"):
            asked(name)
    with pytest.raises(ContentError, match="there is no"):
        queries.topic("small-things", name, "en")


def test_a_broken_page_says_where_it_is_broken(folders: list[Path]) -> None:
    put(folders[0], EN, (folders[1] / EN).read_text(encoding="utf-8").replace("  - You choose.\n", "  - 7\n"))
    with pytest.raises(ContentError) as error:
        queries.topic(*TOPIC, "en")
    assert (error.value.line, error.value.path) == (7, folders[0] / EN)
    assert str(error.value).endswith(f"{EN}:7: key_points 2: this reads as a whole number: put it in quotation marks")


def test_every_page_that_is_shipped_takes_every_word_that_can_be_chosen() -> None:
    terms = queries.vocabulary().terms
    most = max(len(term.choices) for term in terms.values())
    for number in range(most):
        chosen = {name: term.choices[number % len(term.choices)].slug for name, term in terms.items()}
        for edition in ("norway", "international"):
            for module, topic in queries.plan(edition):
                for language in ("en", "nb"):
                    for page in (queries.topic, queries.practice_card, queries.guide):
                        assert "[[" not in "".join(page(module, topic, language, chosen).sentences)


def test_the_shipped_crisis_numbers_are_the_norwegian_ones() -> None:
    numbers = {line.slug: line.number for line in queries.crisis_numbers("norway")}
    assert list(numbers)[:4] == ["emergency", "police", "urgent-care", "listener"]
    assert numbers == {
        "emergency": "113", "police": "112", "urgent-care": "116 117", "listener": "116 123",
        "kirkens-sos": "22 40 00 40", "violence": "116 006", "poison": "22 59 13 00",
    }  # fmt: skip


NUMBER = re.compile(r"(?<!\d)(?:11[0-3]|116 \d{3}|\d\d \d\d \d\d \d\d)(?!\d)")


def every_text(edition: str) -> Iterator[str]:
    for module, topic in queries.plan(edition):
        for language in ("en", "nb"):
            for page in (queries.topic, queries.practice_card, queries.guide):
                yield "\n".join(page(module, topic, language, edition=edition).sentences)
    for module in queries.modules(edition):
        for _of, sheet in queries.worksheets(module.slug, edition=edition):
            yield str(sheet)


def test_every_number_that_texts_name_is_on_help_now() -> None:
    known = {line.number for line in queries.crisis_numbers("norway")}
    said = {number for text in every_text("norway") for number in NUMBER.findall(text)}
    assert {"113", "112", "116 117", "116 123", "116 006", "22 59 13 00"} <= said <= known


def test_no_norwegian_number_where_the_edition_is_not_norway() -> None:
    texts = list(every_text("international"))
    assert [number for text in texts for number in NUMBER.findall(text)] == []
    assert any("Call the emergency number for:" in text for text in texts)


def test_words_in_the_vocabulary_are_oriented_towards_recovery() -> None:
    said = " ".join(
        queries.fill(f"[[{term}]]", language) for term in queries.vocabulary().terms for language in ("en", "nb")
    )
    assert not {"illness", "relapse", "symptom", "sykdom", "tilbakefall", "lidelse"} & set(rules.words(said))


def test_a_story_is_shown_as_long_as_the_consent_holds_and_not_a_moment_longer(folders: list[Path]) -> None:
    name, day = "stories/my-year.en.md", date(2026, 6, 1)
    put(folders[0], name, STORY)
    (told,) = queries.stories("small-things", "en", day)
    assert (told.title, told.content_note) == ("My year", "losing a job")
    assert queries.stories("small-things", "nb", day) == []
    assert queries.stories("small-things", "en", date(2025, 6, 1)) == []
    put(folders[0], name, STORY.replace("given: 2026-01-01", "given: 2026-01-01\n  withdrawn: 2026-05-31"))
    os.utime(folders[0] / name, ns=(1, 1))
    assert queries.stories("small-things", "en", day) == []


def test_a_page_that_changes_is_read_anew(folders: list[Path]) -> None:
    put(folders[0], EN, (folders[1] / EN).read_text(encoding="utf-8").replace("title: One thing", "title: First"))
    assert queries.topic(*TOPIC, "en").title == "First"
    put(folders[0], EN, (folders[1] / EN).read_text(encoding="utf-8").replace("title: One thing", "title: Second"))
    os.utime(folders[0] / EN, ns=(1, 1))
    assert queries.topic(*TOPIC, "en").title == "Second"
    (folders[0] / EN).unlink()
    assert queries.topic(*TOPIC, "en").title == "One thing"
