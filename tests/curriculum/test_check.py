# SPDX-License-Identifier: Apache-2.0
"""`bedring content check`: for each rule a planted mistake, found in its file and on its line."""

from pathlib import Path
from typing import NamedTuple

import pytest

from bedring.curriculum.check import Problem, check, main
from bedring.curriculum.check.report import LEVEL
from tests.curriculum import pack as small

MODULE = "modules/small-things/module.yaml"
SHEET = "modules/small-things/worksheets/my-thing.yaml"
EN = "modules/small-things/topics/one-thing.en.md"
NB = "modules/small-things/topics/one-thing.nb.md"
CARD = "modules/small-things/practice/one-thing.en.md"
KORT = "modules/small-things/practice/one-thing.nb.md"
GUIDE = "modules/small-things/guide/one-thing.en.md"
WORDS = "words/vocabulary.yaml"
SPDX = "SPDX-License-Identifier: CC-BY-4.0\n"
LONG = "We go out and " * 6 + "come back."
HARD = "Considerable organisational difficulties necessitate interdisciplinary collaboration."
MIDDLING = "Anita often went for a long walk on Saturday, because that was a quiet evening."


class Planted(NamedTuple):
    """In `file`, `old` becomes `new`. The check is to say `says` of the line where `at` stands (or of that line)."""

    file: str
    old: str
    new: str
    at: str | int
    says: str


