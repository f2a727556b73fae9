# SPDX-License-Identifier: Apache-2.0
"""Nobody but kit/text.py compares, sorts or cuts what people type. What only looks like it is listed, with why."""

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2] / "bedring"
NAMES = {"name", "called", "called_alone", "title", "words", "email"}
CASES = {"lower", "upper", "casefold", "title", "capitalize", "swapcase"}
LOOKUPS = ("__icontains", "__iexact", "__istartswith", "__iendswith", "__contains", "__startswith", "__iregex")

ALLOWED: dict[str, tuple[list[str], str]] = {
    "curriculum/check/texts.py": (["word[1][0].lower()"], "a placeholder of the content, not people's text"),
    "curriculum/commands.py": (["text[:LONGEST]"], "a copy to check; the whole is refused when it is longer"),
    "curriculum/rules.py": (
        ["word.lower()", "match[1][0].lower()", "found[0].upper()", "said[0].upper()"],
        "syllables, and placeholders at the beginning of a sentence",
    ),
    "kit/rowsecurity.py": (["may.lower()"], "a word of SQL"),
    "ops/demo_data.py": (["name.split()[0].lower()"], "addresses of made-up people"),
    "people/signin/links.py": (
        ["salted_hmac('bedring.link', str(code_id), algorithm='sha256').hexdigest()[:48]"],
        "a secret of a fixed length",
    ),
    "people/signin/presses.py": (["path[:300]", "location[:500]"], "addresses of pages"),
    "people/signin/printed.py": (["compared(code).upper()"], "the letters of a code, made comparable before"),
    "sessions/commands/held.py": (["'account__name'", "'account__name'"], "one order for rows written down, unseen"),
    "sessions/queries/rooms.py": (["'name'"], "those who came first stand first; the name only parts equals"),
    "sessions/queries/site.py": (
        ["sessions.exclude(opened_at=None).order_by('-opened_at')[:SHOWN]"],
        "so many rows are shown",
    ),
    "sessions/queries/titles.py": (["slug.replace('-', ' ').capitalize()"], "a page that is gone, by its slug"),
    "web/mine/page.py": (["words[:1].upper()"], "the beginning of a sentence of ours"),
    "web/parts/parcels.py": (["str(one.get('id', ''))[:64]"], "an id that was no id, said back"),
    "web/parts/sheet_fields.py": (["[*(value or []), *[{}] * SPARE_ROWS][:MOST_ROWS]"], "rows of a table"),
}
"""By file: what is written there, and why it is not people's text. A line that is gone makes the test fail too."""


def cooked_elsewhere(source: str) -> Iterator[str]:
    """Each place where text is compared without case, sorted by a name, or cut."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in CASES and not node.args:
                yield ast.unparse(node)
            if node.func.attr == "order_by":
                yield from (ast.unparse(a) for a in node.args if _named(ast.unparse(a).strip("'\"-")))
        if (
            isinstance(node, ast.keyword)
            and node.arg
            and node.arg.endswith(LOOKUPS)
            and _named(node.arg.rpartition("__")[0])
        ):
            yield node.arg
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ("normalize", "casefold")
            and "unicodedata" in ast.unparse(node)
        ):
            yield ast.unparse(node)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and _cut(node.slice):
            yield ast.unparse(node)


def _named(path: str) -> bool:
    return path.split("__")[-1] in NAMES


def _cut(piece: ast.Slice) -> bool:
    """`[:200]`, `[:LONGEST]`: a length, and no place that was found in the text."""
    long = isinstance(piece.upper, ast.Constant) and isinstance(piece.upper.value, int) and piece.upper.value > 20
    return piece.lower is None and (long or (isinstance(piece.upper, ast.Name) and piece.upper.id.isupper()))


def all_of_the_house() -> dict[str, list[str]]:
    found = {}
    for path in sorted(HOUSE.rglob("*.py")):
        name = str(path.relative_to(HOUSE))
        if "migrations" not in name and name != "kit/text.py" and (places := list(cooked_elsewhere(path.read_text()))):
            found[name] = places
    return found


def test_text_is_cooked_in_one_kitchen() -> None:
    assert all_of_the_house() == {name: places for name, (places, _why) in ALLOWED.items()}


def test_every_planted_mistake_is_found() -> None:
    for mistake in (
        "clean(words)[:200]",
        "why[:LONGEST]",
        "a.lower() == b.lower()",
        "people.order_by('name')",
        "leads.order_by('-account__name')",
        "people.filter(name__icontains=typed)",
        "Account.objects.filter(email__iexact=email)",
        "unicodedata.normalize('NFC', words)",
    ):
        assert list(cooked_elsewhere(mistake)), mistake


def test_what_is_no_text_is_let_be() -> None:
    for right in ("rows.order_by('-number')[:10]", "parts[1:]", "text[: found.start()]", "x.filter(state='left')"):
        assert not list(cooked_elsewhere(right)), right
