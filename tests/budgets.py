# SPDX-License-Identifier: Apache-2.0
"""The pages that are measured: who asks for what, and with how many questions to the database. One more is too many."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bedring.people.models import Account
from tests.signed_in import browser
from tests.world import World

PAGES: dict[str, tuple[Callable[[World], Account | None], Callable[[World], str], int]] = {
    "tonight": (lambda w: w.birger, lambda w: "/tonight/", 17),
    "session": (lambda w: w.birger, lambda w: f"/tonight/{w.session.id}/", 15),
    "notes": (lambda w: w.birger, lambda w: f"/tonight/{w.session.id}/notes/", 18),
    "groups": (lambda w: w.eva, lambda w: "/groups/", 9),
    "group": (lambda w: w.eva, lambda w: f"/groups/{w.group.id}/", 16),
    "mine": (lambda w: w.ane.account, lambda w: "/mine/", 9),
    "who has looked": (lambda w: w.ane.account, lambda w: "/mine/privacy/", 5),
}


def queries(world: World, page: str) -> int:
    who, where, _most = PAGES[page]
    client = browser(who(world))
    client.get(where(world))  # the second view: content is read, the look is logged
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where(world)).status_code == 200
    return len(captured)
