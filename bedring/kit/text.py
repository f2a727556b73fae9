# SPDX-License-Identifier: Apache-2.0
"""The one kitchen for what people type: how it is kept, compared, put in order, shortened to a name, and measured.

Nobody else compares, sorts or cuts people's text (tests/architecture holds it). Too long is refused with a sentence and
never cut. Sources: Unicode 15 (UAX 15 for the forms), CLDR's Norwegian order (`aa` is å; æ ø å come after z).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from bedring.kit.refusals import Refused

T = TypeVar("T")

_LINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FROM_WORD = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–", "\uf0e0": "→"})
"""Bullets that a word processor hides in the private use area, as they look there."""
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the direction of what comes after them, beyond the text they stand in; and the byte order mark."""
_APOSTROPHES = dict.fromkeys(map(ord, "’‘‛ʼʹ′`´＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_AFTER_Z = str.maketrans(
    {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "ő": "|", "å": "}"}
    | {"ü": "y", "ű": "y", "đ": "d", "ð": "d", "ł": "l", "ŋ": "n", "ŧ": "t", "ħ": "h", "ı": "i", "þ": "th", "œ": "oe"}
)
_BARE = str.maketrans(
    {
        "'": "",
        "æ": "ae",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ŋ": "n",
        "ŧ": "t",
        "ħ": "h",
        "ı": "i",
        "þ": "th",
        "œ": "oe",
    }
)


class TooLong(Refused):
    """A text with more characters than there is room for. `reason` says how many may stand, and how many there are."""

    def __init__(self, length: int, longest: int) -> None:
        said = _("Use %(limit_value)d characters or fewer. There are %(show_value)d now.")
        super().__init__(said % {"limit_value": longest, "show_value": length}, "too_long")
        self.length, self.longest = length, longest


def storable(text: str) -> str:
    """A text without what cannot be stored: composed (NFC), and lines ended by a new line alone.

    Out go control characters, halves of a character, what Unicode says is none, and marks that turn the text around
    it. All else stays as it was typed.
    """
    text = _LINE.sub("\n", unicodedata.normalize("NFC", text)).translate(_FROM_WORD)
    return "".join(c for c in text if c in "\n\t" or _may_be_kept(c))


def kept(text: str) -> str:
    """A text of somebody's own as it is kept: as `storable`, without white space around it. Empty if nothing shows."""
    words = storable(text).strip()
    return words if any(_shows(c) for c in words) else ""


def _shows(c: str) -> bool:
    kind = unicodedata.category(c)
    return kind not in ("Cc", "Cf") and not kind.startswith("Z")


def _may_be_kept(c: str) -> bool:
    if c in _TURNS or ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF:
        return False
    return unicodedata.category(c) not in ("Cc", "Cs")


def one_line(text: str) -> str:
    """A name, a title or another short text as it is kept: as `kept`, and any white space one space."""
    return " ".join(kept(text).split())


def compared(text: str) -> str:
    """A text as it is compared: the same for all ways of typing the same words.

    NFKC without case; one kind of apostrophe, dash, digit and space; nothing that does not show.
    """
    text = unicodedata.normalize("NFKC", kept(text).translate(_APOSTROPHES | _DASHES)).casefold()
    text = "".join(_digit(c) for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return " ".join(text.translate(_APOSTROPHES | _DASHES).split())


def same(one: str, other: str) -> bool:
    """Whether two texts are the same words."""
    return compared(one) == compared(other)


def address(email: str) -> str:
    """An e-mail address as it is kept and compared: composed, without white space around it, in small letters."""
    return one_line(email).lower()


def _digit(c: str) -> str:
    value = unicodedata.decimal(c, None)
    return c if value is None else str(value)


def digits(text: str) -> str:
    """A PIN or a code of digits as it is compared: digits of any script as 0 to 9, without spaces and dashes.

    What is neither stays where it is, so that no letter is passed over.
    """
    plain = "".join(_digit(c) for c in kept(text).translate(_DASHES) if unicodedata.category(c) != "Cf")
    return "".join(plain.replace("-", "").split())


def fits(text: str, longest: int) -> str:
    """`text` when it has at most `longest` characters. Raises TooLong, with a sentence; nothing is ever cut."""
    if len(text) > longest:
        raise TooLong(len(text), longest)
    return text


# Order


def order(text: str) -> tuple[str, str]:
    """A key for sorting in Norwegian: a to z, æ, ø, å (and aa); without case; 2 before 10. Other scripts come after.

    PostgreSQL is not asked: the one in the wheel knows no Norwegian order.
    """
    plain = compared(text).replace("aa", "å").translate(_AFTER_Z)
    plain = _without_marks(plain).replace("-", " ")
    return re.sub(r"\d+", lambda number: number[0].zfill(9), plain), text


def in_order(things: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """`things` by their names, in Norwegian order."""
    return sorted(things, key=lambda thing: order(name(thing)))


def _without_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")


# Search


def is_like(typed: str, name: str) -> bool:
    """Whether somebody who typed this may mean this name: each word typed stands in it, in any order.

    Without case; å may be typed a or aa, ø o or oe, æ ae; a hyphen may be a space. Nothing typed is like nothing.
    """
    sought = _words(compared(typed))
    exact, bare = _words(compared(name)), _words(_bare(name))
    return bool(sought) and (
        all(any(word in one for one in exact) for word in sought)
        or all(any(_bare(word) in one for one in bare) for word in sought)
    )


def may_be_one(name: str, other: str) -> bool:
    """Whether two full names may be one person's: the same words in any order, or all of the shorter of two or more."""
    one, two = ({*_words(_bare(first_names_first(full)))} for full in (name, other))
    return bool(one) and (one == two or (min(len(one), len(two)) > 1 and (one <= two or two <= one)))


def _bare(text: str) -> str:
    return _without_marks(compared(text)).translate(_BARE).replace("aa", "a").replace("oe", "o")


def _words(text: str) -> list[str]:
    return re.sub(r"[-,.]", " ", text).split()


# Names


def is_name(text: str) -> bool:
    """Whether this can be what somebody is called: there is a letter in it, and it is no e-mail address."""
    return any(unicodedata.category(c)[0] == "L" for c in text) and "@" not in text


def first_names_first(name: str) -> str:
    """“Hansen, Kari” as “Kari Hansen”; any other name as it is."""
    last, comma, first = one_line(name).partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else last


def first_name(name: str) -> str:
    """What somebody is called when nobody has said: the first word of the name, also of “Hansen, Kari”."""
    return next(iter(first_names_first(name).split()), "")


def initials(name: str) -> str:
    """One or two letters for somebody; “?” where there is none."""
    words = [word for word in name.split() if word[0].isalpha()] or ["?"]
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in ends)


def told_apart(people: Sequence[tuple[str, str, str]]) -> list[str]:
    """What to call each of some people who stand in one list, so that no two are called the same.

    `people`: what each is called, the full name, and something that never changes and orders those of one full name
    (a number, an id). Who has no namesake in the list is called as they wish. Two Karis become “Kari K.” and “Kari L.”;
    Knall and Knutsen “Kari Kna.” and “Kari Knu.”; two of one full name “Kari K. (1)” and “Kari K. (2)”.
    """
    shown = [called for called, _full, _mark in people]
    for same_called in _alike(shown):
        names = [_surname(people[i][0], people[i][1]) for i in same_called]
        longest = max(map(len, names))
        for length in range(1, longest + 1):
            shorter = [_letters(name, length) for name in names]
            if _as_many(shorter, names):
                break
        else:
            shorter = names
        for i, name in zip(same_called, shorter, strict=True):
            shown[i] = f"{people[i][0]} {name}".strip()
    for same_name in _alike(shown):
        for number, i in enumerate(sorted(same_name, key=lambda i: people[i][2]), 1):
            shown[i] = f"{shown[i]} ({number})"
    return shown


def _alike(names: Sequence[str]) -> list[list[int]]:
    """Places of names that are the same as another's, those of one name together."""
    found: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        found.setdefault(compared(name), []).append(i)
    return [places for places in found.values() if len(places) > 1]


def _as_many(shorter: Sequence[str], names: Sequence[str]) -> bool:
    return len({compared(n.rstrip(".")) for n in shorter}) == len({compared(n) for n in names})


def _surname(called: str, name: str) -> str:
    """The words of the full name that are not in what somebody is called; the last of them first, as it says most."""
    said = set(_words(compared(called)))
    rest = [word for word in first_names_first(name).split() if compared(word) not in said]
    return " ".join([*rest[-1:], *rest[:-1]])


def _letters(name: str, length: int) -> str:
    return name if len(name) <= length else f"{name[:length].rstrip()}."
