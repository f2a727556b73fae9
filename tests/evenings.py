# SPDX-License-Identifier: Apache-2.0
"""A session that was held, and what its pages say of it."""

import html
import re
import shutil
from pathlib import Path
from uuid import UUID

from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from bedring.sessions.commands.entries import close_session, record_entries, start_session
from tests.signed_in import browser
from tests.taps import tap
from tests.world import MODULE, TOPIC, World

CONTENT = Path(__file__).resolve().parents[1] / "content"


def hold(world: World) -> None:
    """Birger and Gro hold the session: Ane and Arne are here, Aud has sent word; then it is closed."""
    topic = {"module": MODULE, "topic": TOPIC, "on": True}
    set_actor(world.birger.id)
    start_session(by=world.actor(world.birger), session_id=world.session.id)
    taps(world, world.gro, ("handout", topic, None), ("practised", topic, None))
    taps(
        world,
        world.birger,
        ("presence", {"here": "here"}, world.ane.id),
        ("presence", {"here": "here"}, world.arne.id),
        ("presence", {"here": "sent_word"}, world.aud.id),
        ("step_look", {"step": str(world.step.id), "look": "done"}, world.ane.id),
        ("next_step", {"what": "Sing one song"}, world.ane.id),
    )
    set_actor(world.birger.id)
    close_session(by=world.actor(world.birger), session_id=world.session.id)


def taps(world: World, by: Account, *made: tuple[str, dict[str, object], UUID | None]) -> None:
    """Taps of one leader in the session; all are taken in."""
    set_actor(by.id)
    sent = [tap(kind, value, person) for kind, value, person in made]
    receipts = record_entries(by=world.actor(by), session_id=world.session.id, sent=sent, sent_at=clock.now())
    assert all(receipt.stored for receipt in receipts)


def told(world: World, account: Account) -> dict[str, str]:
    """What the pages of the session say to somebody: the words of the page, without what a machine reads."""
    client, at = browser(account), f"/tonight/{world.session.id}/"
    pages = {
        "session": at,
        "notes": f"{at}notes/",
        "group": f"{at}notes/group.txt",
        "ane": f"{at}notes/{world.ane.id}.txt",
    }
    return {name: words(client.get(address).content.decode()) for name, address in pages.items()}


def words(page: str) -> str:
    """The words between the tags of a page's main part."""
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    text = re.sub(r"<(script|noscript).*?</\1>|<[^>]*>", " ", main[0] if main else page, flags=re.DOTALL)
    return " ".join(html.unescape(text).split())


def content_without(topic: str, to: Path, module: str = MODULE) -> Path:
    """A copy of the programme from which a topic's pages were taken away, as an edition still names them."""
    if not to.exists():
        shutil.copytree(CONTENT, to)
        for page in (to / "modules" / module).rglob(f"{topic}.*"):
            page.unlink()
    return to