STRUCTURE = [
    Planted(MODULE, "Small things, nb: Små ting}", "Small things}", "title:", "“nb” is missing"),
    Planted(MODULE, "aim:", "mood: good\naim:", "mood:", "there is no key “mood”"),
    Planted(MODULE, "slug: small", "slug: smaller", "slug:", "the folder is called small-things"),
    Planted(MODULE, "    topics: [one-thing]\n", "    topics: []\n", "suggested_split", "no session covers"),
    Planted(MODULE, "    topics: [one-thing]\n", "    topics: [one-thing, two]\n", "suggested_split", "two is not one"),
    Planted(MODULE, "topics: [one-thing]\nv", "topics: [one-thing, one-thing]\nv", "topics: [one-thing, one", "twice"),
    Planted(MODULE, "min: 1, max: 2", "min: 3, max: 2", "sessions: {", "min is more than max"),
    Planted(MODULE, "2026-11-23", "2026-02-30", "reviewed", "a day that exists"),
    Planted(MODULE, "2026-11-23", "in November", "reviewed", "a day that exists"),
    Planted(MODULE, "CC-BY-4.0\nsources", "MIT\nsources", "licence:", "is not one of the values"),
    Planted(MODULE, f"# {SPDX}", "", 1, "begin the file with the line # SPDX"),
    Planted(EN, SPDX, "", 2, "“SPDX-License-Identifier” is missing"),
    Planted(EN, f"{SPDX}title: One thing\n", f"title: One thing\n{SPDX}", "SPDX", "the first key"),
    Planted("words/avoid.en.txt", f"# {SPDX}", "", 1, "begin the file with the line # SPDX"),
    Planted(EN, "  - slug: call\n    title: A call\n    what: Call one person you like.\n    when: On Friday.\n"
            "    where: At home.\n    with_whom: Just you.\n", "", "home_practice", "at least 2"),
    Planted(EN, "  - Small is fine.\n", "", "key_points", "at least 3"),
    Planted(EN, "  - You choose.\n", "  - You choose.\n" * 4, "key_points", "at most 5"),
    Planted(EN, "    when: On Monday.\n", "", "slug: walk", "“when” is missing"),
    Planted(EN, "slug: call", "slug: walk", "home_practice", "the same slug"),
    Planted(EN, "slug: call", "slug: Call me", "slug: Call me", "small letters a to z"),
    Planted(EN, "right: true", "right: false", "answers:", "one of the answers is right"),
    Planted(EN, "right: true", "right: maybe", "right: maybe", "true or false"),
    Planted(EN, "title: One thing", "title: No", "title: No", "put it in quotation marks"),
    Planted(EN, "title: One thing", "title: ", "title: \n", "a text here, and there is nothing"),
    Planted(EN, "  - my-thing", "  - my-thing\n  - not-there", "not-there", "there is no worksheet not-there"),
    Planted(EN, "  - my-thing", "  - my-thing\n  - other/thing", "other/thing", "there is no worksheet thing in other"),
    Planted(MODULE, "version:", "variants:\n  - slug: short\n    title: {en: Short, nb: Kort}\n"
            "    about: {en: In few words., nb: Med få ord.}\n    chosen_by: reader\nversion:", "variants:", "no page"),
    Planted("editions/norway.yaml", "modules:", "variants: {small-things: short}\nmodules:", "variants", "no variant"),
    Planted(CARD, "min: 3", "min: 2", "minutes", "3 or more"),
    Planted(CARD, "max: 5", "max: 11", "minutes", "10 or less"),
    Planted(CARD, "min: 3, max: 5", "min: 6, max: 5", "minutes", "min is more than max"),
    Planted(CARD, "exercise", "lecture", "kind", "not one of the values"),
    Planted(CARD, "## Steps", "## What we do", "---\n\n## What we do", "a heading ## Steps"),
    Planted(CARD, "> “I like to walk.”", "“I like to walk.”", "---\n\n## Steps", "quoted lines"),
    Planted(CARD, "## Steps", "# Steps", "# Steps", "write headings with ##"),
    Planted(GUIDE, "  action: Say it kindly.\n", "", "stages", "“action” is missing"),
    Planted(GUIDE, "[Say it kindly., Say it kindly.]\nedu", "[Say it kindly.]\nedu", "motivational", "at least 2"),
    Planted(GUIDE, "note: Say", f"note: {'word ' * 450} Say", 1, "450 words at most"),
    Planted(EN, "---\nSPDX", "SPDX", 1, "begin the file with a line ---"),
    Planted(EN, "summary: One", "summary: “One”: one", "summary", "this is not YAML"),
    Planted(EN, "summary: One", "summary: Two\nsummary: One", "summary: One", "“summary” stands twice"),
    Planted("editions/norway.yaml", "- small-things", "- big-things", "big-things", "there is no module big-things"),
    Planted("editions/norway.yaml", "slug: norway", "slug: sweden", "slug", "the file is called norway.yaml"),
    Planted("editions/norway.yaml", "- small-things", "- small-things\n  - small-things", "modules:", "twice"),
    Planted("help/norway.yaml", "    source: example.org\n", "", "- slug", "“source” is missing"),
    Planted("help/norway.yaml", "    checked: 2026-11-01\n", "", "- slug", "“checked” is missing"),
    Planted("help/norway.yaml", "2026-11-01", "2026-13-01", "checked", "a day that exists"),
    Planted("help/norway.yaml", '"113"', "113", "number", "put it in quotation marks"),
    Planted("help/norway.yaml", '"113"', '"one one three"', "number", "digits, spaces and +"),
    Planted("help/norway.yaml", "slug: emergency", "slug: Emergency call", "slug: Em", "small letters"),
    Planted("editions/norway.yaml", "modules:", "help: sweden\nmodules:", "help", "there is no help/sweden.yaml"),
    Planted(EN, "takes ten", "takes 113 ten", "because", "“113” is a typed number"),
    Planted(NB, "## Hvorfor lite\n", "## Hvorfor lite\n\nRing\n116 117 nå.\n", "116 117", "is a typed number"),
    Planted(SHEET, "Write what you like.", "Call 22 40 00 40.", "intro", "[[help:…]]"),
    Planted(GUIDE, "note: Say", "note: Call 112. Say", "note", "is a typed number"),
    Planted(CARD, "## Steps\n", "## Steps\n\nCall 116 123.\n", "Call 116", "is a typed number"),
    Planted(EN, "takes ten", "takes [[help:dentist]] ten", "because", "there is no such line in help/"),
    Planted(SHEET, "slug: my-thing", "slug: your-thing", "slug: your", "the file is called my-thing.yaml"),
    Planted(SHEET, "kind: choice", "kind: choose", "choose", "not one of the values"),
    Planted(SHEET, "kind: long_text", "kind: several", "name: thing", "give it options"),
    Planted(SHEET, "kind: long_text", "kind: table", "name: thing", "give it columns"),
    Planted(SHEET, "kind: long_text", "kind: scale", "name: thing", "low, high and steps"),
    Planted(SHEET, "kind: long_text", "kind: diagram", "name: thing", "its shape"),
    Planted(SHEET, "kind: date", "kind: checklist", "name: day\n", "give it options"),
    Planted(SHEET, "name: mood", "name: thing", "fields", "two fields are called thing"),
    Planted(SHEET, "slug: so-so", "slug: good", "options", "two options of mood are called good"),
    Planted(WORDS, "  recovery:", "  revery:", "terms", "the term recovery is missing"),
    Planted(WORDS, "  relapse:\n    about: {en: About it, nb: Om det}\n    default: first",
            "  relapse:\n    about: {en: About it, nb: Om det}\n    default: third", "third", "one of its choices"),
    Planted(WORDS, "slug: other", "slug: first", "choices", "two choices of illness are called first"),
    Planted("words/avoid.en.txt", "overdue -> (leave it out)", "overdue", "overdue", "word -> better"),
]  # fmt: skip

