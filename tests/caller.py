# SPDX-License-Identifier: Apache-2.0
"""A light caller for measuring: one connection on the loopback address that stays open, one question at a time."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from bedring.people.models import Account
from tests.signed_in import browser

TOKEN = "c" * 32
"""A token against forgery: the cookie and the header say the same."""


def cookies_of(account: Account) -> str:
    """The cookies of somebody who is signed in, as strongly as they would be."""
    client = browser(account)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}; csrftoken={TOKEN}; django_language=en"


@dataclass
class Caller:
    """Somebody with a browser: where the service listens, and their cookies."""

    port: int
    cookies: str = ""
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None, repr=False)

    async def get(self, path: str) -> tuple[int, bytes]:
        """(status, body)."""
        return await self._ask("GET", path, b"")

    async def post(self, path: str, sent: Any) -> tuple[int, bytes]:
        """(status, body), of a parcel as JSON."""
        return await self._ask("POST", path, json.dumps(sent).encode())

    async def _ask(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        """Anew once, where the service has closed a line that lay idle."""
        for again in (True, False):
            fresh = self._line is None
            try:
                return await self._say(method, path, body)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
                if fresh or not again:
                    raise
        raise AssertionError

    async def _say(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._line
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookies}\r\n"
            f"X-CSRFToken: {TOKEN}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        assert length, head
        return int(head.split(b" ", 2)[1]), await reader.readexactly(int(length[1]))

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line[1].close()
            self._line = None
