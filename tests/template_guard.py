# SPDX-License-Identifier: Apache-2.0
"""A page is made from what its query gave: while a template is drawn, nothing is asked of the database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.template import Template

QUERYING: set[str] = set()
"""Names of addresses whose templates still ask. It only gets shorter: one that is mended must leave it."""


@contextmanager
def no_queries_from_templates() -> Iterator[list[str]]:
    """Within this block every statement that a template starts is noted in the list it gives."""
    asked: list[str] = []
    depth = 0
    drawn = Template._render

    def draw(self: Template, context: Any) -> Any:
        nonlocal depth
        depth += 1
        try:
            return drawn(self, context)
        finally:
            depth -= 1

    def notice(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if depth:
            asked.append(str(sql)[:300])
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        stack.enter_context(patch.object(Template, "_render", draw))
        stack.enter_context(connection.execute_wrapper(notice))
        yield asked
