# SPDX-License-Identifier: Apache-2.0
"""A site takes its own edition away while a group follows it: the evening goes on, with what was written down."""

from uuid import UUID

import pytest

from bedring.kit.rows import set_actor
from bedring.sessions.models import Course, Session
from tests.evenings import hold, words
from tests.signed_in import browser
from tests.taps import begin
from tests.wire import one, taken
from tests.world import MODULE, TOPIC, World


@pytest.fixture
def gone(world: World) -> World:
    """The group follows an edition that was the site's own, and is no longer there."""
    set_actor(world.eva.id)
    Course.objects.filter(id=world.group.id).update(edition="taken-away")
    return world


def pages(session: UUID, group: UUID) -> list[str]:
    return ["/tonight/", f"/tonight/{session}/", f"/tonight/{session}/notes/", f"/groups/{group}/"]


def test_it_is_begun_tapped_in_and_closed(gone: World) -> None:
    begin(gone)
    birger = browser(gone.birger)
    taken(birger, gone.session, one("presence", {"here": "here"}, gone.ane.id))
    assert birger.post(f"/tonight/{gone.session.id}/close").status_code == 302
    set_actor(gone.birger.id)
    following = Session.objects.get(course=gone.group, opened_at=None)
    assert following.topic == "", "there is no plan to take the next topic from"


def test_every_page_of_it_opens_to_those_who_lead(gone: World) -> None:
    begin(gone)
    for account in (gone.birger, gone.eva):
        for at in pages(gone.session.id, gone.group.id):
            answer = browser(account).get(at)
            assert answer.status_code == 200, at
            assert "taken-away" not in words(answer.content.decode())


def test_the_group_can_be_planned_renamed_and_called_off(gone: World) -> None:
    eva = browser(gone.eva)
    at = f"/groups/{gone.group.id}"
    sent = {"group-name": "Renamed", "group-place": "", "group-every_days": "7", "group-minutes": "90"}
    assert eva.post(f"{at}/", sent).status_code == 302
    assert eva.post(f"{at}/sessions/{gone.session.id}/off", {"off-why": "ill"}).status_code == 302
    assert eva.get("/groups/").status_code == 200


def test_those_who_take_part_read_their_pages(world: World) -> None:
    hold(world)
    set_actor(world.eva.id)
    Course.objects.filter(id=world.group.id).update(edition="taken-away")
    ane = browser(world.ane.account)
    for at in ("/mine/", "/mine/handouts/", f"/mine/handouts/{MODULE}/{TOPIC}/", "/worksheets/", "/mine/privacy/"):
        assert ane.get(at).status_code == 200, at
    assert browser(world.birger).get(f"/worksheets/of/{world.ane.id}/").status_code == 200
