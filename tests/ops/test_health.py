# SPDX-License-Identifier: Apache-2.0
"""Whether the service can serve: asked by a load balancer that is nobody, and told without a word about anybody."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.test import Client

from bedring.ops import health
from tests.signed_in import browser
from tests.world import World


def test_it_serves(world: World) -> None:
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_whoever_asks_is_told_the_same_and_is_not_signed_in_by_it(world: World) -> None:
    signed_in, nobody = browser(world.birger).get("/health"), Client().get("/health")
    assert signed_in.content == nobody.content
    assert "sessionid" not in nobody.cookies


def test_without_a_database_it_says_so_in_words_of_its_own(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def cursor(self) -> None:
            raise OperationalError("server at 10.0.0.7 refused user bedring")

    monkeypatch.setattr(health, "connection", Gone())
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "no database"})
    assert "10.0.0.7" not in answer.content.decode()


def test_a_server_that_hangs_up_in_the_middle_is_no_database(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class HangsUp:
        def __enter__(self) -> "HangsUp":
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def execute(self, _statement: str) -> None:
            raise OperationalError("terminating connection")

    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=HangsUp))
    assert Client().get("/health").status_code == 503


def test_nothing_is_kept_of_it_anywhere(world: World) -> None:
    answer = Client().get("/health?x=%00")
    assert answer.status_code == 200
    assert not answer.cookies
    for name in ("Content-Security-Policy", "X-Content-Type-Options"):
        assert name in answer.headers
