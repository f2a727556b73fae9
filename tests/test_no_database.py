# SPDX-License-Identifier: Apache-2.0
"""Without a database: a clear page, an honest health check, and nothing half done."""

import pytest
from django.db import OperationalError
from django.test import Client

from bedring.config import middleware


def test_a_clear_page_when_the_database_is_gone(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    def gone(*_: object, **_how: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(middleware, "set_actor", gone)
    answer = Client().get("/account/login/")
    assert answer.status_code == 503
    assert "tilbake om litt" in answer.content.decode()


def test_health_says_whether_the_database_answers(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    assert Client().get("/health").json() == {"status": "ok"}
    from bedring.ops import health

    class Gone:
        def cursor(self) -> None:
            raise OperationalError("gone")

    monkeypatch.setattr(health, "connection", Gone())
    assert Client().get("/health").status_code == 503
