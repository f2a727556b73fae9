# SPDX-License-Identifier: Apache-2.0
"""Logs as one JSON object a line. Only named, harmless fields get in: never a name, a text, an address or a query."""

import json
import logging
from datetime import UTC, datetime

FIELDS = ("route", "method", "status", "ms", "queries", "reason", "job", "count")


class JsonFormatter(logging.Formatter):
    """Keeps the message (always a constant of ours), the fields above, and of an error its type and place only."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
        }
        line |= {"logger": record.name, "event": str(record.msg)}
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["places"] = _places(record.exc_info[2])
        return json.dumps(line, default=str, ensure_ascii=False)


def _places(traceback: object) -> list[str]:
    """Where it went wrong, innermost last. Messages and values stay out: they may hold somebody's words."""
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code  # type: ignore[attr-defined]
        places.append(f"{code.co_filename.rsplit('site-packages/')[-1].rsplit('bedring/')[-1]}:{traceback.tb_lineno}")  # type: ignore[attr-defined]
        traceback = traceback.tb_next  # type: ignore[attr-defined]
    return places[-8:]
