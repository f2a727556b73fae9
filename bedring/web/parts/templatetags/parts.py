# SPDX-License-Identifier: Apache-2.0
"""The components of every screen, as template tags."""

from datetime import date
from enum import StrEnum

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bedring.curriculum import queries as curriculum
from bedring.curriculum.reader import ContentError
from bedring.kit import words
from bedring.kit.dates import written
from bedring.kit.text import initials

register = template.Library()


class DrawnOnce(template.Node):
    """A piece of a page that is drawn once for the things it is given, and is the same for everybody.

    The things are those kept by `curriculum` while their files are unchanged: they are known again by being the same
    object. It is drawn from them and nothing else of the page, so that nothing of anybody can stay in it.
    """

    MOST = 256

    def __init__(self, inside: template.NodeList, names: list[str]) -> None:
        self.inside, self.names = inside, names
        self.drawn: dict[tuple[object, ...], tuple[list[object], SafeString]] = {}

    def render(self, context: template.Context) -> SafeString:
        """The piece, in the language of the page."""
        given = [context[name] for name in self.names]
        of = (get_language(), *map(id, given))
        known = self.drawn.get(of)
        if known is None:  # the things are kept beside it: no other can come to have the id of one of them
            piece = self.inside.render(context.new(dict(zip(self.names, given, strict=True))))
            if len(self.drawn) >= self.MOST:
                self.drawn.clear()
            known = self.drawn[of] = given, piece
        return known[1]


@register.tag
def drawn_once(parser: template.base.Parser, token: template.base.Token) -> DrawnOnce:
    """`{% drawn_once topic guide %} … {% enddrawn_once %}`: see DrawnOnce. Inside, no other variable has a value."""
    inside = parser.parse(("enddrawn_once",))
    parser.delete_first_token()
    return DrawnOnce(inside, token.split_contents()[1:])


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of our icons. It says nothing by itself: words stand beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name)


@register.inclusion_tag("parts/help_now.html")
def help_now() -> dict[str, object]:
    """The way to help, on every page of a participant."""
    return {}


FOOT = ("emergency", "urgent-care", "listener")


@register.simple_tag
def help_numbers() -> str:
    """The first numbers to call here, on one line, for pages that must come whatever is wrong. Empty: none is known."""
    try:
        numbers = {line.slug: line.number for line in curriculum.crisis_numbers()}
    except ContentError:
        return ""
    return " · ".join(numbers[slug] for slug in FOOT if numbers.get(slug))


@register.inclusion_tag("parts/quick_exit.html", takes_context=True)
def quick_exit(context: template.Context) -> dict[str, object]:
    """Leave at once: ends the sign-in and shows an ordinary page."""
    return {"csrf_token": context.get("csrf_token")}


@register.inclusion_tag("parts/kept.html", takes_context=True)
def kept(context: template.Context, state: str = "") -> dict[str, object]:
    """How it stands with what one writes on this page: saved, waiting, set aside. `state` for a sample alone."""
    owner = context.get("owner_mark", "")
    return {"owner": owner, "csrf_token": context.get("csrf_token"), "state": state}


@register.inclusion_tag("parts/read_aloud.html")
def read_aloud() -> dict[str, object]:
    """The button that reads the page aloud, where the browser can."""
    return {}


@register.inclusion_tag("parts/who_reads.html")
def who_reads(who: str) -> dict[str, object]:
    """The line beside everything one can write: who reads it and when."""
    return {"who": who}


@register.inclusion_tag("parts/person.html")
def person(name: str) -> dict[str, object]:
    """Somebody, by name and initials. There are no pictures of people."""
    return {"name": name, "initials": initials(name)}


@register.inclusion_tag("parts/free_text.html")
def free_text(
    *,
    name: str,
    label: str,
    who: str,
    value: object = "",
    rows: int = 4,
    maxlength: int = 2000,
    error: object = "",
    required: bool = False,
    id: str = "",
    form: str = "",
) -> dict[str, object]:
    """Long text. `who`: who reads it and when; there is none without it. `form`: the id of its form, if elsewhere."""
    return {
        "name": name,
        "label": label,
        "who": who,
        "value": value or "",
        "rows": rows,
        "maxlength": maxlength,
        "error": error,
        "required": required,
        "id": id or name,
        "form": form,
    }


@register.inclusion_tag("parts/rating.html")
def rating(
    *, name: str, label: str, low: str, high: str, steps: int = 5, chosen: int | None = None
) -> dict[str, object]:
    """A scale from 1 to `steps` with words at both ends."""
    values = range(1, steps + 1)
    ends = {"low": low, "high": high, "steps": steps}
    return {"name": name, "label": label, "values": values, "chosen": chosen, **ends}


@register.filter
def called(member: StrEnum, how: str = "screen") -> str:
    """What a member of a kind is called: a state, a role, how something went."""
    return words.called(member, how)


@register.filter
def day(when: date) -> str:
    """“23 November”"""
    return written(when, "day")


@register.filter
def full_date(when: date) -> str:
    """“23 November 2026”"""
    return written(when, "full_date")


@register.filter
def weekday(when: date) -> str:
    """“Monday 23 November”"""
    return written(when, "weekday")


@register.filter
def moment(when: date) -> str:
    """“23 November 2026, 17:00”"""
    return written(when, "moment")