VARIANT = """variants:
  - slug: short
    title: {en: Short, nb: Kort}
    about: {en: In few words., nb: Med få ord.}
    chosen_by: edition
"""

BOTH_LANGUAGES = [
    Planted(NB, "slug: call", "slug: ring", "home_practice", "walk, ring here, walk, call there"),
    Planted(NB, "  - Du velger selv.\n", "  - Du velger selv.\n  - Ja.\n", "key_points", "4 here, 3 there"),
    Planted(NB, "  - Hva liker du?\n", "  - Hva liker du?\n  - Når?\n", "reflection", "not built as in English"),
    Planted(
        NB, "      right: true\n", "      right: true\n    - text: Ro.\n      right: false\n", "check", "not built"
    ),
    Planted(KORT, "kind: exercise", "kind: role-play", "kind", "role-play here, exercise there"),
    Planted(KORT, "max: 5", "max: 6", "minutes", "3, 6 here, 3, 5 there"),
]

TEXTS = [
    Planted(EN, "## Why small\n", "## Why small\n\nRead [more](more.html).\n", "Read [more]", "leads nowhere"),
    Planted(CARD, "## What to say", "See [this](http://example.org).\n\n## What to say", "See [this]", "leads nowhere"),
    Planted(EN, small.PARAGRAPH["en"] * 10, "A few words.\n", 1, "a handout has 250 to 600"),
    Planted(EN, small.PARAGRAPH["en"] * 10, "", "---\n\n## Why small", "no text below its head"),
    Planted(EN, small.PARAGRAPH["en"] * 10, small.PARAGRAPH["en"] * 30, 1, "a handout has 250 to 600"),
    Planted(EN, small.PARAGRAPH["en"] * 10, f"{HARD}\n" * 40, 1, "at most 7 on a page"),
    Planted(NB, small.PARAGRAPH["nb"] * 10, "Samhandlingsreformen vanskeliggjør oppgavefordelingen.\n" * 80, 1, "LIX"),
    Planted(EN, "## Why small\n", "## Why small\n\nShe met the\nInsane one day.\n", "She met the", "better: people"),
    Planted(EN, "    Others can help,\n", "    Others can help, or be\n    overdue,\n", "    overdue", "leave it out"),
    Planted(EN, "takes ten", "is overdue ten", "because", "leave it out"),
    Planted(SHEET, "nb: Skriv det du vil.", "nb: Vi er ikke de gale her.", "intro", "better: mennesker"),
    Planted(GUIDE, "note: Say", "note: The insane say", "note", "better: people"),
    Planted("help/norway.yaml", "When life is", "When overdue life is", "when", "leave it out"),
    Planted(EN, "## Why small\n", f"## Why small\n\nYes.\nNo. {LONG}\n", "No. We go", "a sentence of 26 words"),
    Planted(EN, "    and so can", f"    and so can we.\n    {LONG}\n    So can", "We go out", "a sentence of 26 words"),
    Planted(MODULE, "Small things count.", LONG, "why", "a sentence of 26 words"),
    Planted(SHEET, "Write what you like.", LONG, "intro", "a sentence of 26 words"),
    Planted(EN, "## Why small\n", "## Why small\n\nAsk at the\nDPS first.\n", "DPS", "DPS: say what it means"),
    Planted(EN, "    Others can help,\n", "    Others can help,\n    the DPS too,\n", "DPS", "DPS: say what it means"),
    Planted(EN, "practitioner|plural", "nurse|plural", "nurse", "there is no such word"),
    Planted(EN, "practitioner|plural", "practitioner|definite", "practitioner|", "the forms are singular, plural"),
    Planted(EN, "## Why small\n", "## Why small\n\nSome\n[[illness|plural.\n", "[[illness|", "[[ and ]] are for"),
    Planted(EN, "## Why small\n", "## Why small\n\nSome\nillness]] here.\n", "illness]]", "[[ and ]] are for"),
    Planted(SHEET, "nb: Skriv det du vil.", "nb: '[[illness|singular]]'", "intro", "the forms are indefinite"),
    Planted(NB, "## Hvorfor lite\n", "## Hvorfor lite\n\nDet er\nen [[illness]].\n", "en [[", "“en” does not fit"),
    Planted(NB, "## Hvorfor lite\n", "## Hvorfor lite\n\nSe [[illness|definite]] di.\n", "Se [[", "“di” does not fit"),
]  # fmt: skip


