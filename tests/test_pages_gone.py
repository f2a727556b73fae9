# SPDX-License-Identifier: Apache-2.0
"""Pages of the programme that were taken away break no page of the service, and keep their title where it was held."""

import pytest
from django.db import transaction
from django.test import override_settings

from bedring.kit.rows import set_actor
from bedring.sessions.commands.entries import close_session
from bedring.sessions.models import Session
from tests.addresses import ROWS, answer_to, hold_the_session
from tests.evenings import content_without, words
from tests.signed_in import browser
from tests.world import MODULE, TOPIC, World

TITLE = "From goal to first step"
NOT_THERE = {"topic", "topic_show", "handout_paper", "pack_paper", "booklet_paper", "module"}
"""Addresses of the page itself, or of all pages of its module: not there (404) when it is not."""


@pytest.fixture
def gone(world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The session was held on a topic and closed; the one that comes next was planned on it; then it went."""
    hold_the_session(world)
    set_actor(world.birger.id)
    close_session(by=world.actor(world.birger), session_id=world.session.id)
    Session.objects.filter(course=world.group, opened_at=None).update(module=MODULE, topic=TOPIC)
    content = content_without(TOPIC, tmp_path_factory.getbasetemp() / "without")
    with override_settings(CONTENT_DIRS=[content]):
        yield world  # type: ignore[misc]


@pytest.mark.parametrize("row", [row for row in ROWS if row.startswith("GET ")])
def test_every_page_opens(gone: World, row: str) -> None:
    for who in ("ane", "birger", "eva"):
        set_actor(gone.ane.account_id)
        with transaction.atomic():
            answer = answer_to(gone, row, who)
            transaction.set_rollback(True)
        expected = str(ROWS[row][who])
        if expected == "ok" and row.split()[1] not in NOT_THERE:
            assert answer.status_code in (200, 302), who
        assert answer.status_code < 500


def test_they_are_told_as_no_longer_here_by_the_title_they_had(gone: World) -> None:
    ane = browser(gone.ane.account)
    for address in ("/mine/", "/mine/handouts/", f"/mine/handouts/{MODULE}/{TOPIC}/"):
        said = words(ane.get(address).content.decode())
        assert TITLE in said
        assert "This page is no longer here." in said
    tonight = words(browser(gone.birger).get("/tonight/").content.decode())
    assert "This page is no longer here. Choose another topic in the session." in tonight
    assert TITLE in tonight, "last time"
    assert "this page is no longer here" in words(browser(gone.eva).get("/groups/").content.decode())
    at = f"/tonight/{gone.session.id}/notes/group.txt"
    assert TITLE in browser(gone.birger).get(at).content.decode()


def test_a_slug_that_never_was_breaks_nothing(world: World) -> None:
    set_actor(world.birger.id)
    Session.objects.filter(id=world.session.id).update(module="no-such-module", topic="no-such-topic")
    birger = browser(world.birger)
    for address in ("/tonight/", f"/tonight/{world.session.id}/", f"/groups/{world.group.id}/"):
        assert birger.get(address).status_code == 200
    assert birger.post(f"/tonight/{world.session.id}/start").status_code == 302
    assert "No such topic" in birger.get(f"/tonight/{world.session.id}/").content.decode()
    assert birger.get(f"/tonight/{world.session.id}/notes/").status_code == 200
    assert birger.post(f"/tonight/{world.session.id}/close").status_code == 302
