# SPDX-License-Identifier: Apache-2.0
"""What a request changed: the tables that were written to, apart from what every request may write."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

QUIET = {
    "trust_accesslog": "that somebody looked",
    "people_signin": "that somebody is signed in",
    "people_signintry": "that a try to sign in was wrong",
    "people_press": "that this form was sent",
    "bedring_cache": "limits",
}
"""Tables that a request may write to without having done what its button says."""
WRITE = re.compile(r'(?:INSERT INTO|(?<!FOR )(?<!DO )UPDATE|DELETE FROM)\s+"?(\w+)"?')


@contextmanager
def noting_writes() -> Iterator[set[str]]:
    """Within this block the tables written to are noted in the set it gives."""
    written: set[str] = set()

    def notice(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        written.update(table for table in WRITE.findall(str(sql)) if table not in QUIET)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(notice):
        yield written