def spoil(pack: Path, planted: Planted) -> Problem:
    """Plant the mistake. Returns what the check ought to say."""
    path = pack / planted.file
    text = path.read_text(encoding="utf-8")
    assert planted.old in text, "the mistake could not be planted"
    text = text.replace(planted.old, planted.new, 1)
    path.write_text(text, encoding="utf-8")
    if isinstance(planted.at, int):
        return Problem(path, planted.at, planted.says)
    assert planted.at in text
    place = text.index(planted.at) + len(planted.at) - len(planted.at.removeprefix("---\n"))
    return Problem(path, text.count("\n", 0, place) + 1, planted.says)


def found(pack: Path, wanted: Problem) -> bool:
    """Whether the check says it, of this file and line."""
    return any(
        one.path == wanted.path and one.line == wanted.line and wanted.message in one.message
        for one in check([pack]).problems
    )


def test_a_pack_that_is_right_has_nothing_to_mend(pack: Path) -> None:
    report = check([pack])
    assert report.problems == []
    assert report.counts == {
        **{"modules": 1, "topics": 1, "handouts": 2, "practice cards": 2, "guides": 2, "worksheets": 1}
    }
    assert min(report.words["en"], report.words["nb"]) > 250
    assert [len(report.levels[language]) for language in ("en", "nb")] == [1, 1]
    assert list(report.totals())[-2:] == [
        "en: 435 words; Flesch-Kincaid grade -0.7 on average, -0.7 at most (one-thing.en.md)",
        "nb: 428 words; LIX 8.1 on average, 8.1 at most (one-thing.nb.md)",
    ]


@pytest.mark.parametrize("planted", [*STRUCTURE, *BOTH_LANGUAGES, *TEXTS], ids=lambda p: f"{p.file[-12:]}: {p.says}")
def test_a_planted_mistake_is_found_in_its_file_and_on_its_line(pack: Path, planted: Planted) -> None:
    wanted = spoil(pack, planted)
    assert found(pack, wanted), f"wanted {wanted}; found {[str(p) for p in check([pack]).problems]}"


