# SPDX-License-Identifier: Apache-2.0
"""What an attacker has: a browser of their own on the loopback address, and perhaps the service's database password."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bedring.kit.environment import pads
from bedring.ops import postgres


@dataclass(frozen=True)
class Got:
    """One answer: `status`, headers in lower case, the body, and where it came from after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_kwargs: object) -> None:  # type: ignore[override]
        return None


@dataclass
class Browser:
    """Cookies of its own. Follows redirects only when asked, so that a redirect elsewhere is seen and not obeyed."""

    base: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def _ask(self, url: str, body: bytes | None, headers: Mapping[str, str], follow: bool) -> Got:
        handlers: list[Any] = [urllib.request.HTTPCookieProcessor(self.jar)]
        opener = urllib.request.build_opener(*handlers, *([] if follow else [_NoRedirect()]))
        method = "GET" if body is None else "POST"
        request = urllib.request.Request(self.base + url, data=body, headers=dict(headers), method=method)
        try:
            with opener.open(request, timeout=30) as answer:
                return self._got(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return self._got(refused)

    def _got(self, answer: Any) -> Got:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Got(answer.status, headers, answer.read(), answer.url.removeprefix(self.base))

    def get(self, url: str, *, follow: bool = False, **headers: str) -> Got:
        """GET. Headers by keyword, with _ for -."""
        return self._ask(url, None, {k.replace("_", "-"): v for k, v in headers.items()}, follow)

    def post(self, url: str, data: Any = None, *, token: bool = True, follow: bool = False, **headers: str) -> Got:
        """POST a form (a mapping) or JSON (bytes), with this browser's own token against forgery unless told not to."""
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        if token:
            sent["X-CSRFToken"] = self.token()
        if isinstance(data, bytes):
            return self._ask(url, data, sent | {"Content-Type": "application/json"}, follow)
        form = urllib.parse.urlencode(data or {}, doseq=True).encode()
        return self._ask(url, form, sent | {"Content-Type": "application/x-www-form-urlencoded"}, follow)

    def token(self) -> str:
        """A token against forgery, from any page with a form."""
        page = self.get("/help/", follow=True).text
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, "no form to take a token from"
        return found[1]


def links(page: Got, pattern: str) -> list[str]:
    """Addresses on a page that match, each once, in order."""
    return list(dict.fromkeys(re.findall(rf'(?:href|action)="({pattern})"', page.text)))


@dataclass
class Target:
    """A running demo: its address, its folder, and its people by name."""

    base: str
    data: Path

    def browser(self) -> Browser:
        """Somebody who is not signed in."""
        return Browser(self.base)

    def enter(self, name: str) -> Browser:
        """One of the made-up people, signed in as they would be."""
        there = self.browser()
        page = there.get("/account/demo/").text
        found = re.search(rf'action="(/account/demo/[0-9a-f-]+)"(?:(?!</form>).)*{re.escape(name)}', page, re.S)
        assert found, f"{name} is not among the people of the demo"
        assert there.post(found[1]).status == 302
        return there

    @contextmanager
    def sql(self, role: str = postgres.SERVICE) -> Iterator[psycopg.Connection]:
        """PostgreSQL, as somebody who has got hold of the service's way in (or, to look afterwards, as the owner)."""
        host = (self.data / "pg" / "postmaster.pid").read_text().splitlines()[4]
        with psycopg.connect(f"postgresql://{role}@/bedring?host={host}", autocommit=True) as db:
            yield db

    def log_key(self) -> str:
        """What the demo chains its read log with. For looking afterwards: no attacker has it."""
        return pads((self.data / "secret-key").read_text())

    def one(self, query: str, *given: object) -> Any:
        """One value, seen as the administrator: an id that an attacker might know, or what was written."""
        with self.sql("postgres") as db:
            row = db.execute(query, given).fetchone()
        assert row, query
        return row[0]

    def person(self, name: str) -> uuid.UUID:
        """The participant of this name."""
        found: uuid.UUID = self.one("SELECT id FROM people_participant WHERE name = %s", name)
        return found

    def account(self, name: str) -> uuid.UUID:
        """The account of somebody, by the name they have in the demo."""
        found: uuid.UUID = self.one("SELECT id FROM people_account WHERE name = %s", name)
        return found
