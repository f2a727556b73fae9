# SPDX-License-Identifier: Apache-2.0
"""Logs hold no name, text, address or id: only named, harmless fields."""

import json
import logging

from bedring.config.logs import JsonFormatter
from tests.signed_in import browser
from tests.world import MARKER_F, World


def lines(caplog) -> list[str]:  # type: ignore[no-untyped-def]
    return [JsonFormatter().format(record) for record in caplog.records]


def test_requests_leave_no_trace_of_anybody(world: World, caplog) -> None:  # type: ignore[no-untyped-def]
    with caplog.at_level(logging.INFO):
        client = browser(world.birger)
        client.get(f"/tonight/{world.session.id}/")
        client.get(f"/record/{world.carl.id}/")
        client.post(f"/tonight/{world.session.id}/entries", "nonsense", content_type="application/json")
    said = "\n".join(lines(caplog))
    assert '"route": "session"' in said
    for secret in (MARKER_F, str(world.session.id), str(world.carl.id), "birger", "nonsense"):
        assert secret not in said


def test_an_error_keeps_its_message_to_itself() -> None:
    try:
        raise ValueError("Ane wants to sing")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "went_wrong", None, (type(error), error, error.__traceback__)
        )
    said = json.loads(JsonFormatter().format(record))
    assert said["error"] == "ValueError"
    assert "Ane" not in json.dumps(said)
