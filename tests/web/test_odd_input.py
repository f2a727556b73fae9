# SPDX-License-Identifier: Apache-2.0
"""Odd input, at every address and in every field: an answer with words, never a fault; always with the headers."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bedring.curriculum.commands import digest
from tests.addresses import BODIES, ROWS, args_of, hold_the_session, routes
from tests.built import built
from tests.signed_in import browser
from tests.world import World

ODD = {
    "digits": "9" * 5000,
    "squared": "²",
    "nul": "a\0b",
    "half a character": "\ud800",
    "long": "x" * 300,
    "deep": "[" * 5000,
    "anchors": "&a [*a, *a]",
    "path": "../../etc/passwd",
}
ASKED = ("find", "page", "people", "view", "variant", "edition", "name", "after", "next", "saved", "kind", "day")
SLOW = ("workbook_paper", "booklet_paper")
PAPER = [name for name in routes() if name.endswith("_paper")]
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def encoded(fields: dict[str, str]) -> str:
    """As a browser would never send it: halves of a character too."""
    return "&".join(f"{quote(k)}={quote(str(v).encode('utf-8', 'surrogatepass'))}" for k, v in fields.items())


def whose(name: str) -> str:
    """Somebody to whom the address answers, by the matrix."""
    for row, cells in ROWS.items():
        if row.split()[1] == name:
            return next((who for who in ("ane", "birger", "eva", "dag", "nobody") if cells[who] == "ok"), "birger")
    return "ane"


def check(response: HttpResponse, where: str) -> None:
    assert response.status_code < 500, where
    for header, part in HEADERS.items():
        assert part in response.headers.get(header, ""), (where, header)
    assert "no-store" in response.headers["Cache-Control"] or "no-cache" in response.headers["Cache-Control"], where


FIELDS = re.compile(r'<(?:input|select|textarea|button)[^>]*\sname="([^"]+)"')


def odd_values(names: Iterable[str], turn: int) -> dict[str, str]:
    """A different odd value for each name; at another turn, another one."""
    values = list(ODD.values())
    return {name: values[(place + turn) % len(values)] for place, name in enumerate(sorted(names))}


@pytest.mark.parametrize("turn", [0, 3, 6])
def test_every_address_survives_it(world: World, turn: int) -> None:
    """In every parameter it could ask for, in all fields of each form its page shows, and in each field by itself."""
    held = hold_the_session(world)
    clients = {who: browser(held.everybody().get(who)) for who in ("ane", "birger", "eva", "dag", "nobody")}
    for name in routes():
        if name in SLOW:
            continue
        client = clients[whose(name)]
        url = reverse(name, kwargs=args_of(held, name, uuid4(), uuid4()))
        shown = client.get(f"{url}?{encoded(odd_values(ASKED, turn))}")
        check(shown, f"GET {name}")
        if name in ("account_logout", "quick_exit", "account_end_others") or name in PAPER:
            continue
        page = b"" if shown.streaming else shown.content
        fields = {*FIELDS.findall(page.decode(errors="replace")), *BODIES.get(name, {}), "press", "id", "text", "find"}
        odd = odd_values(fields - {"csrfmiddlewaretoken"}, turn)
        bodies = [odd, *({**BODIES[name], field: odd[field]} for field in BODIES.get(name, {}))]
        for body in bodies:
            sent = client.post(url, encoded(body), content_type="application/x-www-form-urlencoded")
            check(sent, f"POST {name} {list(body)}")


@pytest.mark.parametrize("odd", list(ODD))
def test_it_survives_it_in_the_address(world: World, odd: str) -> None:
    word = quote(ODD[odd].encode("utf-8", "surrogatepass"), safe="")
    birger = browser(world.birger)
    for path in (
        f"/programme/{word}/x/", f"/programme/{word}.pdf", f"/worksheets/{word}/{word}/", f"/{word}",
        f"/mine/goal/{uuid4()}/{word}", f"/tonight/{world.session.id}/notes/{word}.txt",
        f"/groups/{world.group.id}/places/{uuid4()}/{word}",
    ):  # fmt: skip
        for response in (birger.get(path), birger.post(path)):
            check(response, path)


@pytest.mark.parametrize("body", ["", "x", "[" * 100_000, "null", '{"a":' * 5000, '"\\ud800"', "9" * 5000, "\0"])
def test_json_of_any_kind(world: World, body: str) -> None:
    birger = browser(world.birger)
    response = birger.post(f"/tonight/{world.session.id}/entries", body, content_type="application/json")
    check(response, body[:20])
    assert response.status_code == 400


def test_the_odd_is_taken_out_and_the_rest_is_kept(world: World) -> None:
    arne = browser(world.arne.account)
    body = encoded({"words": "A boat\0 of \ud800my own"})
    assert arne.post("/mine/goal/", body, content_type="application/x-www-form-urlencoded").status_code == 302
    assert "A boat of " in arne.get("/mine/goal/").content.decode()


# Headers


@pytest.mark.parametrize("path", ["/", "/static/nothing.css", "/nowhere", "/account/login/", "/health", "/mine/"])
def test_headers_whatever_the_answer(world: World, path: str) -> None:
    check(Client().get(path), path)
    check(Client().delete(path), path)


def test_headers_on_405_static_files_and_strange_hosts(world: World) -> None:
    check(Client().get("/account/logout/"), "405")
    check(Client(headers={"host": "elsewhere.example"}).get("/"), "400")
    static = Client().get(f"/static/{built('style.css').name}")
    assert static.status_code == 200
    for header, part in HEADERS.items():
        assert part in static.headers[header], header
    static.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_headers_on_a_fault(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bedring.web.help.views.render", lambda *_a, **_k: 1 / 0)
    client = Client(raise_request_exception=False)
    response = client.get("/help/")
    assert response.status_code == 500
    for header, part in HEADERS.items():
        assert part in response.headers[header], header


def test_a_form_left_open_too_long_is_told_in_words(world: World) -> None:
    response = Client(enforce_csrf_checks=True).post("/account/code/", {"code": "x", "pin": "1"})
    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


# The page editor


@pytest.mark.parametrize(
    "wrong",
    [
        "# SPDX-License-Identifier: CC-BY-4.0\na: &a [x, x]\n"
        + "".join(f"{b}: &{b} [{f'*{a}, ' * 9}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)),
        "# SPDX-License-Identifier: CC-BY-4.0\na: " + "[" * 20_000 + "\n",
        "# SPDX-License-Identifier: CC-BY-4.0\na: " + "{a: " * 5_000 + "\n",
        "# SPDX-License-Identifier: CC-BY-4.0\na: " + "9" * 5_000 + "\n",
        "# SPDX-License-Identifier: CC-BY-4.0\na: \ufffe\x07\n",
        "\t- no\n",
        "",
    ],
    ids=["anchors", "deep", "deep map", "digits", "controls", "tab", "nothing"],
)
def test_the_page_editor_keeps_what_was_typed(world: World, tmp_path: Path, settings: Settings, wrong: str) -> None:
    settings.SITE_CONTENT = tmp_path / "site"
    settings.CONTENT_DIRS = [settings.SITE_CONTENT, *settings.CONTENT_DIRS]
    rita, name = browser(world.rita), "editions/norway.yaml"
    before = (Path(settings.CONTENT_DIRS[-1]) / name).read_text(encoding="utf-8")
    for how in ("look", "save"):
        sent = {"text": wrong, "seen": digest(before), how: "yes"}
        response = rita.post(f"/site/edit/?name={name}", sent)
        assert response.status_code == 422
        typed = response.context["form"]["text"].value()
        assert typed.strip() == "".join(c for c in wrong if c != "\0").strip()
        if wrong:
            assert f'name="seen" value="{digest(before)}"' in response.content.decode()
    assert not (tmp_path / "site" / name).exists()


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".md", "modules/" + "x" * 300 + "/module.yaml", "../x", "editions/\0.yaml"]
)
def test_names_of_files_that_cannot_be(world: World, tmp_path: Path, settings: Settings, name: str) -> None:
    settings.SITE_CONTENT = tmp_path / "site"
    assert browser(world.rita).get(f"/site/edit/?name={quote(name)}").status_code == 404