@pytest.mark.parametrize("kind", ["topics", "practice", "guide"])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_missing_part_is_found(pack: Path, kind: str, language: str) -> None:
    path = pack / f"modules/small-things/{kind}/one-thing.{language}.md"
    path.unlink()
    assert found(pack, Problem(path, 1, "this file is missing"))


@pytest.mark.parametrize("name", ["module.yaml", "../../words/vocabulary.yaml", "../../words/avoid.nb.txt"])
def test_a_missing_file_is_found(pack: Path, name: str) -> None:
    path = (pack / "modules/small-things" / name).resolve()
    path.unlink()
    assert found(pack, Problem(path, 1, "this file is missing"))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("modules/small-things/worksheets/spare.yaml", "no handout of the module uses this worksheet"),
        ("modules/small-things/topics/another.en.md", "another is not among the topics"),
        ("modules/small-things/topics/one-thing.long.en.md", "long is not among the variants"),
        ("modules/small-things/guide/another.nb.md", "another is not among the topics"),
        ("modules/small-things/topics/one-thing.se.md", "does not read a file of this name"),
        ("modules/small-things/handouts/one-thing.en.md", "does not read a file of this name"),
        ("modules/small-things/Module.yaml", "does not read a file of this name"),
        ("editions/norway.yml", "does not read a file of this name"),
    ],
)
def test_a_file_that_nobody_reads_is_found(pack: Path, name: str, says: str) -> None:
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).write_text(small.WORKSHEET.replace("my-thing", "spare"), encoding="utf-8")
    assert found(pack, Problem(pack / name, 1, says))


def with_variant(pack: Path, languages: tuple[str, ...] = ("en", "nb")) -> None:
    """Give the module a variant, with a handout of its own in these languages."""
    (pack / MODULE).write_text((pack / MODULE).read_text(encoding="utf-8") + VARIANT, encoding="utf-8")
    for language in languages:
        text = (pack / f"modules/small-things/topics/one-thing.{language}.md").read_text(encoding="utf-8")
        (pack / f"modules/small-things/topics/one-thing.short.{language}.md").write_text(text, encoding="utf-8")


def test_a_variant_is_held_to_the_same_rules_and_is_chosen_by_an_edition(pack: Path) -> None:
    with_variant(pack)
    edition = (pack / "editions/norway.yaml").read_text(encoding="utf-8") + "variants: {small-things: short}\n"
    (pack / "editions/norway.yaml").write_text(edition, encoding="utf-8")
    report = check([pack])
    assert report.problems == []
    assert (report.counts["topics"], report.counts["handouts"], report.counts["guides"]) == (1, 4, 2)


def test_a_page_of_a_variant_is_there_in_both_languages(pack: Path) -> None:
    with_variant(pack, ("en",))
    path = pack / "modules/small-things/topics/one-thing.short.nb.md"
    assert found(pack, Problem(path, 1, "this file is missing"))


def test_hidden_files_and_those_about_the_pack_are_left_alone(pack: Path) -> None:
    for name in (".git/config", ".DS_Store", "README.md", "LICENSE", "schema/module.schema.json"):
        (pack / name).parent.mkdir(exist_ok=True)
        (pack / name).touch()
    assert check([pack]).problems == []


def test_a_file_that_is_not_text_is_found(pack: Path) -> None:
    text = (pack / EN).read_text(encoding="utf-8").replace("The library", "Bibliotek på lørdag")
    (pack / EN).write_bytes(text.encode("latin-1", "replace"))
    assert found(pack, Problem(pack / EN, 1 + text[: text.index("på")].count("\n"), "save the file as UTF-8"))


