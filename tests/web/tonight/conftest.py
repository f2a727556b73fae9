# SPDX-License-Identifier: Apache-2.0
"""The session of Ane's group: begun by Birger, or begun and closed with Ane there."""

import pytest

from bedring.sessions.commands.entries import close_session
from tests.taps import begin, send, tap
from tests.world import World


@pytest.fixture
def begun(world: World) -> World:
    """Birger has started the session; nothing is tapped yet."""
    return begin(world)


@pytest.fixture
def closed(begun: World) -> World:
    """Ane was there; the session is closed, and no note is signed."""
    send(begun, begun.birger, tap("presence", {"here": "here"}, begun.ane.id))
    close_session(by=begun.actor(begun.birger), session_id=begun.session.id)
    return begun
