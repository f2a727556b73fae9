# SPDX-License-Identifier: Apache-2.0
"""A network of our own between a browser and the service: it fails as told, and can carry another build's files.

What comes through it is not packed, so that whatever a browser puts on its disk can be searched.
"""

import contextlib
import http.client
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.journeys.builds import OFF, Build

Fault = str
FAULTS: tuple[Fault, ...] = ("lost on the way", "answer lost", "500", "500 after all", "503", "late", "cut", "hotel")
"""Each way in which one request can go wrong; "" is none."""
LATE = 2.5
HOTEL = b"<!doctype html><title>Welcome</title><p>Sign in to the network of this house."
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "accept-encoding", "content-encoding"}

Answer = tuple[int, list[tuple[str, str]], bytes]
Chooses = Callable[[str, str], Fault]


class Between:
    """Where the browser goes (`url`). `fault(method, path)`: what becomes of a request; `build`: whose files come."""

    def __init__(self, service: str) -> None:
        self.service = urlsplit(service).netloc
        self.build: Build | None = None
        self.off = False
        self.fault: Chooses = well
        self.faults: list[Fault] = []
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """What the service answers, with the files and the worker of the build that is out."""
        there = http.client.HTTPConnection(self.service, timeout=60)
        try:
            there.request(method, path, body, headers)
            answer = there.getresponse()
            status, said = answer.status, answer.read()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP]
        finally:
            there.close()
        kind = next((value for name, value in kept if name.lower() == "content-type"), "")
        return self._as_built(path.partition("?")[0], status, kind, kept, said)

    def _as_built(self, path: str, status: int, kind: str, headers: list[tuple[str, str]], said: bytes) -> Answer:
        if path == "/sw.js" and (self.off or self.build):
            return status, headers, OFF.read_bytes() if self.off or not self.build else self.build.worker()
        if self.build and path.startswith("/static/"):
            return self.build.file(path)
        if self.build and kind.startswith("text/html"):
            said = self.build.names_in(said)
        return status, headers, said


def well(_method: str, _path: str) -> Fault:
    """Nothing goes wrong."""
    return ""


def _handler(between: Between) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            fault = between.fault(self.command, self.path)
            between.asked.append(f"{self.command} {self.path}")
            if fault:
                between.faults.append(fault)
            with contextlib.suppress(ConnectionError):  # a browser that was killed hears no answer
                self._go(fault, body)

        do_POST = do_GET

        def _go(self, fault: Fault, body: bytes) -> None:
            if fault == "lost on the way":
                return self._hang_up()
            if fault in ("500", "503"):
                return self._answer(int(fault), [("Content-Type", "text/html"), ("Retry-After", "1")], b"<p>Not now")
            if fault == "hotel":
                return self._answer(200, [("Content-Type", "text/html")], HOTEL)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
            status, kept, said = between.ask(self.command, self.path, headers, body)
            if fault == "answer lost":
                return self._hang_up()
            if fault == "500 after all":
                return self._answer(500, [("Content-Type", "text/html")], b"<p>Something went wrong")
            if fault == "late":
                time.sleep(LATE)
            return self._answer(status, kept, said, half=fault == "cut")

        def _answer(self, status: int, headers: list[tuple[str, str]], said: bytes, half: bool = False) -> None:
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            self.wfile.write(said[: len(said) // 2] if half else said)

        def _hang_up(self) -> None:
            self.close_connection = True

        def log_message(self, *_words: Any) -> None:
            """Not a word: what goes through is known in `asked`."""

    return Handler


@contextlib.contextmanager
def between(service: str) -> Iterator[Between]:
    """A network to this service until the block ends."""
    found = Between(service)
    thread = threading.Thread(target=found.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.server.shutdown()
        found.server.server_close()
        thread.join()