def test_the_average_may_be_too_hard_though_no_page_is(pack: Path) -> None:
    wanted = spoil(pack, Planted(EN, small.PARAGRAPH["en"] * 10, f"{MIDDLING}\n" * 20, 1, "6.3 on average"))
    report = check([pack])
    ((level, _),) = report.levels["en"]
    assert LEVEL["en"][2] < level < LEVEL["en"][1]
    assert [(p.path, p.line) for p in report.problems] == [(wanted.path, 1)]
    assert "on average over all handouts in en" in report.problems[0].message


@pytest.mark.parametrize(
    "line",
    [
        "Illness Management and Recovery (IMR) is a programme. IMR helps.",
        "IMR (Illness Management and Recovery) is a programme.",
        "She likes the TV.",
        "Overdues and theinsane are other words.",
        "Some [[illness|plural]] pass, and [[Practitioner|plural]] know.",
    ],
)
def test_what_is_right_is_left_alone(pack: Path, line: str) -> None:
    spoil(pack, Planted(EN, "## Why small\n", f"## Why small\n\n{line}\n", 1, ""))
    assert check([pack]).problems == []


@pytest.mark.parametrize("line", ["Alle [[illness|plural]] og min [[illness|plural]].", "[[Illness|definite]] kom."])
def test_forms_that_fit_every_choice_are_left_alone(pack: Path, line: str) -> None:
    spoil(pack, Planted(NB, "## Hvorfor lite\n", f"## Hvorfor lite\n\n{line}\n", 1, ""))
    assert check([pack]).problems == []


def test_an_english_article_has_to_fit_every_choice(pack: Path) -> None:
    planted = Planted(EN, "## Why small\n", "## Why small\n\nIt is a [[illness]].\n", "It is a", "“a” does not fit")
    wanted = spoil(pack, planted)
    assert not found(pack, wanted)
    spoil(pack, Planted(WORDS, "singular: challenge", "singular: illness", 1, ""))
    assert found(pack, wanted)


def test_a_pack_is_checked_on_top_of_the_shipped_content(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bedring.curriculum.check.shipped", lambda: pack)
    own = tmp_path / "own"
    (own / EN).parent.mkdir(parents=True)
    (own / EN).write_text((pack / EN).read_text(encoding="utf-8"), encoding="utf-8")
    assert main([str(own)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "All is well."

    wanted = spoil(own, Planted(EN, "summary: One", "mood: good\nsummary: One", "mood", "there is no key “mood”"))
    assert main([str(own)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{own / EN}:{wanted.line}: ")
    assert lines[-1] == "1 thing to mend."
    assert "topics: 1" in lines


def test_a_path_below_here_is_shown_from_here(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pack)
    assert str(Problem(pack / EN, 3, "Mend it.")) == f"{EN}:3: Mend it."


def test_a_folder_that_is_not_there_gets_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"bedring: there is no folder {tmp_path / 'nowhere'}.\n")


@pytest.mark.slow  # make check asks it of the command
def test_the_shipped_content_has_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0, capsys.readouterr().out


def test_a_story_is_in_own_words_and_needs_a_consent_that_holds(pack: Path) -> None:
    path = pack / "stories" / "my-year.en.md"
    assert check([pack]).problems == []
    for old, new, line, says in [
        ("small-things", "big-things", 5, "no module big-things"),
        ("  given: 2026-01-01", "  given: 2026-01-01\n  withdrawn: 2026-02-01", 7, "Take the file out"),
        ("  given: 2026-01-01", "  given: 2026-01-01\n  until: 2026-01-02", 7, "Take the file out"),
        ("content_note: losing a job\n", "", 2, "“content_note” is missing"),
    ]:
        path.write_text(small.STORY.replace(old, new), encoding="utf-8")
        assert found(pack, Problem(path, line, says)), [str(p) for p in check([pack]).problems]


@pytest.mark.slow
def test_the_example_of_a_site_s_own_pack_has_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    example = Path(__file__).resolve().parents[2] / "docs/how-to/example-pack"
    assert main([str(example)]) == 0, capsys.readouterr().out
