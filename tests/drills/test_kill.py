# SPDX-License-Identifier: Apache-2.0
"""Fifty times in the middle of a session the web server and PostgreSQL are killed. No acknowledged entry is missing,
none is doubled; what was not acknowledged is sent again and counts once."""

import contextlib
import http.client
import http.cookiejar
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import psycopg
import pytest

from bedring.ops import postgres
from tests.running import ROOT, demo, free_port, own_folder, wait_for


class Service:
    """The demo's database and web server, without the demo around them, so that each can be killed and started."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, free_port()
        self.running = postgres.start(data / "pg")
        self.env = os.environ | {
            "BEDRING_MODE": "demo",
            "BEDRING_DEMO_DATA": str(data),
            "BEDRING_SECRET_KEY": (data / "secret-key").read_text(),
            "BEDRING_ADDRESS": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": self.running.url(postgres.SERVICE),
            "DJANGO_SETTINGS_MODULE": "bedring.config.settings",
        }
        self.start_web()

    def start_web(self) -> None:
        command = [sys.executable, "-m", "bedring", "serve", "--port", str(self.port)]
        with (self.data / "web.log").open("ab") as log:
            self.web = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True)

    def kill(self) -> None:
        """Both at once, without a word."""
        postmaster = int((self.data / "pg" / "postmaster.pid").read_text().split()[0])
        os.killpg(self.web.pid, signal.SIGKILL)
        os.kill(postmaster, signal.SIGKILL)
        self.web.wait()
        wait_for(lambda: not psutil.pid_exists(postmaster))

    def start_again(self) -> None:
        def postgres_is_up() -> bool:
            with contextlib.suppress(Exception):  # the killed one's last processes may still hold its memory
                self.running.server.ensure_postgres_running()
                return True
            return False

        wait_for(postgres_is_up)
        self.start_web()

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.web.pid, signal.SIGTERM)
        self.web.wait(60)
        self.running.server.stop()


class Tablet:
    """A leader's device: sends, keeps what is not acknowledged, and a ledger of what is."""

    def __init__(self, service: Service) -> None:
        self.base = f"http://127.0.0.1:{service.port}"
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.acknowledged: set[str] = set()
        self.waiting: list[dict[str, object]] = []
        self.stopped = threading.Event()

    def get(self, path: str) -> str:
        with self.browser.open(self.base + path, timeout=5) as answer:
            return str(answer.read().decode())

    def post(self, path: str, body: bytes, token: str, kind: str = "application/x-www-form-urlencoded") -> str:
        headers = {"X-CSRFToken": token, "Content-Type": kind, "Referer": self.base}
        request = urllib.request.Request(self.base + path, body, headers)
        with self.browser.open(request, timeout=5) as answer:
            return str(answer.read().decode())

    def sign_in_and_start(self) -> None:
        page = self.get("/account/demo/")
        found = re.search(r'action="(/account/demo/[^"]+)"(?:(?!</form>).)*?Birger', page, re.S)
        assert found
        self.post(found[1], b"", _token(page))
        tonight = self.get("/tonight/")
        starting = re.search(r'action="(/tonight/[^"]+)start"', tonight)
        assert starting
        self.session = starting[1]
        page = self.post(self.session + "start", b"", _token(tonight))
        self.token = _token(page)
        self.people = re.findall(r'id="w-([0-9a-f-]{36})"', page)

    def tap(self) -> None:
        """One more tap, and an attempt to send all that waits."""
        here = random.choice(["here", "sent_word", "not_here"])
        now = datetime.now(UTC).isoformat()
        entry = {"id": str(uuid.uuid4()), "kind": "presence", "value": {"here": here}, "made_at": now}
        self.waiting.append(entry | {"person": random.choice(self.people)})
        parcel = json.dumps({"sent_at": now, "entries": self.waiting}).encode()
        with contextlib.suppress(OSError, json.JSONDecodeError, http.client.HTTPException):
            answer = json.loads(
                self.post(self.session + "entries?after=999999", parcel, self.token, "application/json")
            )
            stored = {one["id"] for one in answer["answers"] if one["stored"]}
            self.acknowledged |= stored
            self.waiting = [one for one in self.waiting if one["id"] not in stored]

    def tap_away(self) -> None:
        while not self.stopped.is_set():
            before = len(self.waiting)
            self.tap()
            time.sleep(0.2 if len(self.waiting) > before else 0)  # nobody answers: tap on, but as people do


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def service() -> Iterator[Service]:
    with own_folder() as folder:
        with demo(folder / "data"):
            pass
        found = Service(folder / "data")
        yield found
        found.stop()


@pytest.mark.slow
def test_nothing_acknowledged_is_lost(service: Service) -> None:
    rounds = 50
    tablet = Tablet(service)
    wait_for(lambda: _up(tablet))
    tablet.sign_in_and_start()
    tapping = threading.Thread(target=tablet.tap_away)
    tapping.start()
    try:
        for _round in range(rounds):
            before = len(tablet.acknowledged)
            wait_for(lambda before=before: len(tablet.acknowledged) > before, 40)  # type: ignore[misc]
            time.sleep(random.uniform(0, 0.1))
            service.kill()
            service.start_again()
    finally:
        tablet.stopped.set()
        tapping.join()
    wait_for(lambda: _up(tablet))
    tablet.tap()
    assert tablet.waiting == []
    with psycopg.connect(service.running.url("postgres")) as db:
        session = tablet.session.split("/")[2]
        rows = db.execute(
            "SELECT id::text, number FROM imr_sessions_entry WHERE session_id = %s AND kind = 'presence'", [session]
        ).fetchall()
    there = [row[0] for row in rows]
    print(f"acknowledged {len(tablet.acknowledged)}, lost {len(tablet.acknowledged - set(there))}, kills {rounds}")
    assert len(tablet.acknowledged) >= rounds
    assert tablet.acknowledged - set(there) == set()
    assert len(there) == len(set(there)) == len(tablet.acknowledged)


def _up(tablet: Tablet) -> bool:
    with contextlib.suppress(OSError):
        return "ok" in tablet.get("/health")
    return False
